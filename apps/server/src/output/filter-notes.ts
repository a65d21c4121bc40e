import { isJsonObject, type JsonValue, type Locale, textIn } from '@tangram/data-model'
import { askedFilters, type DashboardFilter, type FilterValue } from '@tangram/report-engine'
import type { PublishedApp } from '@tangram/storage'
import type { DashboardReading } from '../dashboard-reading.ts'

const words = {
  filters: { en: 'Filters: ', 'zh-CN': '筛选：' },
  me: { en: 'me', 'zh-CN': '本人' },
  team: { en: 'my team', 'zh-CN': '本团队' },
  last: { en: 'last {span}', 'zh-CN': '最近 {span}' },
  from: { en: 'from {at}', 'zh-CN': '{at} 起' },
  to: { en: 'to {at}', 'zh-CN': '至 {at}' },
  publisher: { en: 'Counted with the rights of the publisher', 'zh-CN': '按发布者的权限统计' },
  clicked: { en: 'Narrowed to a mark that was clicked', 'zh-CN': '已按点选的图形筛选' },
} as const
const units: { [unit: string]: { en: string; 'zh-CN': string } } = {
  day: { en: 'today', 'zh-CN': '今天' },
  week: { en: 'this week', 'zh-CN': '本周' },
  month: { en: 'this month', 'zh-CN': '本月' },
  quarter: { en: 'this quarter', 'zh-CN': '本季度' },
  year: { en: 'this year', 'zh-CN': '今年' },
}
const spans: { [unit: string]: string } = { day: '天', week: '周', month: '个月', quarter: '个季度', year: '年' }

/** What a file says about the filters it was counted under, and whose rights. */
export function filterNotes(reading: DashboardReading, app: PublishedApp, locale: Locale, isNarrowed: boolean): string[] {
  const asked = askedFilters(reading.dashboard, reading.values).map(
    (filter) => `${textIn(filter.label, locale, filter.id)} ${valueText(filter, reading.values[filter.id] ?? null, app, locale)}`,
  )
  return [
    ...(asked.length > 0 ? [words.filters[locale] + asked.join(locale === 'zh-CN' ? '；' : '; ')] : []),
    ...(isNarrowed ? [words.clicked[locale]] : []),
    ...(reading.dashboard.access === 'publisher' ? [words.publisher[locale]] : []),
  ]
}

function valueText(filter: DashboardFilter, value: FilterValue, app: PublishedApp, locale: Locale): string {
  if (Array.isArray(value)) return value.map((one) => choiceText(filter, one, app, locale)).join(locale === 'zh-CN' ? '、' : ', ')
  if (!isJsonObject(value as JsonValue)) return String(value ?? '')
  const { last, this: unit, from, to, gte, lte } = value as { [name: string]: JsonValue | undefined }
  if (typeof last === 'string') return words.last[locale].replace('{span}', spanText(last, locale))
  if (typeof unit === 'string') return units[unit]?.[locale] ?? unit
  const [begin, end] = [from ?? gte, to ?? lte]
  return [
    ...(begin === undefined ? [] : [words.from[locale].replace('{at}', String(begin))]),
    ...(end === undefined ? [] : [words.to[locale].replace('{at}', String(end))]),
  ].join(' ')
}

function spanText(span: string, locale: Locale): string {
  const [, count = span, unit = ''] = /^(\d+) (\w+?)s?$/.exec(span) ?? []
  return locale === 'zh-CN' && spans[unit] ? `${count} ${spans[unit]}` : span
}

/** An option by its label; people and records stay keys here, the figures show whom they mean. */
function choiceText({ fields }: DashboardFilter, value: JsonValue, { resolved }: PublishedApp, locale: Locale): string {
  if (value === '$me') return words.me[locale]
  if (value === '$my-team') return words.team[locale]
  for (const [entity, path] of Object.entries(fields)) {
    const option = resolved.entity(entity)?.attributes[path]?.options?.find(({ id }) => id === value)
    if (option) return textIn(option.label, locale, option.id)
  }
  return String(value)
}
