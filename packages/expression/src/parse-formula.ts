import type { Diagnostic, JsonValue, Locale, LocalizedText, ValueType } from '@tangram/data-model'
import { maxDepth } from './budget.ts'
import { fromJsonLogic } from './from-json-logic.ts'
import { givenFunctions } from './given-names.ts'
import { bindingPower, exactOperator, operatorFor } from './infix.ts'
import type { Logic, Scope } from './logic.ts'
import { canonical, orZero } from './number.ts'
import type { OperatorDefinition } from './operator.ts'
import { operatorNamed, operatorOf, operators } from './operators/index.ts'
import { optionMeant, resolveName } from './resolve-name.ts'
import { nearest } from './suggest.ts'
import { type FormulaDiagnostic, FormulaProblem, type Token, tokensOf } from './tokens.ts'
import { constants, infixWords } from './words.ts'

/**
 * Reads what a person wrote: `IF(状态="已解决", 1, 0)`, `SUM(单价, 运费) * 1.13`. Commas, quotes and parentheses of both keyboards, function
 * names in both languages, fields by label or id (in braces when a label has blanks), options by label or id.
 *
 * @param locale the language of names in diagnostics
 * @returns the logic, checked against the scope; else what is wrong and where in the text
 */
export function parseFormula(
  text: string,
  scope: Scope,
  locale: Locale = 'zh-CN',
): { logic: Logic } | { diagnostics: FormulaDiagnostic[] } {
  const places = new Map<object, Place>()
  try {
    const logic = new Parser(tokensOf(text), scope, locale, places).formula()
    const { diagnostics } = fromJsonLogic(logic, scope)
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    if (errors.length === 0) return { logic }
    const whole = { start: 0, end: text.length }
    return { diagnostics: errors.map((diagnostic) => ({ ...diagnostic, ...placeOf(diagnostic, logic, places, whole) })) }
  } catch (error) {
    if (error instanceof FormulaProblem) return { diagnostics: [error.diagnostic] }
    throw error
  }
}

type Place = { start: number; end: number }

/** A Pratt parser: values, and signs that bind more or less tightly. */
class Parser {
  readonly tokens: readonly Token[]
  readonly scope: Scope
  readonly locale: Locale
  readonly places: Map<object, Place>
  position = 0
  depth = 0

  constructor(tokens: readonly Token[], scope: Scope, locale: Locale, places: Map<object, Place>) {
    this.tokens = tokens
    this.scope = scope
    this.locale = locale
    this.places = places
  }

  formula(): Logic {
    // A spreadsheet's formula begins with an equals sign.
    this.takes('=')
    const first = this.token
    if (first.kind === 'end') throw new FormulaProblem('formula.empty', first)
    const logic = this.expression(0)
    if (this.token.kind !== 'end') this.unexpected({ en: 'an operator or the end', 'zh-CN': '运算符或结尾' })
    return logic
  }

  get token(): Token {
    return this.tokens[this.position] as Token
  }

  expression(power: number): Logic {
    this.depth += 1
    if (this.depth > maxDepth * 2) throw new FormulaProblem('expression.too-large', this.token, { nodes: maxDepth * 16, depth: maxDepth })
    const start = this.token.start
    let left = this.value()
    for (;;) {
      const sign = this.infix()
      const binding = sign === undefined ? undefined : bindingPower[sign]
      if (sign === undefined || binding === undefined || binding <= power) break
      this.position += 1
      const right = this.expression(binding)
      left = this.placed(this.combined(sign, left, right), start)
    }
    this.depth -= 1
    return left
  }

  /** The sign at the cursor, when one can stand here. */
  infix(): string | undefined {
    const { token } = this
    if (token.kind === 'sign') return token.sign
    if (token.kind !== 'word' || token.isQuoted) return undefined
    const word = token.text.toUpperCase()
    return Object.hasOwn(infixWords, word) ? infixWords[word] : undefined
  }

