import type { Locale, ValueType } from '@tangram/data-model'
import { nodeBudget } from './budget.ts'
import { pathIn } from './call-of.ts'
import { fail } from './errors.ts'
import { fromJsonLogic } from './from-json-logic.ts'
import { bindingPower, exactOperator, operatorFor, signOf } from './infix.ts'
import type { Logic, Scope } from './logic.ts'
import { nameText } from './name-text.ts'
import { canonical, orZero } from './number.ts'
import type { OperatorDefinition } from './operator.ts'
import { operatorOf, operators } from './operators/index.ts'
import { quotedLogic } from './quoted-logic.ts'
import { writtenOption } from './resolve-name.ts'

/**
 * The formula for an expression, in the reader's language; `parseFormula` gives the same expression back.
 *
 * @throws AppError `expression.malformed`, `expression.too-long`, `expression.too-deep`
 */
export function printFormula(logic: Logic, scope: Scope, locale: Locale): string {
  return new Printer(scope, locale).print(logic, 0)
}

const nothingBeside: undefined[] = []

class Printer {
  readonly scope: Scope
  readonly locale: Locale
  readonly spend = nodeBudget()
  depth = 0

  constructor(scope: Scope, locale: Locale) {
    this.scope = scope
    this.locale = locale
  }

  /** @param power what stands around binds this tightly: what binds less needs parentheses */
  print(logic: Logic, power: number, beside: readonly (readonly string[] | undefined)[] = nothingBeside): string {
    this.depth += 1
    this.spend(this.depth)
    const text = this.printed(logic, power, beside)
    this.depth -= 1
    return text
  }

  printed(logic: Logic, power: number, beside: readonly (readonly string[] | undefined)[]): string {
    if (logic === null) return 'NULL'
    if (typeof logic === 'boolean') return logic ? 'TRUE' : 'FALSE'
    if (typeof logic === 'number') return canonical(orZero(logic))
    if (typeof logic === 'string') return quoted(writtenOption(logic, this.scope, beside, this.locale))
    if (Array.isArray(logic)) return `[${logic.map((item) => this.print(item, 0, beside)).join(', ')}]`
    const [op = '', raw = null] = Object.entries(logic)[0] ?? []
    if (op === 'var') {
      const name = Array.isArray(raw) ? raw[0] : raw
      if (typeof name !== 'string') throw fail('expression.malformed', { found: quotedLogic(logic) })
      return nameText(name.split('.'), this.scope, this.locale)
    }
    const args = Array.isArray(raw) ? raw : [raw]
    return this.infix(op, args, power) ?? this.call(op, args)
  }

  /** Between two values, when that is how the parser would read it back. */
  infix(op: string, args: Logic[], power: number): string | undefined {
    const sign = signOf(op)
    const [left, right] = args
    if (sign === undefined || left === undefined || right === undefined || args.length !== 2) return undefined
    if (operatorFor(sign, [this.typeOf(left), this.typeOf(right)]) !== op) return undefined
    const binding = bindingPower[sign] ?? 0
    const beside = operatorOf(op)?.options ? args.map(pathIn) : nothingBeside
    const text = `${this.print(left, binding - 1, beside)} ${sign === '!=' ? '<>' : sign} ${this.print(right, binding, beside)}`
    return binding <= power ? `(${text})` : text
  }

  call(op: string, args: Logic[]): string {
    const operator = this.plain(operatorOf(op), args)
    const beside = operator?.options ? args.map(pathIn) : nothingBeside
    return `${operator?.names[0] ?? op}(${args.map((arg) => this.print(arg, 0, beside)).join(', ')})`
  }

  /** `SUM` instead of `DEC_SUM` where the parser finds the exact one by itself. */
  plain(operator: OperatorDefinition | undefined, args: Logic[]): OperatorDefinition | undefined {
    const plain = operators.find(({ exact }) => exact !== undefined && exact === operator?.op)
    return plain &&
      exactOperator(
        plain,
        args.map((arg) => this.typeOf(arg)),
      ) === operator
      ? plain
      : operator
  }

  typeOf(logic: Logic): ValueType | undefined {
    return fromJsonLogic(logic, this.scope).tree?.type
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
