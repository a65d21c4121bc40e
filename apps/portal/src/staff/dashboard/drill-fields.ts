import { type ResolvedApp, resolveApp } from '@tangram/app-model'
import { type Id, type Locale, type LocalizedText, textIn, type ValueType } from '@tangram/data-model'
import { type DrillStep, entityReportScope, type ReportScope } from '@tangram/report-engine'
import { type AppForReader, useFormParts, useLocale } from '@tangram/ui'
import { useMemo } from 'react'

/** A field the reader may break figures down by, alone or by a part of the calendar. */
export type DrillField = Pick<DrillStep, 'by' | 'period'> & {
  label: string
  /** Of what it is: the records themselves (empty), or what a field of theirs names. */
  group: string
}

/** Every sensible field of the records a report counts, and of what they name; only those the reader may see are in the document. */
export function useDrillFields(document: AppForReader['document'], from: Id): { fields: DrillField[]; scope: ReportScope | undefined } {
  const { fieldTypes } = useFormParts()
  const { locale } = useLocale()
  return useMemo(() => drillFields(resolveApp(document, { fields: fieldTypes }), from, locale), [document, from, fieldTypes, locale])
}

export function drillFields(app: ResolvedApp, from: Id, locale: Locale): { fields: DrillField[]; scope: ReportScope | undefined } {
  const source = app.reportSource(from)
  if (!source) return { fields: [], scope: undefined }
  const scope = entityReportScope(source, app.entity)
  const listed = new Map<string, readonly string[]>()
  for (const { path } of scope.names?.() ?? []) if (!path[0]?.startsWith('$')) listed.set(path.join('.'), path)
  const attributeOf = (path: readonly string[]) => {
    const reached = path.slice(0, -1).reduce<typeof source | undefined>((entity, step) => {
      const type = entity?.attributes[step]?.valueType
      return type?.kind === 'reference' ? app.entity(type.to) : undefined
    }, source)
    return reached?.attributes[path.at(-1) ?? '']
  }
  const fields = [...listed].flatMap(([by, path]): DrillField[] => {
    const found = scope.follow?.(path)
    if (!found || found.grain.length > 0 || ownOfEach.has(path.at(-1) ?? '')) return []
    const attribute = attributeOf(path)
    const label = scope.labelOf?.(path, locale) ?? by
    const group = path
      .slice(0, -1)
      .map((_, at) => scope.labelOf?.(path.slice(0, at + 1), locale) ?? '')
      .join(' · ')
    const isNamed = !attribute?.unique && !attribute?.serial
    return groupings(found.type, path.length, Boolean(attribute?.options), isNamed).map((period) => ({
      by,
      ...(period ? { period } : {}),
      label: period ? `${label} · ${textIn(periodTexts[period], locale)}` : label,
      group,
    }))
  })
  return { fields: fields.sort((a, b) => Number(a.group !== '') - Number(b.group !== '')), scope }
}

/** What no two records share, or what tells nothing of those that are there. */
const ownOfEach = new Set(['id', 'version', 'deleted_at', 'deleted_by'])

type Period = keyof typeof periodTexts
const periodTexts = {
  day: { 'zh-CN': '按日', en: 'by day' },
  week: { 'zh-CN': '按周', en: 'by week' },
  month: { 'zh-CN': '按月', en: 'by month' },
  quarter: { 'zh-CN': '按季度', en: 'by quarter' },
  'day-of-week': { 'zh-CN': '按星期几', en: 'by weekday' },
  'hour-of-day': { 'zh-CN': '按钟点', en: 'by hour of the day' },
} satisfies { [period: string]: LocalizedText }

const periods: Period[] = ['day', 'week', 'month', 'quarter', 'day-of-week']

/** Texts longer than this are read, not compared. */
const longestName = 200

/** The ways a value makes groups; none where nearly every record would be one of its own. */
function groupings(type: ValueType, depth: number, hasOptions: boolean, isNamed: boolean): (Period | undefined)[] {
  switch (type.kind) {
    case 'reference':
      return type.many ? [] : [undefined]
    case 'boolean':
      return [undefined]
    case 'text':
      return hasOptions || (isNamed && type.maxLength !== undefined && type.maxLength <= longestName) ? [undefined] : []
    case 'integer':
      return isNamed ? [undefined] : []
    case 'date':
      return depth > 1 ? ['month'] : periods
    case 'timestamp':
      return depth > 1 ? ['month'] : [...periods, 'hour-of-day']
    default:
      return []
  }
}