  combined(sign: string, left: Logic, right: Logic): Logic {
    const op = operatorFor(sign, [this.typeOf(left), this.typeOf(right)])
    // a AND b AND c is one condition of three, as AND(a, b, c) is.
    const joins = sign === 'and' || sign === 'or'
    const operands = joins ? joined(op, left) : [left]
    return this.call(operatorOf(op) as OperatorDefinition, [...operands, right])
  }

  value(): Logic {
    const { token } = this
    const { start } = token
    switch (token.kind) {
      case 'number':
        this.position += 1
        return this.placed(this.percent(numberOf(token.text)), start)
      case 'text':
        this.position += 1
        return token.value
      case 'word':
        return this.placed(this.word(token), start)
      case 'sign':
        return this.placed(this.prefixed(token.sign), start)
      default:
        return this.unexpected(aValue)
    }
  }

  /** `13%` is 0.13, unless another value follows. */
  percent(value: Logic): Logic {
    if (!this.at('%')) return value
    const next = this.tokens[this.position + 1]
    const isRemainder =
      next !== undefined &&
      ((['number', 'text', 'word'].includes(next.kind) && !isInfixWord(next)) || (next.kind === 'sign' && '([-'.includes(next.sign)))
    if (isRemainder || typeof value !== 'number') return value
    this.position += 1
    return Number(canonical(orZero(value).times(orZero('0.01'))))
  }

  prefixed(sign: string): Logic {
    this.position += 1
    switch (sign) {
      case '(': {
        const inner = this.expression(0)
        this.expect(')')
        return inner
      }
      case '[':
        return this.sequence(']')
      case '+':
        return this.expression(8)
      case '-': {
        const { token } = this
        if (token.kind === 'number') {
          const value = this.value()
          return typeof value === 'number' ? 0 - value : this.negated(value)
        }
        return this.negated(this.expression(8))
      }
      case '!':
        return { '!': [this.expression(8)] }
      default:
        this.position -= 1
        return this.unexpected(aValue)
    }
  }

  negated(value: Logic): Logic {
    return { [operatorFor('-', [this.typeOf(value)])]: [value] }
  }

  word(token: Token & { kind: 'word' }): Logic {
    this.position += 1
    const upper = token.text.toUpperCase()
    if (!token.isQuoted && this.at('(')) return this.functionCall(token)
    if (!token.isQuoted && (upper === 'NOT' || upper === '非')) return { '!': [this.expression(3)] }
    if (!token.isQuoted && Object.hasOwn(constants, upper)) return constants[upper] ?? null
    return this.name(token)
  }

  functionCall(token: Token & { kind: 'word' }): Logic {
    const given = givenFunctions.find(({ names }) => names.includes(token.text.toUpperCase()))
    if (given) {
      this.expect('(')
      this.expect(')')
      return { var: given.path }
    }
    const operator = operatorNamed(token.text)
    if (!operator) {
      const suggestion = nearest(
        token.text,
        [...operators, ...givenFunctions].flatMap(({ names }) => names),
      )
      throw suggestion === undefined
        ? new FormulaProblem('formula.function.unknown', token, { name: token.text })
        : new FormulaProblem('formula.function.misspelt', token, { name: token.text, suggestion })
    }
    this.expect('(')
    const args = this.sequence(')')
    return this.call(
      exactOperator(
        operator,
        args.map((arg) => this.typeOf(arg)),
      ),
      args,
    )
  }

  /** Values up to the closing sign. */
  sequence(close: string): Logic[] {
    const values: Logic[] = []
    if (this.takes(close)) return values
    do values.push(this.expression(0))
    while (this.takes(','))
    this.expect(close)
    return values
  }

  call(operator: OperatorDefinition, args: Logic[]): Logic {
    const beside = args.map(pathIn)
    const mean = (arg: Logic): JsonValue => {
      if (Array.isArray(arg)) return arg.map(mean)
      return typeof arg === 'string' ? optionMeant(arg, this.scope, beside) : arg
    }
    const meant = operator.options ? args.map(mean) : args
    // Text made of decimals needs their one canonical writing.
    const written = operator.op === 'cat' ? meant.map((arg) => (this.needsWriting(arg) ? { dec: [arg] } : arg)) : meant
    return { [operator.op]: written }
  }

