import { type Attribute, type Entity, type Id, inOrder, itemOf, type ValueType } from '@tangram/data-model'
import type { DashboardDocument } from '@tangram/report-engine'
import type { AppDocument } from './document.ts'
import type { ResolvedApp } from './resolve-app.ts'

/** The tables whose changes may change what a dashboard shows; undefined when any may. */
export function tablesRead(
  app: Pick<ResolvedApp, 'entity' | 'reportSource'>,
  { reports }: Pick<AppDocument, 'reports'>,
  dashboard: DashboardDocument,
): readonly Id[] | undefined {
  const tables = new Set<Id>()
  for (const tile of inOrder(dashboard.tiles)) {
    const report = itemOf(reports, tile.report)
    const source = report && app.reportSource(report.from)
    if (!source || source.dataset) return undefined
    tables.add(source.id)
    const fields = inOrder(dashboard.filters).map((filter) => filter.fields[source.id])
    for (const text of textsIn([report, fields])) if (!addTables(app, source, text.split('.'), tables)) return undefined
  }
  return [...tables]
}

/** Adds the tables a path goes through, none for a text that is no path; false when a field computes from who knows where. */
export function addTables(app: Pick<ResolvedApp, 'entity'>, start: Entity, path: readonly string[], tables: Set<Id>): boolean {
  let attributes: { [id: Id]: Attribute } | undefined = start.attributes
  for (const step of path) {
    const [child = '', back] = step.split(':')
    const found: Attribute | undefined = attributes && Object.hasOwn(attributes, step) ? attributes[step] : undefined
    if (found?.computed !== undefined) return false
    if (found?.rows) {
      attributes = found.rows.attributes
      continue
    }
    const type: ValueType | undefined = found?.valueType.kind === 'list' ? found.valueType.of : found?.valueType
    const next: Id | undefined = type?.kind === 'reference' ? type.to : back === undefined ? undefined : child
    const entity: Entity | undefined = next === undefined ? undefined : app.entity(next)
    if (!entity) return true
    tables.add(entity.id)
    attributes = entity.attributes
  }
  return true
}

/** Every text in a document; those that are paths are among them, wherever they stand. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
