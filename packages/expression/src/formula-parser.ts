import { isJsonObject, type Locale, type LocalizedText } from '@tangram/data-model'
import { maxDepth, maxNodes } from './budget.ts'
import { functionCall, signCall } from './call-of.ts'
import { Places } from './formula-place.ts'
import { givenFunctions } from './given-names.ts'
import { bindingPower } from './infix.ts'
import type { Logic, Scope } from './logic.ts'
import { nameMeant } from './name-meant.ts'
import { canonical, orZero } from './number.ts'
import { operatorNamed, operators } from './operators/index.ts'
import { resolveName } from './resolve-name.ts'
import { nearest } from './suggest.ts'
import { isInfixWord, TokenCursor } from './token-cursor.ts'
import { FormulaProblem, type Token } from './tokens.ts'
import { constants } from './words.ts'

type Word = Token & { kind: 'word' }

/** A Pratt parser: values, and signs that bind more or less tightly. */
export class FormulaParser {
  readonly cursor: TokenCursor
  readonly scope: Scope
  readonly locale: Locale
  readonly places = new Places()
  depth = 0

  constructor(tokens: readonly Token[], scope: Scope, locale: Locale) {
    this.cursor = new TokenCursor(tokens)
    this.scope = scope
    this.locale = locale
  }

  /** @throws FormulaProblem for what is no formula */
  formula(): Logic {
    // A spreadsheet's formula begins with an equals sign.
    this.cursor.takes('=')
    const first = this.cursor.token
    if (first.kind === 'end') throw new FormulaProblem('formula.empty', first)
    const logic = this.expression(0)
    if (this.cursor.token.kind !== 'end') this.cursor.unexpected({ en: 'an operator or the end', 'zh-CN': '运算符或结尾' })
    return logic
  }

  expression(power: number): Logic {
    this.depth += 1
    if (this.depth > maxDepth * 2) {
      throw new FormulaProblem('expression.too-large', this.cursor.token, { nodes: maxNodes, depth: maxDepth })
    }
    const { start } = this.cursor.token
    let left = this.value()
    for (;;) {
      const sign = this.cursor.infix
      const binding = sign === undefined ? undefined : bindingPower[sign]
      if (sign === undefined || binding === undefined || binding <= power) break
      const leftPlace = { start, end: this.cursor.lastEnd ?? start }
      this.cursor.advance()
      const rightStart = this.cursor.token.start
      const right = this.expression(binding)
      const rightPlace = { start: rightStart, end: this.cursor.lastEnd ?? rightStart }
      left = this.placed(this.combined(sign, left, right, [leftPlace, rightPlace]), start)
    }
    this.depth -= 1
    return left
  }

  combined(sign: string, left: Logic, right: Logic, places: { start: number; end: number }[]): Logic {
    const [leftPlace, ...rightPlace] = places
    // a AND b AND c is one condition of three, as AND(a, b, c) is.
    const earlier = sign === 'and' || sign === 'or' ? operandsOf(sign, left) : undefined
    const before = (earlier && this.places.arguments.get(earlier)) ?? (leftPlace ? [leftPlace] : [])
    return this.withArguments(signCall(sign, [...(earlier ?? [left]), right], this.scope), [...before, ...rightPlace])
  }

  value(): Logic {
    const { token } = this.cursor
    const { start } = token
    switch (token.kind) {
      case 'number':
        this.cursor.advance()
        return this.placed(this.percent(numberOf(token.text)), start)
      case 'text':
        this.cursor.advance()
        return token.value
      case 'word':
        return this.placed(this.word(token), start)
      case 'sign':
        return this.placed(this.prefixed(token.sign), start)
      default:
        return this.cursor.unexpected(aValue)
    }
  }

  /** `13%` is 0.13, unless another value follows. */
  percent(value: Logic): Logic {
    if (!this.cursor.at('%')) return value
    const { next } = this.cursor
    const isRemainder =
      next !== undefined &&
      ((['number', 'text', 'word'].includes(next.kind) && !isInfixWord(next)) || (next.kind === 'sign' && '([-'.includes(next.sign)))
    if (isRemainder || typeof value !== 'number') return value
    this.cursor.advance()
    return Number(canonical(orZero(value).times(orZero('0.01'))))
  }

