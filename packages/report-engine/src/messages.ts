import type { MessageCatalogue } from '@tangram/data-model'

/** What can be wrong with a report, for its author. */
export const reportMessages = {
  'report.field.unknown': {
    text: { en: 'There is no field “{field}”.', 'zh-CN': '没有名为“{field}”的字段。' },
    fix: { en: 'Choose a field of the table or of one it links to.', 'zh-CN': '请选择本表或其关联表中的字段。' },
  },
  'report.field.encrypted': {
    text: {
      en: '“{field}” is encrypted: reports cannot group, reckon or filter by it, nor show it.',
      'zh-CN': '“{field}”已加密，报表不能按其分组、计算、筛选或显示。',
    },
    fix: { en: 'Choose another field.', 'zh-CN': '请选择其他字段。' },
  },
  'report.field.unsuitable': {
    text: { en: '“{field}” cannot be used here: {needed} is needed.', 'zh-CN': '“{field}”不能用于此处：需要{needed}。' },
    fix: { en: 'Choose another field.', 'zh-CN': '请选择其他字段。' },
  },
  'report.name.twice': {
    text: { en: '“{name}” is used twice in this report.', 'zh-CN': '“{name}”在此报表中重复使用。' },
    fix: { en: 'Give one of them another name.', 'zh-CN': '请为其中一个换一个名称。' },
  },
  'report.measure.unknown': {
    text: { en: 'There is no measure “{measure}”.', 'zh-CN': '没有名为“{measure}”的指标。' },
    fix: { en: 'Choose one of the measures of this report.', 'zh-CN': '请选择此报表中的指标。' },
  },
  'report.measure.unlisted': {
    text: {
      en: 'The measure “{measure}” is not in the order of measures and is not shown.',
      'zh-CN': '指标“{measure}”未列入指标顺序，不会显示。',
    },
    fix: { en: 'Add it to the order or remove it.', 'zh-CN': '请将其加入顺序或删除。' },
  },
  'report.measure.circular': {
    text: {
      en: '“{measure}” would be made of itself, by one calculation after another.',
      'zh-CN': '“{measure}”经过计算又依赖其自身。',
    },
    fix: { en: 'Choose another measure here.', 'zh-CN': '请在此选择其他指标。' },
  },
  'report.measure.rows-apart': {
    text: {
      en: '“{field}” and “{other}” are in rows that do not belong together.',
      'zh-CN': '“{field}”与“{other}”所在的行互不对应。',
    },
    fix: { en: 'Choose fields of the same rows, or of the record that holds them.', 'zh-CN': '请选择同一明细行或其所属记录中的字段。' },
  },
  'report.dimension.beside': {
    text: {
      en: '“{field}” and “{other}” lead into different rows of a record; their groups would pair all of them.',
      'zh-CN': '“{field}”与“{other}”分别进入记录的不同明细，分组会两两交叉。',
    },
    fix: { en: 'Make two reports of it, or filter by one of them.', 'zh-CN': '请拆成两个报表，或将其中之一改为筛选条件。' },
  },
  'report.dimension.twofold': {
    text: { en: '“{field}” is grouped by periods and by ranges at once.', 'zh-CN': '“{field}”同时按周期和数值区间分组。' },
    fix: { en: 'Keep one of them.', 'zh-CN': '请只保留一种分组方式。' },
  },
  'report.period.unknown': {
    text: { en: 'There is no period “{period}”.', 'zh-CN': '没有周期“{period}”。' },
    fix: { en: 'Choose days, weeks, months, quarters or years.', 'zh-CN': '请选择日、周、月、季度或年。' },
  },
  'report.fill.without-periods': {
    text: { en: 'Empty groups of “{field}” cannot be filled: nobody knows them.', 'zh-CN': '无法补全“{field}”的空分组：其取值未知。' },
    fix: { en: 'Group it by periods or ranges, or do not fill.', 'zh-CN': '请按周期或区间分组，或取消补全。' },
  },
  'report.top.calculated': {
    text: {
      en: 'The first ones cannot be chosen by “{measure}”, which looks at other groups.',
      'zh-CN': '不能按“{measure}”取前几名，因为它依赖其他分组。',
    },
    fix: { en: 'Choose a count, a sum, an average or a ratio.', 'zh-CN': '请选择计数、求和、平均或比率指标。' },
  },
  'report.number.not-positive': {
    text: { en: '“{found}” should be a number above 0.', 'zh-CN': '“{found}”应为大于 0 的数字。' },
    fix: { en: 'Write how wide a range is.', 'zh-CN': '请填写区间宽度。' },
  },
  'report.percentile.out-of-range': {
    text: { en: '“{found}” should be a number from 0 to 1.', 'zh-CN': '“{found}”应为 0 到 1 之间的数字。' },
    fix: { en: 'Write 0.9 for the ninetieth percentile.', 'zh-CN': '例如第 90 百分位请填写 0.9。' },
  },
  'report.compare.unreadable': {
    text: { en: '“{offset}” is no time to compare with.', 'zh-CN': '“{offset}”不是有效的对比时间。' },
    fix: {
      en: 'Write “previous”, or how far back: “-1 year”, “-3 months”.',
      'zh-CN': '请填写“previous”，或回退的时间，例如“-1 year”“-3 months”。',
    },
  },
  'report.compare.no-time': {
    text: { en: 'There is no time to compare along.', 'zh-CN': '没有可供对比的时间。' },
    fix: { en: 'Group by periods, or filter by a span of time.', 'zh-CN': '请按周期分组，或添加时间范围筛选。' },
  },
  'report.compare.too-short': {
    text: { en: '“{offset}” is shorter than the periods of the report.', 'zh-CN': '“{offset}”短于报表的周期。' },
    fix: { en: 'Go back by at least one period, or group by shorter ones.', 'zh-CN': '请至少回退一个周期，或改用更短的周期分组。' },
  },
  'report.calculation.no-periods': {
    text: {
      en: 'This calculation goes from period to period, and the report has none.',
      'zh-CN': '此计算需要逐周期进行，但报表没有按周期分组。',
    },
    fix: { en: 'Group a date by days, weeks, months, quarters or years.', 'zh-CN': '请将某个日期按日、周、月、季度或年分组。' },
  },
  'report.conversion.no-steps': {
    text: { en: 'A conversion needs stages or periods of a cohort to go along.', 'zh-CN': '计算转化率需要按漏斗阶段或留存周期分组。' },
    fix: { en: 'Group by the stage of the funnel, or by the periods after the first time.', 'zh-CN': '请按漏斗阶段或“之后第几期”分组。' },
  },
  'report.conversion.two-ways': {
    text: {
      en: 'This report goes along stages and along periods of a cohort: a conversion follows one of them.',
      'zh-CN': '此报表同时按漏斗阶段和留存周期分组，转化率只能沿其中之一计算。',
    },
    fix: { en: 'Group by one of the two.', 'zh-CN': '请只保留其中一种分组。' },
  },
  'report.cohort.all-ages': {
    text: {
      en: 'Without the beginning of the cohorts beside it, later periods look emptier: young cohorts have not come to them yet.',
      'zh-CN': '未同时按首次时间分组时，后面的周期会偏低：较新的批次尚未到达这些周期。',
    },
    fix: { en: 'Group by when the cohorts began as well.', 'zh-CN': '请同时按首次时间分组。' },
  },
  'report.cohort.other-period': {
    text: {
      en: 'The cohorts go by “{period}”, their beginnings are grouped by something else.',
      'zh-CN': '留存周期为“{period}”，但首次时间按其他方式分组。',
    },
    fix: { en: 'Group the beginnings by the same periods.', 'zh-CN': '请将首次时间按相同周期分组。' },
  },
  'report.funnel.short': {
    text: { en: 'A funnel has two stages at least.', 'zh-CN': '漏斗至少需要两个阶段。' },
    fix: { en: 'Add a stage.', 'zh-CN': '请添加阶段。' },
  },
  'report.funnel.same': {
    text: { en: 'This stage asks nothing: it holds what the one before holds.', 'zh-CN': '此阶段没有条件，与上一阶段完全相同。' },
    fix: { en: 'Add a condition or remove the stage.', 'zh-CN': '请添加条件或删除此阶段。' },
  },
  'report.cohort.rows': {
    text: { en: '“{field}” is no value of the record itself.', 'zh-CN': '“{field}”不是记录自身的单个值。' },
    fix: {
      en: 'Choose a date of the record, and a field that says who it is about.',
      'zh-CN': '请选择记录自身的日期，以及表明归属的单值字段。',
    },
  },
  'report.running.too-short': {
    text: { en: 'It would begin anew before one period of the report is over.', 'zh-CN': '累计区间短于报表的周期。' },
    fix: { en: 'Choose a longer period to begin anew in.', 'zh-CN': '请选择更长的累计区间。' },
  },
  'report.filter.single': {
    text: { en: '“{field}” leads to one value, not to several rows.', 'zh-CN': '“{field}”只对应一个值，而非多行。' },
    fix: { en: 'Filter by the field itself.', 'zh-CN': '请直接按该字段筛选。' },
  },
  'report.totals.unknown': {
    text: { en: 'There is no total of the kind “{kind}”.', 'zh-CN': '没有“{kind}”这种合计。' },
    fix: { en: 'Choose rows, cols, subtotals or grand.', 'zh-CN': '请选择行合计、列合计、小计或总计。' },
  },
  'report.totals.rows': {
    text: { en: 'Totals of rows and columns need both.', 'zh-CN': '行合计与列合计需要同时有行和列。' },
    fix: { en: 'Group by columns as well, or choose the grand total.', 'zh-CN': '请添加列分组，或改用总计。' },
  },
  'report.totals.subtotals': {
    text: { en: 'Subtotals need two groups of rows, one within the other.', 'zh-CN': '小计需要至少两层行分组。' },
    fix: { en: 'Add another group of rows, or choose the grand total.', 'zh-CN': '请再添加一层行分组，或改用总计。' },
  },
  'report.totals.grand': {
    text: { en: 'A report without groups is its own total.', 'zh-CN': '没有分组的报表本身就是总计。' },
    fix: { en: 'Group by something, or remove the total.', 'zh-CN': '请添加分组或删除总计。' },
  },
  'report.key.unreadable': {
    text: { en: '{found} is no number.', 'zh-CN': '{found} 不是数字。' },
    fix: { en: 'Name the group as the result does.', 'zh-CN': '请使用结果中的分组值。' },
  },
  'report.sort.unknown': {
    text: { en: 'There is nothing called “{name}” to sort by.', 'zh-CN': '没有可用于排序的“{name}”。' },
    fix: { en: 'Sort by a dimension or a measure of this report.', 'zh-CN': '请按此报表的维度或指标排序。' },
  },
  'report.span.unreadable': {
    text: { en: '“{span}” is no span of time.', 'zh-CN': '“{span}”不是有效的时间跨度。' },
    fix: { en: 'Write a number and a unit, such as “12 months” or “30 days”.', 'zh-CN': '请填写数字和单位，例如“12 months”或“30 days”。' },
  },
  'report.value.unreadable': {
    text: { en: '{found} is no date.', 'zh-CN': '{found} 不是日期。' },
    fix: { en: 'Write a date such as 2026-11-22, or “today”.', 'zh-CN': '请填写日期，例如 2026-11-22 或“today”。' },
  },
  'report.dimension.unknown': {
    text: { en: 'The report has no dimension “{dimension}”.', 'zh-CN': '此报表没有维度“{dimension}”。' },
    fix: { en: 'Name dimensions as the result does.', 'zh-CN': '请使用结果中的维度名称。' },
  },
  'report.filter.unreadable': {
    text: { en: 'This filter has no condition.', 'zh-CN': '此筛选没有条件。' },
    fix: { en: 'Choose a condition or remove the filter.', 'zh-CN': '请选择条件或删除该筛选。' },
  },
  'report.number.out-of-range': {
    text: { en: '“{found}” should be a whole number from {min} to {max}.', 'zh-CN': '“{found}”应为 {min} 到 {max} 之间的整数。' },
    fix: { en: 'Choose a number in this range.', 'zh-CN': '请填写此范围内的数字。' },
  },
  'report.chart.unknown': {
    text: { en: 'There is no chart type “{type}”.', 'zh-CN': '没有图表类型“{type}”。' },
    fix: { en: 'Choose one of: {known}.', 'zh-CN': '请选择：{known}。' },
  },
  'report.chart.dimensions': {
    text: {
      en: '“{chart}” draws {min} to {max} dimensions; this report has {found}.',
      'zh-CN': '“{chart}”支持 {min} 到 {max} 个维度，此报表有 {found} 个。',
    },
    fix: { en: 'Add or remove dimensions, or choose another chart.', 'zh-CN': '请增减维度或选择其他图表。' },
  },
  'report.chart.measures': {
    text: {
      en: '“{chart}” draws {min} to {max} measures; this report has {found}.',
      'zh-CN': '“{chart}”支持 {min} 到 {max} 个指标，此报表有 {found} 个。',
    },
    fix: { en: 'Add or remove measures, or choose another chart.', 'zh-CN': '请增减指标或选择其他图表。' },
  },
  'report.empty': {
    text: { en: 'The report has neither a dimension nor a measure.', 'zh-CN': '报表既没有维度也没有指标。' },
    fix: { en: 'Add what to count or to group by.', 'zh-CN': '请添加要统计或分组的内容。' },
  },
} satisfies MessageCatalogue
