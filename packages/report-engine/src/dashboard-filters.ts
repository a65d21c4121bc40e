import { type Entity, type Id, inOrder, isJsonObject, type JsonValue } from '@tangram/data-model'
import { isDateText } from '@tangram/expression'
import type { DashboardDocument, DashboardFilter, Dimension, FilterValue, ReportDocument, ReportFilter } from './document.ts'
import { cellFilters } from './drill.ts'
import { pathOf } from './filter-logic.ts'
import { cohortOffset, cohortStart } from './own-fields.ts'
import { isUnit, spanOf } from './periods.ts'
import { dimensionsOf } from './report-parts.ts'
import { entityReportScope, followed, type ReportScope } from './report-scope.ts'
import type { Cell } from './result.ts'

/** What somebody asks of a dashboard's filters, by filter; null asks nothing. */
export type FilterValues = { [filter: Id]: FilterValue }

/** Who `$me` and `$my-team` are. */
export type FilterReader = { id?: string | undefined; teams: readonly string[] }

/** Where a dashboard's filters stand before somebody changes them: as their role has them, or as all have them. */
export function valuesFor(dashboard: DashboardDocument, roles: readonly Id[]): FilterValues {
  return Object.fromEntries(
    inOrder(dashboard.filters).map(({ id, default: common = null, defaults = {} }) => {
      const role = roles.find((one) => Object.hasOwn(defaults, one))
      return [id, role === undefined ? common : (defaults[role] ?? null)]
    }),
  )
}

/** The filters that ask something; `fields` says what each is about in a table. */
export const askedFilters = (dashboard: DashboardDocument, values: FilterValues): DashboardFilter[] =>
  inOrder(dashboard.filters).filter(({ id }) => !asksNothing(Object.hasOwn(values, id) ? (values[id] ?? null) : null))

const asksNothing = (value: FilterValue): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isJsonObject(value as JsonValue) && Object.keys(value).length === 0)

/**
 * What a dashboard's filters ask of the reports of one table. Those that mean nothing there ask nothing; `askedFilters` tells which.
 *
 *     filtersOf(dashboard, { when: { this: 'month' } }, 'ticket', scope, reader) // [{ field: 'created_at', in: { this: 'month' } }]
 */
export function filtersOf(
  dashboard: DashboardDocument,
  values: FilterValues,
  entity: Id,
  scope: ReportScope,
  reader: FilterReader,
): ReportFilter[] {
  return askedFilters(dashboard, values).flatMap((filter) => {
    const field = Object.hasOwn(filter.fields, entity) ? filter.fields[entity] : undefined
    return field === undefined ? [] : aboutOneRow(field, scope, (path) => conditionsOf(filter, values[filter.id] ?? null, path, reader))
  })
}

/** Several conditions on a path through many rows are about one and the same of them. */
function aboutOneRow(field: string, scope: ReportScope, conditions: (path: string) => ReportFilter[]): ReportFilter[] {
  const path = pathOf(field)
  const grain = followed(scope, path)?.grain ?? []
  const rest = path.slice(grain.length).join('.')
  if (grain.length === 0 || rest === '') return conditions(field)
  return [{ some: grain.join('.'), where: conditions(rest) }]
}

function conditionsOf({ type }: DashboardFilter, value: FilterValue, field: string, reader: FilterReader): ReportFilter[] {
  switch (type) {
    case 'period': {
      const period = value as { last: string; complete?: boolean } | { this: never } | { from?: string; to?: string }
      if ('last' in period || 'this' in period) return [{ field, in: period }]
      return [
        ...(period.from === undefined ? [] : [{ field, gte: period.from }]),
        ...(period.to === undefined ? [] : [{ field, lte: period.to }]),
      ]
    }
    case 'choice':
      return [
        chosen(
          field,
          (value as JsonValue[]).flatMap((key) => keysOf(key, reader)),
        ),
      ]
    case 'text':
      return [{ logic: { '!=': [{ search: [value as string, { var: field }] }, null] } }]
    case 'number-range': {
      const { gte, lte } = value as { gte?: number; lte?: number }
      return [...(gte === undefined ? [] : [{ field, gte }]), ...(lte === undefined ? [] : [{ field, lte }])]
    }
  }
}