  prefixed(sign: string): Logic {
    this.cursor.advance()
    switch (sign) {
      case '(': {
        const inner = this.expression(0)
        this.cursor.expect(')')
        return inner
      }
      case '[': {
        const { values, places } = this.sequence(']')
        this.places.arguments.set(values, places)
        return values
      }
      case '+':
        return this.expression(8)
      case '-': {
        if (this.cursor.token.kind !== 'number') return signCall('-', [this.expression(8)], this.scope)
        const value = this.value()
        return typeof value === 'number' ? 0 - value : signCall('-', [value], this.scope)
      }
      case '!':
        return { '!': [this.expression(8)] }
      default:
        this.cursor.position -= 1
        return this.cursor.unexpected(aValue)
    }
  }

  word(token: Word): Logic {
    this.cursor.advance()
    const upper = token.text.toUpperCase()
    if (!token.isQuoted && this.cursor.at('(')) return this.functionCall(token)
    if (!token.isQuoted && (upper === 'NOT' || upper === '非')) return { '!': [this.expression(3)] }
    if (!token.isQuoted && Object.hasOwn(constants, upper)) return constants[upper] ?? null
    return this.name(token)
  }

  functionCall(token: Word): Logic {
    const given = givenFunctions.find(({ names }) => names.includes(token.text.toUpperCase()))
    if (given) {
      this.cursor.expect('(')
      this.cursor.expect(')')
      return { var: given.path }
    }
    const operator = operatorNamed(token.text)
    if (!operator) throw unknownFunction(token)
    this.cursor.expect('(')
    const { values, places } = this.sequence(')')
    return this.withArguments(functionCall(operator, values, this.scope), places)
  }

  /** Values up to the closing sign. */
  sequence(close: string): { values: Logic[]; places: { start: number; end: number }[] } {
    const values: Logic[] = []
    const places: { start: number; end: number }[] = []
    if (this.cursor.takes(close)) return { values, places }
    do {
      const { start } = this.cursor.token
      values.push(this.expression(0))
      places.push({ start, end: this.cursor.lastEnd ?? start })
    } while (this.cursor.takes(','))
    this.cursor.expect(close)
    return { values, places }
  }

  name(first: Word): Logic {
    const segments = [first.text]
    let last: Token = first
    while (this.cursor.takes('.')) {
      const { token } = this.cursor
      if (token.kind !== 'word') return this.cursor.unexpected({ en: 'a field', 'zh-CN': '字段' })
      segments.push(token.text)
      last = token
      this.cursor.advance()
    }
    const path = resolveName(segments, this.scope)
    if (path) return { var: path.join('.') }
    const name = segments.join('.')
    const at = { start: first.start, end: last.end }
    const suggestion = nameMeant(name, this.scope, this.locale)
    throw suggestion === undefined
      ? new FormulaProblem('expression.name.unknown', at, { name })
      : new FormulaProblem('expression.name.misspelt', at, { name, suggestion }, suggestion)
  }

  placed(logic: Logic, start: number): Logic {
    const end = this.cursor.lastEnd ?? start
    if (logic !== null && typeof logic === 'object' && !this.places.parts.has(logic)) this.places.parts.set(logic, { start, end })
    return logic
  }

  /** Notes where the arguments of a call stand: texts and numbers have no place of their own. */
  withArguments(logic: Logic, places: readonly { start: number; end: number }[]): Logic {
    const args = isJsonObject(logic) ? Object.values(logic)[0] : undefined
    if (Array.isArray(args)) this.places.arguments.set(args, places)
    return logic
  }
}

const aValue: LocalizedText = { en: 'a value', 'zh-CN': '值' }

function unknownFunction(token: Word): FormulaProblem {
  const suggestion = nearest(
    token.text,
    [...operators, ...givenFunctions].flatMap(({ names }) => names),
  )
  return suggestion === undefined
    ? new FormulaProblem('formula.function.unknown', token, { name: token.text })
    : new FormulaProblem('formula.function.misspelt', token, { name: token.text, suggestion }, suggestion)
}

/** The operands of logic that is this operator. */
function operandsOf(op: string, logic: Logic): Logic[] | undefined {
  const isSame = isJsonObject(logic) && Object.hasOwn(logic, op)
  const args = isSame ? logic[op] : undefined
  return Array.isArray(args) ? args : undefined
}

/** A number as JSON carries it; with more digits than that, as a text made a decimal. */
function numberOf(text: string): Logic {
  const written = text.startsWith('.') ? `0${text}` : text
  const number = Number(written)
  return canonical(orZero(number)) === canonical(orZero(written)) ? number : { dec: [written] }
}
