import { type Id, isEncrypted, isJsonObject, type JsonValue, type ValueType } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import { fail } from '../errors.ts'

/** The column of a source that has the match code of an encrypted field where the reader sees its whole value. */
export const matchColumn = (field: Id): string => `${field}$match`

/** The column of a source that says whether an encrypted field has a value, where the reader may know that. */
export const heldColumn = (field: Id): string => `${field}$held`

/** The match code within a sealed value. What finds equal values has an index over this very expression. */
export function matchCodeIn(sealed: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`split_part(${sealed}, '.', 3)`
}

export type MatchFilter = {
  typeOf(path: readonly string[]): ValueType | undefined
  /** The code of a text in a field of the entity. */
  match(field: Id, text: string): string
}

/**
 * A filter with what it says about encrypted fields turned into questions that codes answer: `==`, `!=` and `in` with whole values, and
 * whether there is a value. Anything else about such a field stays as it is, and is refused where names get their types.
 *
 * @throws storage.field.unknown 400 for the names that stand for codes: nobody asks for these
 */
export function matchFilter(logic: Logic, filter: MatchFilter): Logic {
  if (Array.isArray(logic)) return logic.map((each) => matchFilter(each, filter))
  if (!isJsonObject(logic)) return logic
  const [op = '', ...others] = Object.keys(logic)
  const given = logic[op] ?? null
  const args = Array.isArray(given) ? given : [given]
  if (op === 'var') {
    const name = typeof args[0] === 'string' ? args[0] : ''
    if (/\$(match|held)$/.test(name)) throw fail('storage.field.unknown', { field: name }, { path: '/where' })
    return logic
  }
  const fieldOf = (arg: JsonValue | undefined): Id | undefined => {
    const path = arg !== undefined && isJsonObject(arg) && Object.keys(arg).length === 1 ? arg.var : undefined
    const name = Array.isArray(path) && path.length === 1 ? path[0] : path
    return typeof name === 'string' && !name.includes('.') && isEncrypted(filter.typeOf([name])) ? name : undefined
  }
  const rewritten = others.length === 0 ? aboutCodes(op, args, fieldOf, filter) : undefined
  if (rewritten !== undefined) return rewritten
  return Object.fromEntries(Object.entries(logic).map(([key, value]) => [key, matchFilter(value, filter)]))
}

function aboutCodes(
  op: string,
  args: readonly JsonValue[],
  fieldOf: (arg: JsonValue | undefined) => Id | undefined,
  { match }: MatchFilter,
): Logic | undefined {
  const [a = null, b = null] = args
  const held = (field: Id): Logic => ({ var: heldColumn(field) })
  const field = fieldOf(a) ?? fieldOf(b)
  if (field === undefined) return undefined
  const other = fieldOf(a) === undefined ? a : b
  switch (op) {
    case 'empty':
    case '!':
      return args.length === 1 ? { '!': [held(field)] } : undefined
    case 'not_empty':
    case '!!':
      return args.length === 1 ? held(field) : undefined
    case '==':
    case '!=': {
      if (args.length !== 2) return undefined
      const isSame = op === '=='
      if (other === null || other === '') return isSame ? { '!': [held(field)] } : held(field)
      return typeof other === 'string' ? { [op]: [{ var: matchColumn(field) }, match(field, other)] } : undefined
    }
    case 'in': {
      const isList = args.length === 2 && fieldOf(a) === field && Array.isArray(b) && b.every((each) => typeof each === 'string')
      return isList ? { in: [{ var: matchColumn(field) }, (b as string[]).map((each) => match(field, each))] } : undefined
    }
    default:
      return undefined
  }
}
