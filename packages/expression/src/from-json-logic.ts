import {
  AppError,
  type Diagnostic,
  diagnose,
  isEncrypted,
  type JsonObject,
  type JsonValue,
  list,
  reference,
  textIn,
  type ValueType,
} from '@tangram/data-model'
import { maxDepth, maxNodes, nodeBudget } from './budget.ts'
import { fits, meets, mustBeExact, type Report } from './check-arguments.ts'
import { anyDecimal, commonType, isPlain } from './common-type.ts'
import { givenNames } from './given-names.ts'
import { kindsOf, labelOf } from './kind-names.ts'
import { expectedAt, groupOf, isOfForm, isStorable, textForms, typeInGroup } from './literal-type.ts'
import type { Logic, Scope } from './logic.ts'
import { expressionMessages, kindLabels } from './messages.ts'
import type { OperatorDefinition, Param, ParamKind } from './operator.ts'
import { operatorOf } from './operators/index.ts'
import { optionsAmong } from './options-among.ts'
import { quotedLogic } from './quoted-logic.ts'
import { nearest } from './suggest.ts'
import type { Typed } from './typed-expression.ts'

/**
 * Finds the type of every part, or says what is wrong. The tree is there only if there is no error; what it holds has the same
 * answer in JavaScript and in PostgreSQL.
 *
 *     fromJsonLogic({ '>': [{ var: 'count' }, 3] }, scope).tree?.type // { kind: 'boolean' }
 *
 * @param path JSON Pointer of the expression within its document; diagnostics point below it
 */
export function fromJsonLogic(logic: Logic, scope: Scope, path = ''): { tree: Typed | undefined; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const report: Report = (code, at, params, severity) => {
    diagnostics.push(diagnose(expressionMessages, code, at, params, severity))
    return undefined
  }
  try {
    const tree = new Typing(scope, report).typed(logic, path, 1)
    return { tree: diagnostics.some(({ severity }) => severity === 'error') ? undefined : tree, diagnostics }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    report('expression.too-large', path, { nodes: maxNodes, depth: maxDepth })
    return { tree: undefined, diagnostics }
  }
}

/** One pass over one expression. */
class Typing {
  readonly scope: Scope
  readonly report: Report
  readonly spend = nodeBudget()

  constructor(scope: Scope, report: Report) {
    this.scope = scope
    this.report = report
  }

  /** @param expected the type a literal text takes when it can */
  typed(logic: Logic, path: string, depth: number, expected?: ValueType): Typed | undefined {
    this.spend(depth)
    if (Array.isArray(logic)) return this.list(logic, path, depth, expected)
    if (logic === null || typeof logic !== 'object') return this.literal(logic, path, expected)
    const [op, ...others] = Object.keys(logic)
    if (op === undefined || others.length > 0) {
      return this.report('expression.malformed', path, { found: quotedLogic(logic) })
    }
    if (op === 'var') return this.name(logic.var ?? null, path)
    const operator = operatorOf(op)
    if (!operator) return this.report('expression.operator.unknown', path, { op })
    return this.call(operator, logic, path, depth)
  }

  literal(value: null | boolean | number | string, path: string, expected: ValueType | undefined): Typed | undefined {
    if (value === null) return { node: 'literal', value, type: undefined, isCanonical: true }
    if (typeof value === 'boolean') return { node: 'literal', value, type: { kind: 'boolean' }, isCanonical: true }
    if (typeof value === 'number') {
      return { node: 'literal', value, type: Number.isSafeInteger(value) ? { kind: 'integer' } : anyDecimal, isCanonical: true }
    }
    if (!isStorable(value)) return this.report('expression.text.invalid', path)
    if (expected && expected.kind in textForms) {
      if (!isOfForm(expected, value)) {
        return this.report('expression.value.invalid', path, { found: value, expected: kindLabels[expected.kind] })
      }
      return { node: 'literal', value, type: expected, isCanonical: true }
    }
    return { node: 'literal', value, type: { kind: 'text' }, isCanonical: true }
  }

  list(items: JsonValue[], path: string, depth: number, expected: ValueType | undefined): Typed | undefined {
    const of = expected?.kind === 'list' ? expected.of : undefined
    const typed = items.map((item, index) => this.typed(item, `${path}/${index}`, depth + 1, of))
    if (!isComplete(typed)) return undefined
    const common = commonType(typed.map((item) => item.type))
    if (common === 'none') return this.report('expression.types-differ', path, { function: '[ ]', found: kindsOf(typed) })
    if (common && !isPlain(common.kind) && common.kind !== 'decimal') {
      return this.report('expression.type', path, { function: '[ ]', found: labelOf(common), expected: kindLabels.words })
    }
    return {
      node: 'list',
      items: typed,
      type: list(common ?? of ?? { kind: 'text' }),
      isCanonical: typed.every((item) => item.isCanonical),
    }
  }

  name(given: JsonValue, path: string): Typed | undefined {
    const name = Array.isArray(given) && given.length === 1 ? given[0] : given
    if (typeof name !== 'string' || name === '') return this.report('expression.malformed', path, { found: quotedLogic({ var: given }) })
    const segments = name.split('.')
    const type = Object.hasOwn(givenNames, name) ? givenNames[name]?.valueType : this.scope.typeOf(segments)
    if (!type) {
      const suggestion = nearest(
        name,
        (this.scope.names?.() ?? []).flatMap((known) => [known.path.join('.'), known.label]),
      )
      return suggestion === undefined
        ? this.report('expression.name.unknown', path, { name })
        : this.report('expression.name.misspelt', path, { name, suggestion })
    }
    if (isEncrypted(type)) return this.report('expression.name.encrypted', path, { name })
    const asList = type.kind === 'reference' && type.many ? list(reference(type.to)) : type
    return { node: 'name', path: segments, type: asList, isCanonical: false }
  }

