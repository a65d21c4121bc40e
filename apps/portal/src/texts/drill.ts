import { defineArea } from './area.ts'

export const drillTexts = defineArea('portal.drill', {
  title: { 'zh-CN': '{report}：逐层查看', en: '{report}: what is behind it' },
  way: { 'zh-CN': '所在层级', en: 'Where you are' },
  all: { 'zh-CN': '全部', en: 'All' },
  by: { 'zh-CN': '按{field}', en: 'By {field}' },
  records: { 'zh-CN': '记录', en: 'Records' },
  count_one: { 'zh-CN': '共 {shown} 条记录', en: '{shown} record' },
  count_other: { 'zh-CN': '共 {shown} 条记录', en: '{shown} records' },
  showRecords_one: { 'zh-CN': '查看 {shown} 条记录', en: 'Show {shown} record' },
  showRecords_other: { 'zh-CN': '查看 {shown} 条记录', en: 'Show {shown} records' },
  recordsLoading: { 'zh-CN': '查看记录', en: 'Show records' },
  breakDown: { 'zh-CN': '按字段细分…', en: 'Break down by…' },
  own: { 'zh-CN': '本表字段', en: 'Fields of this table' },
  noField: { 'zh-CN': '没有这样的字段', en: 'No such field' },
  figure: { 'zh-CN': '指标', en: 'Figure' },
  allFigures: { 'zh-CN': '全部指标', en: 'All figures' },
  truncated: { 'zh-CN': '只显示前 {count} 组', en: 'First {count} groups only' },
  empty: { 'zh-CN': '这里没有记录。', en: 'No records here.' },
  noRecords: { 'zh-CN': '这个数字不对应某张表的记录。', en: 'This figure is not about records of a table.' },
  whyParts: {
    'zh-CN': '“{figure}”由“{parts}”算出；下面是它们计入的全部记录。',
    en: '“{figure}” is worked out from “{parts}”; these are all the records they count.',
  },
  whyRows: {
    'zh-CN': '“{figure}”数的是明细行；一条记录有多行时只列一次。',
    en: '“{figure}” counts rows inside records; a record with several is listed once.',
  },
  whyValues: { 'zh-CN': '下面是“{figure}”用到的记录。', en: 'These are the records “{figure}” is taken from.' },
  hidden_one: {
    'zh-CN': '另有 {shown} 条计入了数字，但你无权查看。',
    en: '{shown} more is counted that you may not see.',
  },
  hidden_other: {
    'zh-CN': '另有 {shown} 条计入了数字，但你无权查看。',
    en: '{shown} more are counted that you may not see.',
  },
  overlaps: {
    'zh-CN': '一条记录可能同属多个分组；这里只列一次。',
    en: 'A record may stand in several groups; it is listed once here.',
  },
  unshown: {
    'zh-CN': '图中未显示的分组也包括在内。',
    en: 'Groups that the chart does not show are included.',
  },
  whyDataset: {
    'zh-CN': '数字统计的是环节或流程；下面是它们所属的记录。',
    en: 'The figure is about steps or runs of processes; these are the records they belong to.',
  },
})
