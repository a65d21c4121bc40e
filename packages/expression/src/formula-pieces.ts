import { isSign } from './cursor-context.ts'
import { looseTokensOf } from './tokens.ts'
import { isReserved } from './words.ts'

/** A stretch of formula text and what it is, for colours. */
export type FormulaPiece = { start: number; end: number; kind: 'function' | 'name' | 'word' | 'text' | 'number' | 'sign' }

/** The pieces of a formula, broken or not, without the blanks between them. */
export function formulaPieces(text: string): FormulaPiece[] {
  const tokens = looseTokensOf(text).slice(0, -1)
  return tokens.flatMap((token, index): FormulaPiece[] => {
    const { start, end, kind } = token
    if (kind === 'end') return []
    if (kind !== 'word') return [{ start, end, kind }]
    if (!token.isQuoted && isSign(tokens[index + 1], '(')) return [{ start, end, kind: 'function' }]
    return [{ start, end, kind: !token.isQuoted && isReserved(token.text) ? 'word' : 'name' }]
  })
}
