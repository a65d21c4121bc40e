import { type ResolvedApp, resolveApp } from '@tangram/app-model'
import { type Entity, integer, type Locale, text, textIn, timestamp, type ValueType } from '@tangram/data-model'
import { entityReportScope, type ReportDocument, type ReportScope } from '@tangram/report-engine'
import { useLocale, useTranslation } from '@tangram/ui'
import { useMemo } from 'react'
import { nameLabel } from '../config/names.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'

/** What a report can be asked by: a path with the label of its whole way, the type of one value, and whether it leads into many rows. */
export type ReportName = { path: string; label: string; type: ValueType; isMany: boolean }

export type ReportNames = { names: ReportName[]; scope: ReportScope | undefined }

/** Fields of the table and of what it links to, directly or by way of others, columns of its sub-forms, and fields of the records that link to it. */
export function useReportNames(entity: string): ReportNames {
  const { document } = useDraft()
  const { locale } = useLocale()
  return useMemo(() => reportNames(resolveApp(document, platform), entity, locale), [document, entity, locale])
}

/** What a report can be grouped by: its names, and the stages of its funnel or the periods of its cohorts. */
export function useDimensionNames(report: Pick<ReportDocument, 'from' | 'funnel' | 'cohort'>): ReportName[] {
  const { t } = useTranslation('designer')
  const { names } = useReportNames(report.from)
  const { funnel, cohort } = report
  const at = names.find(({ path }) => path === cohort?.at)?.type ?? timestamp
  return [
    ...(funnel ? [{ path: '$stage', label: t('stage'), type: text(), isMany: true }] : []),
    ...(cohort
      ? [
          { path: '$cohort.start', label: t('cohort-start'), type: at, isMany: false },
          { path: '$cohort.offset', label: t('cohort-offset'), type: integer(), isMany: false },
        ]
      : []),
    ...names,
  ]
}

export function reportNames(app: ResolvedApp, from: string, locale: Locale): ReportNames {
  const source = app.reportSource(from)
  if (!source) return { names: [], scope: undefined }
  const scope = entityReportScope(source, app.entity)
  const own = (scope.names?.() ?? []).map(({ path }) => ({ path, label: nameLabel(scope, path.join('.'), locale) }))
  const far = furtherOn(source, app).map((path) => ({ path, label: nameLabel(scope, path.join('.'), locale) }))
  const all = [...own, ...far, ...beyondSeveral(source, app, locale), ...pointingHere(source, app, locale)]
  const names = new Map<string, ReportName>()
  for (const { path, label } of all) {
    const found = path[0]?.startsWith('$') ? undefined : scope.follow?.(path)
    if (found && found.type.kind !== 'json')
      names.set(path.join('.'), { path: path.join('.'), label, type: found.type, isMany: found.grain.length > 0 })
  }
  return { names: [...names.values()], scope }
}

/** How many references in a row a report is offered to follow. */
const furthest = 3

/** Fields of tables of the app that lie more than one reference away: the region of the customer of the order of a line. */
function furtherOn(entity: Entity, app: ResolvedApp, way: readonly string[] = [], passed: readonly string[] = [entity.id]): string[][] {
  return Object.values(entity.attributes).flatMap(({ id, valueType }) => {
    const target = valueType.kind === 'reference' && !valueType.many ? app.ownEntities.find((own) => own.id === valueType.to) : undefined
    if (!target || passed.includes(target.id)) return []
    const there = [...way, id]
    const fields = there.length > 1 ? target.order.map((field) => [...there, field]) : []
    return there.length < furthest ? [...fields, ...furtherOn(target, app, there, [...passed, target.id])] : fields
  })
}

type Reached = { path: string[]; label: string }

/** Fields of the records that a field with several references names. */
function beyondSeveral(entity: Entity, app: ResolvedApp, locale: Locale): Reached[] {
  return Object.values(entity.attributes).flatMap(({ id, label, valueType }) => {
    const target = valueType.kind === 'reference' && valueType.many ? app.entity(valueType.to) : undefined
    return target ? fieldsOf(target, [id], textIn(label, locale, id), locale) : []
  })
}

/** The records whose field points at these: `order:customer`, called by their table and that field. */
function pointingHere(entity: Entity, app: ResolvedApp, locale: Locale): Reached[] {
  return app.ownEntities.flatMap((child) =>
    Object.values(child.attributes).flatMap(({ id, label, valueType }) => {
      if (valueType.kind !== 'reference' || valueType.many || valueType.to !== entity.id) return []
      const step = `${child.id}:${id}`
      const name = `${textIn(child.label, locale, child.id)} (${textIn(label, locale, id)})`
      return [{ path: [step], label: name }, ...fieldsOf(child, [step], name, locale)]
    }),
  )
}

function fieldsOf(entity: Entity, before: string[], name: string, locale: Locale): Reached[] {
  return entity.order.flatMap((id) => {
    const attribute = entity.attributes[id]
    if (!attribute) return []
    const label = `${name} · ${textIn(attribute.label, locale, id)}`
    const { order = [], attributes = {} } = attribute.rows ?? {}
    const columns = order.map((column) => ({
      path: [...before, id, column],
      label: `${label} · ${textIn(attributes[column]?.label, locale, column)}`,
    }))
    return [{ path: [...before, id], label }, ...columns]
  })
}
