import { type Diagnostic, diagnose, type Id, isEncrypted, itemOf, type JsonValue, pointer, type ValueKind } from '@tangram/data-model'
import { type DashboardDocument, type DashboardFilter, entityReportScope, isFilterValue } from '@tangram/report-engine'
import { linkMessages } from '../messages.ts'
import type { CheckContext } from './context.ts'

/** Tiles name reports and stay within the grid; filters mean fields that are there, and stand where they can. */
export function checkDashboard(dashboard: DashboardDocument, context: CheckContext): Diagnostic[] {
  const { app } = context
  const tiles = Object.values(dashboard.tiles.items).flatMap((tile) => {
    const at = pointer('tiles', 'items', tile.id)
    return [
      ...(itemOf(app.reports, tile.report) ? [] : [diagnose(linkMessages, 'app.report.unknown', `${at}/report`, { id: tile.report })]),
      ...(tile.x + tile.w > 12 ? [diagnose(linkMessages, 'app.tile.too-wide', `${at}/w`)] : []),
    ]
  })
  const publisher = dashboard.access === 'publisher' ? [diagnose(linkMessages, 'app.dashboard.publisher', '/access', {}, 'warning')] : []
  return [...tiles, ...publisher, ...Object.values(dashboard.filters?.items ?? {}).flatMap((filter) => checkFilter(filter, context))]
}

/** Kinds of fields that a filter can be about. */
const kinds: { [type in DashboardFilter['type']]: readonly ValueKind[] } = {
  period: ['date', 'timestamp'],
  choice: ['text', 'integer', 'boolean', 'reference', 'list'],
  text: ['text'],
  'number-range': ['integer', 'decimal'],
}

function checkFilter(filter: DashboardFilter, context: CheckContext): Diagnostic[] {
  const { app, resolved, entityIds } = context
  const at = pointer('filters', 'items', filter.id)
  const found: Diagnostic[] = []
  for (const [id, field] of Object.entries(filter.fields)) {
    const path = at + pointer('fields', id)
    const entity = resolved.reportSource(id)
    const type = entity && entityReportScope(entity, resolved.entity).follow?.(field.split('.'))?.type
    if (!entity) found.push(diagnose(linkMessages, 'app.entity.unknown', path, { id, known: [...entityIds] }))
    else if (!type) found.push(diagnose(linkMessages, 'app.filter.unknown-field', path, { field }))
    else if (isEncrypted(type)) found.push(diagnose(linkMessages, 'app.field.encrypted', path, { field }))
    else if (!kinds[filter.type].includes(type.kind)) found.push(diagnose(linkMessages, 'app.filter.unsuitable', path, { field }))
  }
  const stands = (value: JsonValue | undefined, path: string) => {
    if (value !== undefined && !isFilterValue(filter, value)) found.push(diagnose(linkMessages, 'app.filter.value', path))
  }
  stands(filter.default as JsonValue | undefined, `${at}/default`)
  for (const [role, value] of Object.entries(filter.defaults ?? {})) {
    const path = at + pointer('defaults', role)
    if (!itemOf(app.access.roles, role as Id)) found.push(diagnose(linkMessages, 'app.filter.role', path, { role }))
    stands(value as JsonValue, path)
  }
  return found
}