  needsWriting(arg: Logic): boolean {
    const { tree } = fromJsonLogic(arg, this.scope)
    return tree?.type?.kind === 'decimal' && !tree.isCanonical
  }

  name(first: Token & { kind: 'word' }): Logic {
    const segments = [first.text]
    let last: Token = first
    while (this.at('.')) {
      this.position += 1
      const { token } = this
      if (token.kind !== 'word') return this.unexpected({ en: 'a field', 'zh-CN': '字段' })
      segments.push(token.text)
      last = token
      this.position += 1
    }
    const path = resolveName(segments, this.scope)
    if (path) return { var: path.join('.') }
    const name = segments.join('.')
    const at = { start: first.start, end: last.end }
    const suggestion = nearest(
      name,
      (this.scope.names?.() ?? []).flatMap((known) => [known.label, known.path.join('.')]),
    )
    throw suggestion === undefined
      ? new FormulaProblem('expression.name.unknown', at, { name })
      : new FormulaProblem('expression.name.misspelt', at, { name, suggestion: this.labelled(suggestion) })
  }

  /** A suggested id as the reader knows it. */
  labelled(suggestion: string): string {
    return this.scope.labelOf?.(suggestion.split('.'), this.locale) ?? suggestion
  }

  typeOf(logic: Logic): ValueType | undefined {
    return fromJsonLogic(logic, this.scope).tree?.type
  }

  placed(logic: Logic, start: number): Logic {
    const end = this.tokens[this.position - 1]?.end ?? start
    if (logic !== null && typeof logic === 'object' && !this.places.has(logic)) this.places.set(logic, { start, end })
    return logic
  }

  at(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.sign === sign
  }

  takes(sign: string): boolean {
    const isThere = this.at(sign)
    if (isThere) this.position += 1
    return isThere
  }

  expect(sign: string): void {
    if (!this.takes(sign)) this.unexpected({ en: `“${sign}”`, 'zh-CN': `“${sign}”` })
  }

  unexpected(expected: LocalizedText): never {
    throw new FormulaProblem('formula.unexpected', this.token, { found: found(this.token), expected })
  }
}

const aValue: LocalizedText = { en: 'a value', 'zh-CN': '值' }

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

function isInfixWord(token: Token): boolean {
  return token.kind === 'word' && !token.isQuoted && Object.hasOwn(infixWords, token.text.toUpperCase())
}

function joined(op: string, logic: Logic): Logic[] {
  const isSame = logic !== null && typeof logic === 'object' && !Array.isArray(logic) && Object.hasOwn(logic, op)
  const args = isSame ? logic[op] : undefined
  return Array.isArray(args) ? args : [logic]
}

/** A number as JSON carries it; with more digits than that, as a text made a decimal. */
function numberOf(text: string): Logic {
  const written = text.startsWith('.') ? `0${text}` : text
  const number = Number(written)
  return canonical(orZero(number)) === canonical(orZero(written)) ? number : { dec: [written] }
}

function pathIn(logic: Logic): string[] | undefined {
  const name = logic !== null && typeof logic === 'object' && !Array.isArray(logic) ? logic.var : undefined
  return typeof name === 'string' ? name.split('.') : undefined
}

/** The innermost part with a known place on the way to what the diagnostic points at. */
function placeOf(diagnostic: Diagnostic, logic: Logic, places: Map<object, Place>, whole: Place): Place {
  let place = whole
  let at: JsonValue | undefined = logic
  for (const segment of ['', ...diagnostic.path.split('/').slice(1)]) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~')
    if (key !== '' && at !== null && typeof at === 'object') at = Array.isArray(at) ? at[Number(key)] : at[key]
    if (at !== null && typeof at === 'object') place = places.get(at) ?? place
  }
  return place
}
