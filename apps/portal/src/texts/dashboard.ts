import { defineArea } from './area.ts'

export const dashboardTexts = defineArea('portal.dashboard', {
  asOf: { 'zh-CN': '数据截至 {time}', en: 'As of {time}' },
  refresh: { 'zh-CN': '刷新', en: 'Refresh' },
  truncated: { 'zh-CN': '只显示前 {count} 行', en: 'First {count} rows only' },
  failed: { 'zh-CN': '这张图没有算出来', en: 'This chart could not be worked out' },
  emptyTitle: { 'zh-CN': '看板还是空的', en: 'This dashboard is empty' },
  empty: { 'zh-CN': '在设计器里把报表放上来。', en: 'Place reports on it in the designer.' },
  noDashboard: { 'zh-CN': '没有这个看板，或者你无权查看。', en: 'There is no such dashboard, or you may not see it.' },
  period: { 'zh-CN': '时间范围', en: 'Period' },
  always: { 'zh-CN': '全部时间', en: 'All time' },
  days7: { 'zh-CN': '近 7 天', en: 'Last 7 days' },
  days30: { 'zh-CN': '近 30 天', en: 'Last 30 days' },
  days90: { 'zh-CN': '近 90 天', en: 'Last 90 days' },
  year: { 'zh-CN': '今年', en: 'This year' },
})