  call(operator: OperatorDefinition, logic: JsonObject, path: string, depth: number): Typed | undefined {
    const { op } = operator
    if (this.scope.inDatabase && operator.closuresOnly) {
      return this.report('expression.database', path, { function: operator.names[0], reason: operator.closuresOnly })
    }
    const raw = logic[op] ?? null
    const given = Array.isArray(raw) ? raw : [raw]
    const pathOf = (index: number) => `${path}/${op.replaceAll('~', '~0').replaceAll('/', '~1')}${Array.isArray(raw) ? `/${index}` : ''}`
    const least = operator.params.filter((param) => !param.optional).length
    const most = operator.rest ? Number.POSITIVE_INFINITY : operator.params.length
    if (given.length < least || given.length > most) {
      const expected = most === least ? String(least) : operator.rest ? `≥ ${least}` : `${least}–${most}`
      return this.report('expression.arity', path, { function: operator.names[0], found: given.length, expected })
    }
    const kinds = given.map((_, index) => kindAt(operator, index, given.length))
    // Literals are typed last: what stands beside them says whether "2026-11-22" is a text or a date.
    const typed = given.map((arg, index) => (isTextual(arg) ? undefined : this.typed(arg, pathOf(index), depth + 1)))
    const isBroken = given.some((arg, index) => !isTextual(arg) && typed[index] === undefined)
    if (isBroken) return undefined
    given.forEach((arg, index) => {
      if (isTextual(arg)) typed[index] = this.typed(arg, pathOf(index), depth + 1, expectedAt(operator, kinds, typed, index, arg))
    })
    if (!isComplete(typed)) return undefined
    this.options(operator, typed, pathOf)
    const areFit = typed.map((arg, index) => fits(operator, kinds[index] ?? 'any', arg, pathOf(index), this.report))
    if (areFit.includes(false)) return undefined
    let common: ValueType | undefined
    const groups = new Set(kinds.map(groupOf))
    groups.delete(undefined)
    for (const group of groups) {
      const members = typed.filter((_, index) => groupOf(kinds[index]) === group)
      const type = commonType(kinds.flatMap((kind, index) => (groupOf(kind) === group ? [typeInGroup(kind, typed[index]?.type)] : [])))
      if (type === 'none') return this.report('expression.types-differ', path, { function: operator.names[0], found: kindsOf(members) })
      if (group === 'alike' || groups.size === 1) common = type
    }
    if (!meets(operator, typed, path, this.report)) return undefined
    if (mustBeExact(operator, typed)) return this.report('expression.decimal.exact', path, { op })
    const isCanonical =
      operator.result === 'item'
        ? false
        : operator.result !== 'alike' || typed.every((arg, index) => groupOf(kinds[index]) === undefined || arg.isCanonical)
    return { node: 'call', operator, args: typed, type: resultOf(operator, typed, common), isCanonical }
  }

  /** Warns of texts compared with a choice field that are none of its options. */
  options(operator: OperatorDefinition, args: Typed[], pathOf: (index: number) => string): void {
    const options =
      operator.options &&
      optionsAmong(
        this.scope,
        args.map((arg) => (arg.node === 'name' ? arg.path : undefined)),
      )
    if (!options) return
    args.forEach((arg, index) => {
      for (const literal of arg.node === 'list' ? arg.items : [arg]) {
        if (literal.node !== 'literal' || typeof literal.value !== 'string' || options.some(({ id }) => id === literal.value)) continue
        const expected = {
          en: options.map(({ id, label }) => textIn(label, 'en', id)).join(', '),
          'zh-CN': options.map(({ id, label }) => textIn(label, 'zh-CN', id)).join('、'),
        }
        this.report('expression.option.unknown', pathOf(index), { found: literal.value, expected }, 'warning')
      }
    })
  }
}

function resultOf(operator: OperatorDefinition, args: Typed[], common: ValueType | undefined): ValueType | undefined {
  switch (operator.result) {
    case 'alike':
      return common
    case 'first':
      return args[0]?.type
    case 'item':
      return args[0]?.type?.kind === 'list' ? args[0].type.of : undefined
    case 'items':
      return common && list(common)
    case 'number':
      return args.some(({ type }) => (type?.kind === 'list' ? type.of : type)?.kind === 'decimal') ? anyDecimal : { kind: 'integer' }
    default:
      return operator.result
  }
}

function kindAt(operator: OperatorDefinition, index: number, count: number): ParamKind {
  if (operator.cases && index > 0) return index % 2 === 1 && index < count - 1 ? 'plain' : 'alike'
  if (operator.pairs) return index % 2 === 0 && index < count - 1 ? 'condition' : 'alike'
  const param: Param | undefined = operator.params[index] ?? operator.rest
  return param?.kind ?? 'any'
}

/** A literal text, or a list that may hold some. */
const isTextual = (logic: Logic): boolean => typeof logic === 'string' || Array.isArray(logic)

function isComplete<T>(items: (T | undefined)[]): items is T[] {
  return !items.includes(undefined)
}
