import type { MessageCatalogue } from '@tangram/data-model'

/** What can be wrong with a report, for its author. */
export const reportMessages = {
  'report.field.unknown': {
    text: { en: 'There is no field “{field}”.', 'zh-CN': '没有名为“{field}”的字段。' },
    fix: { en: 'Choose a field of the table or of one it links to.', 'zh-CN': '请选择本表或其关联表中的字段。' },
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
      en: 'A ratio can only be made of measures that are no ratios; “{measure}” is one.',
      'zh-CN': '比率只能由非比率指标构成，而“{measure}”本身是比率。',
    },
    fix: { en: 'Choose a count, a sum or an average.', 'zh-CN': '请选择计数、求和或平均指标。' },
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
