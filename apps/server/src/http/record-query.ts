import type { Id, JsonValue, RecordQuery } from '@tangram/data-model'
import { invalid } from './invalid.ts'
import { integer, object, type Static, string } from './schema.ts'

/** What an address may ask of a list. Names of fields are checked by storage against what the reader may see. */
export const filterSchema = object({}, { where: string({ maxLength: 20_000 }), search: string({ maxLength: 200 }) })
export const listSchema = object(
  {},
  {
    where: string({ maxLength: 20_000 }),
    search: string({ maxLength: 200 }),
    sort: string({ maxLength: 500 }),
    select: string({ maxLength: 5_000 }),
    limit: integer({ minimum: 1, maximum: 200 }),
    after: string({ maxLength: 2_000 }),
  },
)

/** `?where={json}&search=&sort=-created_at,number&select=a,b&limit=&after=` as a query. */
export function recordQueryIn(query: Static<typeof listSchema>): RecordQuery {
  const out: RecordQuery = filterIn(query)
  if (query.sort)
    out.sort = names(query.sort, '/sort').map((name) => (name.startsWith('-') ? { by: name.slice(1), dir: 'desc' } : { by: name }))
  if (query.select) out.select = names(query.select, '/select')
  if (query.limit !== undefined) out.limit = query.limit
  if (query.after) out.after = query.after
  return out
}

export function filterIn(query: Static<typeof filterSchema>): Pick<RecordQuery, 'where' | 'search'> {
  return {
    ...(query.where ? { where: jsonIn(query.where, '/where') } : {}),
    ...(query.search ? { search: query.search } : {}),
  }
}

export function jsonIn(text: string, at: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    throw invalid(at, { en: 'not valid JSON', 'zh-CN': '不是有效的 JSON' })
  }
}

function names(list: string, at: string): Id[] {
  const found = list.split(',')
  const bad = found.find((name) => !/^-?[a-z][a-z0-9_.]{0,120}$/.test(name))
  if (bad !== undefined) throw invalid(at, { en: 'expected names of fields separated by commas', 'zh-CN': '应为以逗号分隔的字段名' })
  return found
}
