import type { Id } from '@tangram/data-model'
import type { Cross, FilterValues } from '@tangram/report-engine'

/** What a reader asks of a dashboard, as it stands in the address: it survives a reload and can be sent to a colleague. */
export type Asked = {
  /** Filters that stand elsewhere than their author, or the reader's role, has them. */
  values: FilterValues
  /** The mark that narrows the other tiles. */
  cross?: Cross | undefined
}

/** Reads `?f={…}&x={"report":…,"cell":…}`. What it does not understand it leaves out. */
export function readAsked(search: string): Asked {
  const params = new URLSearchParams(search)
  const [values, cross] = [parsed(params.get('f')), parsed(params.get('x'))]
  return {
    values: isMap(values) ? (values as FilterValues) : {},
    ...(isMap(cross) && typeof cross.report === 'string' && isMap(cross.cell) ? { cross: cross as Cross } : {}),
  }
}

/** The query with other wishes in it; what else the address says stays. */
export function withAsked(search: string, { values, cross }: Asked): string {
  const params = new URLSearchParams(search)
  params.delete('f')
  params.delete('x')
  if (Object.keys(values).length > 0) params.set('f', JSON.stringify(values))
  if (cross) params.set('x', JSON.stringify(cross))
  const query = params.toString()
  return query ? `?${query}` : ''
}

/** One filter changed, or given back to its default (undefined). */
export function withValue(values: FilterValues, id: Id, value: FilterValues[Id] | undefined): FilterValues {
  const { [id]: _before, ...rest } = values
  return value === undefined ? rest : { ...rest, [id]: value }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}

const isMap = (value: unknown): value is { [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value)
