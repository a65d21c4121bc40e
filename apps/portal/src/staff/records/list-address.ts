import type { Id } from '@tangram/data-model'
import { type Comparison, type Condition, comparisonsFor } from './filter/condition.ts'

/** What a list shows, as it stands in the address of the page: it survives a reload and can be sent to a colleague. */
export type ListAddress = { search: string; conditions: Condition[]; sort: { by: Id; dir: 'asc' | 'desc' }[] | null }

/** Reads `?q=…&sort=-created_at&f=status.is.new`. What it does not understand it leaves out. */
export function readListAddress(search: string): ListAddress {
  const params = new URLSearchParams(search)
  const sort = params.get('sort')
  return {
    search: params.get('q') ?? '',
    conditions: params.getAll('f').flatMap(readCondition),
    sort: sort ? sort.split(',').map((by) => (by.startsWith('-') ? { by: by.slice(1), dir: 'desc' } : { by, dir: 'asc' })) : null,
  }
}

/** The same as a query, without its question mark; empty for a list as its author made it. */
export function writeListAddress({ search, conditions, sort }: ListAddress): string {
  const params = new URLSearchParams()
  if (search) params.set('q', search)
  if (sort?.length) params.set('sort', sort.map(({ by, dir }) => (dir === 'desc' ? `-${by}` : by)).join(','))
  for (const { field, is, value } of conditions) params.append('f', [field, is, ...(value === undefined ? [] : [value])].join('.'))
  return params.toString()
}

const known: ReadonlySet<string> = new Set<Comparison>([
  ...comparisonsFor({ kind: 'text' }),
  ...comparisonsFor({ kind: 'integer' }),
  ...comparisonsFor({ kind: 'date' }),
])

function readCondition(text: string): Condition[] {
  const [field, is, ...rest] = text.split('.')
  if (!field || !is || !known.has(is)) return []
  return [{ field, is: is as Comparison, ...(rest.length > 0 ? { value: rest.join('.') } : {}) }]
}
