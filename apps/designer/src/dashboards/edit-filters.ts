import type { Command } from '@tangram/app-model'
import { type Collection, emptyCollection, type Id } from '@tangram/data-model'
import type { DashboardDocument, DashboardFilter, FilterValue } from '@tangram/report-engine'
import { patchAt } from '../draft/edits.ts'
import type { ReportName } from '../reports/report-names.ts'

type FilterType = DashboardFilter['type']

export const filterTypes = ['period', 'choice', 'text', 'number-range'] as const satisfies readonly FilterType[]

/** The dashboard with other filters; without any it has none. */
export function setFilters(dashboard: Id, filters: Collection<DashboardFilter>): Command {
  return patchAt(['dashboards', 'items', dashboard], { filters: filters.order.length > 0 ? filters : undefined })
}

export function changeFilter(dashboard: DashboardDocument, id: Id, patch: Partial<DashboardFilter>): Collection<DashboardFilter> {
  const { order, items } = dashboard.filters ?? emptyCollection<DashboardFilter>()
  const filter = items[id]
  if (!filter) return { order, items }
  const next = Object.fromEntries(Object.entries({ ...filter, ...patch }).filter(([, value]) => value !== undefined))
  return { order, items: { ...items, [id]: next as DashboardFilter } }
}

export function removeFilter({ filters }: DashboardDocument, id: Id): Collection<DashboardFilter> {
  const { order, items } = filters ?? emptyCollection<DashboardFilter>()
  const { [id]: _gone, ...rest } = items
  return { order: order.filter((one) => one !== id), items: rest }
}

/** A filter of a type, about the first field of each table that it can be about. */
export function newFilter(
  { filters }: DashboardDocument,
  type: FilterType,
  label: DashboardFilter['label'],
  namesOf: { [entity: Id]: readonly ReportName[] },
): Collection<DashboardFilter> {
  const { order, items } = filters ?? emptyCollection<DashboardFilter>()
  let id = type.replace('-', '_')
  for (let n = 2; Object.hasOwn(items, id); n += 1) id = `${type.replace('-', '_')}_${n}`
  const fields = Object.fromEntries(
    Object.entries(namesOf).flatMap(([entity, names]) => {
      const fit = names.filter((name) => isFit(type, name) && !name.isMany)
      const own = fit.find(({ path }) => path === 'created_at') ?? fit.find(({ path }) => !path.includes('.'))
      return own ? [[entity, own.path]] : []
    }),
  )
  return { order: [...order, id], items: { ...items, [id]: { id, label, type, fields } } }
}

/** Another type means other fields and values: those that no longer fit go. */
export function withType(
  filter: DashboardFilter,
  type: FilterType,
  namesOf: { [entity: Id]: readonly ReportName[] },
): Partial<DashboardFilter> {
  const fields = Object.fromEntries(
    Object.entries(filter.fields).filter(([entity, path]) => namesOf[entity]?.some((name) => name.path === path && isFit(type, name))),
  )
  return { type, fields, default: undefined, defaults: undefined } as Partial<DashboardFilter>
}

const kinds: { [type in FilterType]: readonly string[] } = {
  period: ['date', 'timestamp'],
  choice: ['text', 'integer', 'boolean', 'reference', 'list'],
  text: ['text'],
  'number-range': ['integer', 'decimal'],
}

export const isFit = (type: FilterType, name: ReportName): boolean => kinds[type].includes(name.type.kind)

/** A default for everybody, or (with a role) for its people alone; null is "nothing asked", undefined takes the default away. */
export function withDefault(filter: DashboardFilter, role: Id | undefined, value: FilterValue | undefined): Partial<DashboardFilter> {
  if (role === undefined) return { default: value } as Partial<DashboardFilter>
  const { [role]: _before, ...rest } = filter.defaults ?? {}
  const defaults = value === undefined ? rest : { ...rest, [role]: value }
  return { defaults: Object.keys(defaults).length > 0 ? defaults : undefined } as Partial<DashboardFilter>
}
