import { isJsonObject, type JsonValue } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

export type ExpressionLanguage = 'juel' | 'feel'

/**
 * The common part of JUEL (`${amount > 1000 && approved}`) and FEEL (`= amount > 1000 and approved`) as JSON Logic: comparisons,
 * and/or/not, arithmetic, conditions, names, literals, `empty`, `count`, `contains`. Undefined for anything else.
 *
 * @param nameOf what a name of the file is called here
 */
export function translateExpression(
  text: string,
  language: ExpressionLanguage,
  nameOf: (name: string) => string,
): { logic: Logic } | undefined {
  const source = language === 'juel' ? insideOf(text) : text.trim().replace(/^=/, '')
  const tokens = source === undefined ? undefined : tokenize(source)
  if (!tokens || tokens.length === 0) return undefined
  try {
    return { logic: new Reader(tokens, language, nameOf).whole() }
  } catch (error) {
    if (error instanceof Untranslatable) return undefined
    throw error
  }
}

class Untranslatable extends Error {}

/** `${a}` → `a`; undefined for texts with several expressions in them. */
function insideOf(text: string): string | undefined {
  return /^\s*[$#]\{([^{}]*)\}\s*$/.exec(text)?.[1]
}

type Token = { kind: 'number' | 'text' | 'name' | 'sign'; text: string }

const token =
  /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\p{L}_$][\p{L}\p{N}_$]*)|(&&|\|\||[=!<>]=|[-+*/%()<>!?:,.[\]=]))/uy

function tokenize(source: string): Token[] | undefined {
  const tokens: Token[] = []
  const end = source.trimEnd().length
  token.lastIndex = 0
  while (token.lastIndex < end) {
    const found = token.exec(source)
    if (!found || tokens.length > 500) return undefined
    const [, number, double, single, name, sign] = found
    const quoted = double ?? single
    if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else tokens.push({ kind: 'sign', text: sign ?? '' })
  }
  return tokens
}

/** Binary operators by how strongly they bind; the words are those of JUEL. */
const binary: { [sign: string]: { binds: number; op: string } } = {
  '||': { binds: 1, op: 'or' },
  or: { binds: 1, op: 'or' },
  '&&': { binds: 2, op: 'and' },
  and: { binds: 2, op: 'and' },
  '==': { binds: 3, op: '==' },
  '=': { binds: 3, op: '==' },
  eq: { binds: 3, op: '==' },
  '!=': { binds: 3, op: '!=' },
  ne: { binds: 3, op: '!=' },
  '<': { binds: 4, op: '<' },
  lt: { binds: 4, op: '<' },
  '<=': { binds: 4, op: '<=' },
  le: { binds: 4, op: '<=' },
  '>': { binds: 4, op: '>' },
  gt: { binds: 4, op: '>' },
  '>=': { binds: 4, op: '>=' },
  ge: { binds: 4, op: '>=' },
  '+': { binds: 5, op: '+' },
  '-': { binds: 5, op: '-' },
  '*': { binds: 6, op: '*' },
  '/': { binds: 6, op: '/' },
  div: { binds: 6, op: '/' },
  '%': { binds: 6, op: '%' },
  mod: { binds: 6, op: '%' },
}

const juelOnly = ['&&', '||', '==', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'div', 'mod', '%', '!', '?']
const deepest = 40

class Reader {
  readonly #tokens: Token[]
  readonly #isFeel: boolean
  readonly #nameOf: (name: string) => string
  #at = 0
  #depth = 0

  constructor(tokens: Token[], language: ExpressionLanguage, nameOf: (name: string) => string) {
    this.#tokens = tokens
    this.#isFeel = language === 'feel'
    this.#nameOf = nameOf
  }