function keysOf(key: JsonValue, { id, teams }: FilterReader): JsonValue[] {
  if (key === '$me') return id === undefined ? [] : [id]
  return key === '$my-team' ? [...teams] : [key]
}

/** Nothing chosen may be one of the choices; a reader without a team has chosen none, which is not everything. */
function chosen(field: string, keys: JsonValue[]): ReportFilter {
  const there = keys.filter((key) => key !== null)
  const one: ReportFilter = { field, oneOf: there }
  return there.length === keys.length ? one : { any: [{ field, empty: true }, ...(there.length > 0 ? [one] : [])] }
}

/** Whether a value is of the shape that the filter's type has. */
export function isFilterValue({ type }: Pick<DashboardFilter, 'type'>, value: JsonValue): boolean {
  if (value === null) return true
  switch (type) {
    case 'choice':
      return Array.isArray(value) && value.every((key) => key === null || ['string', 'number', 'boolean'].includes(typeof key))
    case 'text':
      return typeof value === 'string'
    case 'number-range':
      return hasOnly(value, ['gte', 'lte'], Number.isFinite)
    case 'period':
      if (!isJsonObject(value)) return false
      if ('last' in value)
        return (
          hasOnly(value, ['last', 'complete'], () => true) && isSpan(value.last) && ['undefined', 'boolean'].includes(typeof value.complete)
        )
      if ('this' in value) return hasOnly(value, ['this'], isUnit)
      return hasOnly(value, ['from', 'to'], isDateText)
  }
}

const isSpan = (value: JsonValue | undefined): boolean => typeof value === 'string' && spanOf(value) !== undefined

const hasOnly = (value: JsonValue, keys: readonly string[], fits: (value: JsonValue) => boolean): boolean =>
  isJsonObject(value) && Object.entries(value).every(([key, one]) => keys.includes(key) && one !== undefined && fits(one))

/** Somebody's click on a mark of one tile, which narrows the others. */
export type Cross = { report: Id; cell: Cell }

/**
 * What a click on a mark asks of the reports of one table, or undefined when it can mean nothing there. Of another table than the clicked
 * report's, a group means the same where a filter of the dashboard names its field in both, or where a single field refers to the same records.
 */
export function crossFilters(
  dashboard: DashboardDocument,
  { clicked, cell }: { clicked: ReportDocument; cell: Cell },
  entity: Id,
  sourceOf: (id: Id) => Entity | undefined,
): ReportFilter[] | undefined {
  const [from, to] = [sourceOf(clicked.from), sourceOf(entity)]
  if (!from || !to) return undefined
  const scope = entityReportScope(to, sourceOf)
  const dimensions = dimensionsOf(clicked).filter(({ as }) => Object.hasOwn(cell, as))
  // Other reports know nothing of this one's cohort.
  if (dimensions.some(({ field }) => field === cohortStart || field === cohortOffset)) return undefined
  if (entity === clicked.from) return cellFilters({ ...clicked, rows: dimensions, cols: [] }, cell, scope)
  const there = dimensions.map((dimension): Dimension | undefined => {
    const field = sameField(dashboard, dimension.field, clicked.from, entity) ?? sameReference(dimension, from, to, sourceOf)
    return field === undefined ? undefined : { ...dimension, field }
  })
  if (there.length === 0 || there.includes(undefined)) return undefined
  return cellFilters({ rows: there as Dimension[] }, cell, scope)
}

/** What a filter of the dashboard calls the field in the other table. */
function sameField({ filters }: DashboardDocument, field: string, from: Id, entity: Id): string | undefined {
  const shared = inOrder(filters).find(({ fields }) => fields[from] === field && Object.hasOwn(fields, entity))
  return shared?.fields[entity]
}

/** The one field of the other table that refers to the records the group is of, or to which the group belongs itself. */
function sameReference(
  { field, by, bins }: Dimension,
  from: Entity,
  to: Entity,
  sourceOf: (id: Id) => Entity | undefined,
): string | undefined {
  const type = followed(entityReportScope(from, sourceOf), pathOf(field))?.type
  if (by || bins || type?.kind !== 'reference') return undefined
  if (type.to === to.id) return 'id'
  const [only, ...more] = Object.entries(to.attributes).filter(
    ([, { valueType }]) => valueType.kind === 'reference' && valueType.to === type.to && !valueType.many,
  )
  return only && more.length === 0 ? only[0] : undefined
}
