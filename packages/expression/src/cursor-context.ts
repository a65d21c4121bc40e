import type { Option } from '@tangram/data-model'
import type { Scope } from './logic.ts'
import { operatorNamed } from './operators/index.ts'
import { resolveName } from './resolve-name.ts'
import { looseTokensOf, type Token } from './tokens.ts'
import { infixWords } from './words.ts'

/** What is being written at a place of a formula, broken or not. */
export type CursorContext = {
  /** What a completion takes the place of. */
  start: number
  end: number
  /** What of it stands before the cursor: `产品.产` . */
  typed: string
  expects: 'value' | 'option' | 'operator' | 'nothing'
  /** Choices of the field that stands beside. */
  options: readonly Option[]
}

const comparisons = ['=', '!=']

export function contextAt(text: string, cursor: number, scope: Scope): CursorContext {
  const tokens = looseTokensOf(text).slice(0, -1)
  // The token the cursor is in or right behind; a sign behind which it stands is done.
  const at = tokens.findIndex(({ kind, start, end }) => kind !== 'sign' && kind !== 'end' && start < cursor && cursor <= end)
  const token = tokens[at]
  const before = at >= 0 ? at : tokens.findLastIndex(({ end }) => end <= cursor) + 1
  if (token?.kind === 'text') {
    const isClosed = cursor === token.end && /["'”’＂]$/.test(text.slice(token.start + 1, token.end))
    const options = optionsBeside(tokens, at, scope)
    const typed = text.slice(token.start + 1, cursor)
    return { start: token.start, end: token.end, typed, expects: isClosed || options.length === 0 ? 'nothing' : 'option', options }
  }
  if (token?.kind === 'number') return { start: cursor, end: cursor, typed: '', expects: 'nothing', options: [] }
  const first = chainStart(tokens, before)
  const start = first < before ? (tokens[first]?.start ?? cursor) : (token?.start ?? cursor)
  const typed = text.slice(start, cursor).replace(/[{}]/g, '')
  const end = token?.kind === 'word' && !isOpenBrace(text, token) ? token.end : cursor
  const previous = tokens[first - 1]
  const expects = isValue(previous) ? 'operator' : 'value'
  return { start, end, typed, expects, options: expects === 'value' ? optionsBeside(tokens, first, scope) : [] }
}

/** A brace that was never closed reaches to the end of the text, far beyond what is meant. */
function isOpenBrace(text: string, token: Token): boolean {
  return text[token.start] === '{' && text[token.end - 1] !== '}'
}

/** Where the dotted name begins whose last segment is at or would be at `index`. */
function chainStart(tokens: readonly Token[], index: number): number {
  let first = index
  while (isDot(tokens[first - 1]) && tokens[first - 2]?.kind === 'word') first -= 2
  return first
}

const isDot = (token: Token | undefined): boolean => token?.kind === 'sign' && token.sign === '.'

/** Whether a value ends here, so that only an operator can follow. */
function isValue(token: Token | undefined): boolean {
  if (!token || isInfix(token)) return false
  if (token.kind === 'sign') return token.sign === ')' || token.sign === ']'
  if (token.kind === 'word' && !token.isQuoted && ['NOT', '非'].includes(token.text.toUpperCase())) return false
  return token.kind !== 'end'
}

function isInfix(token: Token): boolean {
  return token.kind === 'word' && !token.isQuoted && Object.hasOwn(infixWords, token.text.toUpperCase())
}

/** The options of the choice field that a text at `index` is compared with, looked up in, or passed along with. */
function optionsBeside(tokens: readonly Token[], index: number, scope: Scope): readonly Option[] {
  const open = openedBefore(tokens, index)
  const isInList = isSign(tokens[open], '[')
  const before = tokens[isInList ? open - 1 : index - 1]
  const isCompared = before?.kind === 'sign' && comparisons.includes(before.sign) && !isInList
  if (before && (isCompared || isInfix(before))) return optionsEndingAt(tokens, (isInList ? open : index) - 2, scope)
  const call = isInList ? openedBefore(tokens, open) : open
  const name = tokens[call - 1]
  if (!isSign(tokens[call], '(') || name?.kind !== 'word' || !operatorNamed(name.text)?.options) return []
  for (let at = call + 1; at < index; at++) {
    const options = optionsEndingAt(tokens, at, scope)
    if (options.length > 0) return options
  }
  return []
}

/** The last opening parenthesis or bracket before `index` that is not closed there; −1 when there is none. */
export function openedBefore(tokens: readonly Token[], index: number): number {
  let depth = 0
  for (let at = index - 1; at >= 0; at--) {
    const token = tokens[at]
    if (isSign(token, ')') || isSign(token, ']')) depth += 1
    else if (isSign(token, '(') || isSign(token, '[')) {
      if (depth === 0) return at
      depth -= 1
    }
  }
  return -1
}

export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.sign === sign
}

function optionsEndingAt(tokens: readonly Token[], last: number, scope: Scope): readonly Option[] {
  const segments = tokens.slice(chainStart(tokens, last), last + 1).flatMap((token) => (token.kind === 'word' ? [token.text] : []))
  const path = segments.length > 0 ? resolveName(segments, scope) : undefined
  return (path && scope.optionsOf?.(path)) ?? []
}
