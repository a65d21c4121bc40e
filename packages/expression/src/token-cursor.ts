import type { LocalizedText } from '@tangram/data-model'
import { FormulaProblem, type Token } from './tokens.ts'
import { infixWords } from './words.ts'

/** A place among the tokens of a formula. */
export class TokenCursor {
  readonly tokens: readonly Token[]
  position = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  get token(): Token {
    return this.tokens[this.position] as Token
  }

  get next(): Token | undefined {
    return this.tokens[this.position + 1]
  }

  /** Where the last token that was taken ends. */
  get lastEnd(): number | undefined {
    return this.tokens[this.position - 1]?.end
  }

  advance(): void {
    this.position += 1
  }

  at(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.sign === sign
  }

  takes(sign: string): boolean {
    const isThere = this.at(sign)
    if (isThere) this.advance()
    return isThere
  }

  expect(sign: string): void {
    if (this.takes(sign)) return
    // At the end of the text only the sign itself is missing.
    const suggestion = this.token.kind === 'end' ? sign : undefined
    this.unexpected({ en: `“${sign}”`, 'zh-CN': `“${sign}”` }, suggestion)
  }

  unexpected(expected: LocalizedText, suggestion?: string): never {
    throw new FormulaProblem('formula.unexpected', this.token, { found: found(this.token), expected }, suggestion)
  }

  /** The sign at the cursor, when one can stand here: also `AND`, `或`. */
  get infix(): string | undefined {
    const { token } = this
    if (token.kind === 'sign') return token.sign
    if (!isInfixWord(token)) return undefined
    return infixWords[token.text.toUpperCase()]
  }
}

export function isInfixWord(token: Token): token is Token & { kind: 'word' } {
  return token.kind === 'word' && !token.isQuoted && Object.hasOwn(infixWords, token.text.toUpperCase())
}

function found(token: Token): LocalizedText {
  switch (token.kind) {
    case 'end':
      return { en: 'the end', 'zh-CN': '结尾' }
    case 'sign':
      return { en: `“${token.sign}”`, 'zh-CN': `“${token.sign}”` }
    default: {
      const text = token.kind === 'text' ? token.value : token.text
      return { en: `“${text}”`, 'zh-CN': `“${text}”` }
    }
  }
}
