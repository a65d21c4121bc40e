import { type ResolvedApp, resolveApp } from '@tangram/app-model'
import type { Attribute, Id, Option, ValueType } from '@tangram/data-model'
import { type DashboardFilter, entityReportScope } from '@tangram/report-engine'
import { type AppForReader, useFormParts } from '@tangram/ui'
import { useMemo } from 'react'

/** What the choices of a filter are: those of its field, records, yes and no, or words. */
export type FilterField = { id: Id; type: ValueType; options?: readonly Option[] | undefined }

/** The field that a filter is about, in the first of its tables that the reader may see. */
export function useFilterFields(document: AppForReader['document']): (filter: DashboardFilter) => FilterField | undefined {
  const { fieldTypes } = useFormParts()
  return useMemo(() => {
    const app = resolveApp(document, { fields: fieldTypes })
    return (filter) => filterField(app, filter)
  }, [document, fieldTypes])
}

export function filterField(app: ResolvedApp, { fields }: DashboardFilter): FilterField | undefined {
  for (const [entity, field] of Object.entries(fields)) {
    const source = app.reportSource(entity)
    const path = field.split('.')
    const found = source && entityReportScope(source, app.entity).follow?.(path)
    if (!found) continue
    const type = found.type.kind === 'list' ? found.type.of : found.type
    return { id: path.at(-1) ?? field, type, options: attributeAt(app, source.attributes, path)?.options }
  }
  return undefined
}

/** The attribute at the end of a path along references and rows. */
function attributeAt(app: ResolvedApp, start: { [id: Id]: Attribute }, path: readonly string[]): Attribute | undefined {
  let attributes: { [id: Id]: Attribute } | undefined = start
  let found: Attribute | undefined
  for (const step of path) {
    const [child, back] = step.split(':')
    found = back === undefined ? attributes?.[step] : undefined
    const type: ValueType | undefined = found?.valueType
    const next: Id | undefined = back === undefined ? (type?.kind === 'reference' ? type.to : undefined) : child
    attributes = next === undefined ? found?.rows?.attributes : app.entity(next)?.attributes
  }
  return found
}