  whole(): Logic {
    const logic = this.#choice()
    if (this.#at < this.#tokens.length) throw new Untranslatable()
    return logic
  }

  /** `if a then b else c`, `a ? b : c`, or anything below. */
  #choice(): Logic {
    this.#depth += 1
    if (this.#depth > deepest) throw new Untranslatable()
    const logic = this.#isFeel && this.#takes('if') ? this.#ifThenElse() : this.#ternary()
    this.#depth -= 1
    return logic
  }

  #ifThenElse(): Logic {
    const condition = this.#choice()
    this.#expect('then')
    const then = this.#choice()
    this.#expect('else')
    return { if: [condition, then, this.#choice()] }
  }

  #ternary(): Logic {
    const condition = this.#operation(1)
    if (this.#isFeel || !this.#takes('?')) return condition
    const then = this.#choice()
    this.#expect(':')
    return { if: [condition, then, this.#choice()] }
  }

  #operation(least: number): Logic {
    let left = this.#single()
    for (;;) {
      const sign = this.#peek()
      const found = sign && sign.kind !== 'text' && Object.hasOwn(binary, sign.text) ? binary[sign.text] : undefined
      if (!sign || !found || found.binds < least || (this.#isFeel ? juelOnly.includes(sign.text) : sign.text === '=')) {
        if (!sign || !this.#isFeel || sign.kind !== 'name') return left
        const more = this.#feelComparison(left, least)
        if (more === undefined) return left
        left = more
        continue
      }
      this.#at += 1
      const right = this.#operation(found.binds + 1)
      left = joined(found.op, left, right)
    }
  }

  /** `x between 1 and 5`, `x in ("a", "b")`. */
  #feelComparison(left: Logic, least: number): Logic | undefined {
    if (least > 3) return undefined
    if (this.#takes('between')) {
      const low = this.#operation(5)
      this.#expect('and')
      return { and: [{ '>=': [left, low] }, { '<=': [left, this.#operation(5)] }] }
    }
    if (!this.#takes('in')) return undefined
    this.#expect('(')
    return { in: [left, this.#listUntil(')')] }
  }

  #single(): Logic {
    const next = this.#next()
    if (next.kind === 'number') return Number(next.text)
    if (next.kind === 'text') return next.text
    if (next.kind === 'sign') return this.#signed(next.text)
    if (next.text === 'true' || next.text === 'false') return next.text === 'true'
    if (next.text === 'null') return null
    if (next.text === 'not') {
      if (!this.#isFeel) return { '!': [this.#operation(7)] }
      this.#expect('(')
      const inner = this.#choice()
      this.#expect(')')
      return { '!': [inner] }
    }
    if (next.text === 'empty' && !this.#isFeel) return { empty: [this.#operation(7)] }
    return this.#named(next.text)
  }

  #signed(sign: string): Logic {
    if (sign === '(') {
      const inner = this.#choice()
      this.#expect(')')
      return inner
    }
    if (sign === '[' && this.#isFeel) return this.#listUntil(']')
    if (sign === '!' && !this.#isFeel) return { '!': [this.#operation(7)] }
    if (sign === '-') {
      const operand = this.#operation(7)
      return typeof operand === 'number' ? -operand : { '-': [operand] }
    }
    throw new Untranslatable()
  }

  #listUntil(close: string): JsonValue[] {
    const items: JsonValue[] = []
    if (this.#takes(close)) return items
    do items.push(this.#choice())
    while (this.#takes(','))
    this.#expect(close)
    return items
  }

  /** A dotted name, a call of the few functions known, or `execution.getVariable("x")`. */
  #named(first: string): Logic {
    const path = [first]
    while (this.#takes('.')) {
      const part = this.#next()
      if (part.kind !== 'name') throw new Untranslatable()
      path.push(part.text)
    }
    if (first === 'vars' && this.#takes(':')) path.push(`:${this.#next().text}`)
    if (!this.#takes('(')) return { var: nameFrom(path, this.#nameOf) }
    return this.#call(path, this.#listUntil(')'))
  }

  #call(path: string[], given: JsonValue[]): Logic {
    const called = path.join('.')
    const [first = null] = given
    if (['execution.getVariable', 'vars.:get', 'vars.:getOrDefault'].includes(called) && typeof first === 'string') {
      return { var: nameFrom([first], this.#nameOf) }
    }
    const method = path.at(-1) ?? ''
    if (!this.#isFeel && path.length > 1 && given.length === 1) {
      const subject: Logic = { var: nameFrom(path.slice(0, -1), this.#nameOf) }
      if (method === 'equals') return { '==': [subject, first] }
      if (method === 'contains') return { in: [first, subject] }
    }
    if (!this.#isFeel && path.length > 1 && given.length === 0) {
      const subject: Logic = { var: nameFrom(path.slice(0, -1), this.#nameOf) }
      if (method === 'isEmpty') return { empty: [subject] }
      if (method === 'size') return { count: [subject] }
    }
    if (this.#isFeel && called === 'count' && given.length === 1) return { count: [first] }
    if (this.#isFeel && called === 'contains' && given.length === 2) return { contains: given }
    throw new Untranslatable()
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #next(): Token {
    const next = this.#peek()
    if (!next) throw new Untranslatable()
    this.#at += 1
    return next
  }

  #takes(text: string): boolean {
    const next = this.#peek()
    const is = next !== undefined && next.kind !== 'text' && next.text === text
    if (is) this.#at += 1
    return is
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new Untranslatable()
  }
}

/** `a and b and c` is one operation of three, as formulas have it; quotients are exact, and so is what is done with them. */
function joined(op: string, left: Logic, right: Logic): Logic {
  if (op === '/' || (!['and', 'or'].includes(op) && (isExact(left) || isExact(right)))) return { [`dec${op}`]: [left, right] }
  const before = op === 'and' || op === 'or' ? operandsOf(left, op) : undefined
  return { [op]: [...(before ?? [left]), right] }
}

function isExact(logic: Logic): boolean {
  return isJsonObject(logic) && Object.keys(logic).some((op) => /^dec[-+*/%]$/.test(op))
}

function operandsOf(logic: Logic, op: string): Logic[] | undefined {
  const operands = isJsonObject(logic) ? logic[op] : undefined
  return Array.isArray(operands) ? operands : undefined
}

function nameFrom([first = '', ...rest]: string[], nameOf: (name: string) => string): string {
  return [nameOf(first), ...rest].join('.')
}
