import { isSign, openedBefore } from './cursor-context.ts'
import { type FunctionDescription, functions } from './functions.ts'
import { looseTokensOf } from './tokens.ts'

/** The function whose arguments are being written, and which of its parameters comes now; −1 beyond the last. */
export type Signature = { function: FunctionDescription; active: number }

/**
 * The innermost call around a place of a formula, broken or not.
 *
 *     signatureAt('IF(状态="新建", ', 12) // { function: { name: 'IF', … }, active: 1 }
 *
 * @param cursor offset in the text, 0 before the first character
 */
export function signatureAt(text: string, cursor: number): Signature | undefined {
  const tokens = looseTokensOf(text).filter(({ kind, end, start }) => kind !== 'end' && (end <= cursor || start < cursor))
  const inside = tokens.filter(({ kind, end }) => kind !== 'sign' || end <= cursor)
  let open = openedBefore(inside, inside.length)
  let place = inside.length
  while (open >= 0) {
    const name = inside[open - 1]
    const called = isSign(inside[open], '(') && name?.kind === 'word' && !name.isQuoted ? functionNamed(name.text) : undefined
    if (called) return { function: called, active: parameterAt(called, commasBetween(inside, open, place)) }
    place = open
    open = openedBefore(inside, open)
  }
  return undefined
}

function functionNamed(name: string): FunctionDescription | undefined {
  const upper = name.toUpperCase()
  return functions.find((each) => [each.name, ...each.aliases].some((known) => known.toUpperCase() === upper))
}

/** Commas of the call itself, not of what stands in parentheses or brackets within. */
function commasBetween(tokens: Parameters<typeof openedBefore>[0], open: number, end: number): number {
  let count = 0
  for (let at = open + 1; at < end; at++) if (isSign(tokens[at], ',') && openedBefore(tokens, at) === open) count += 1
  return count
}

function parameterAt({ params }: FunctionDescription, index: number): number {
  if (index < params.length) return index
  return params.at(-1)?.repeats ? params.length - 1 : -1
}
