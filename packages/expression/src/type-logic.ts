import {
  AppError,
  type Diagnostic,
  decimal,
  diagnose,
  type JsonObject,
  type JsonValue,
  type LocalizedText,
  list,
  reference,
  textIn,
  type ValueKind,
  type ValueType,
} from '@tangram/data-model'
import { maxDepth, maxNodes, nodeBudget } from './budget.ts'
import { givenNames } from './given-names.ts'
import type { Logic, Scope } from './logic.ts'
import { expressionMessages, kindLabels } from './messages.ts'
import { dateUnits, type OperatorDefinition, type Param, type ParamKind } from './operator.ts'
import { operatorOf } from './operators/index.ts'
import { nearest } from './suggest.ts'
import { isDateText, isInstantText, isTimeText } from './zone.ts'

/** An expression with the type of each part. */
export type Typed = {
  /** Undefined: nothing but null. */
  type: ValueType | undefined
  /** Decimals only: written in the one canonical way. Those read from a record need not be. */
  isCanonical: boolean
} & (
  | { node: 'literal'; value: JsonValue }
  | { node: 'list'; items: Typed[] }
  | { node: 'name'; path: string[] }
  | { node: 'call'; operator: OperatorDefinition; args: Typed[] }
)

type Report = (
  code: keyof typeof expressionMessages,
  path: string,
  params?: Parameters<typeof diagnose>[3],
  severity?: 'warning',
) => undefined

/**
 * Finds the type of every part, or says what is wrong. The tree is there only if there is no error; what it holds has the same
 * answer in JavaScript and in PostgreSQL.
 */
export function typeLogic(logic: Logic, scope: Scope, path = ''): { tree: Typed | undefined; diagnostics: Diagnostic[] } {
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
      return this.report('expression.malformed', path, { found: JSON.stringify(logic).slice(0, 80) })
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
      if (!textForms[expected.kind as keyof typeof textForms](value)) {
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
    if (typeof name !== 'string' || name === '') return this.report('expression.malformed', path, { found: JSON.stringify({ var: given }) })
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
    const asList = type.kind === 'reference' && type.many ? list(reference(type.to)) : type
    return { node: 'name', path: segments, type: asList, isCanonical: false }
  }

  call(operator: OperatorDefinition, logic: JsonObject, path: string, depth: number): Typed | undefined {
    const { op } = operator
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
    const fits = typed.map((arg, index) => this.fits(operator, kinds[index] ?? 'any', arg, pathOf(index)))
    if (fits.includes(false)) return undefined
    const group = typed.filter((_, index) => isGroup(kinds[index]))
    const common = commonType(group.map((arg) => arg.type))
    if (common === 'none') return this.report('expression.types-differ', path, { function: operator.names[0], found: kindsOf(group) })
    if (!this.meets(operator, typed, path)) return undefined
    if (mustBeExact(operator, typed)) return this.report('expression.decimal.exact', path, { op })
    const isCanonical = operator.result !== 'alike' || group.every((arg) => arg.isCanonical)
    return { node: 'call', operator, args: typed, type: resultOf(operator, typed, common), isCanonical }
  }

  /** Whether one argument is of a kind the operator takes in that place. */
  fits(operator: OperatorDefinition, kind: ParamKind, arg: Typed, path: string): boolean {
    const refuse = (expected: LocalizedText): false => {
      this.report('expression.type', path, { function: operator.names[0], found: labelOf(arg.type), expected })
      return false
    }
    if (kind === 'scale' || kind === 'unit') {
      const isWrittenOut = arg.node === 'literal' && (kind === 'unit' ? isUnit(arg.value) : isScale(arg.value))
      if (!isWrittenOut) this.report('expression.literal-needed', path, { function: operator.names[0], expected: kindLabels[kind] })
      return isWrittenOut
    }
    if (arg.type === undefined) return true
    const found = arg.type.kind
    switch (kind) {
      case 'condition':
        if (found === 'decimal') this.report('expression.decimal.condition', path)
        return found === 'decimal' ? false : isPlain(found) || found === 'list' || refuse(kindLabels.condition)
      case 'words':
        if (found === 'decimal' && !arg.isCanonical) this.report('expression.decimal.words', path)
        if (found === 'decimal') return arg.isCanonical
        return isPlain(found) || (arg.type.kind === 'list' && ['text', 'reference'].includes(arg.type.of.kind)) || refuse(kindLabels.words)
      case 'number':
        return found === 'integer' || found === 'decimal' || refuse(kindLabels.number)
      case 'integers':
        return (arg.type.kind === 'list' ? arg.type.of.kind : found) === 'integer' || refuse(kindLabels.integer)
      case 'numbers': {
        const item = arg.type.kind === 'list' ? arg.type.of.kind : found
        return item === 'integer' || item === 'decimal' || refuse(kindLabels.number)
      }
      case 'moment':
        return found === 'date' || found === 'timestamp' || refuse(kindLabels.moment)
      case 'equal':
        return isPlain(found) || found === 'decimal' || refuse(kindLabels.words)
      case 'order':
        return (isPlain(found) && found !== 'boolean' && found !== 'reference') || found === 'decimal' || refuse(kindLabels.number)
      case 'alike':
        return isPlain(found) || found === 'decimal' || found === 'list' || refuse(kindLabels.words)
      case 'items':
        return found === 'list' || found === 'rows' || refuse(kindLabels.items)
      case 'any':
        return true
      default:
        return found === kind || refuse(kindLabels[kind])
    }
  }

  /** What the parameters alone do not say: lists hold what is looked for in them, dates have no hours. */
  meets(operator: OperatorDefinition, [first, second, third]: Typed[], path: string): boolean {
    const name = operator.names[0]
    const differ = (a: ValueType | undefined, b: ValueType | undefined): boolean => {
      const common = commonType([a, b])
      if (common === 'none' || common?.kind === 'decimal') {
        this.report('expression.types-differ', path, { function: name, found: kindNames([a, b]) })
        return false
      }
      return true
    }
    switch (operator.op) {
      case 'in': {
        if (first?.type && !isPlain(first.type.kind)) {
          this.report('expression.type', path, { function: name, found: labelOf(first.type), expected: kindLabels.words })
          return false
        }
        if (second?.type?.kind === 'list') return differ(first?.type, second.type.of)
        if (first?.type?.kind === 'text' && (second?.type?.kind === 'text' || second?.type === undefined)) return true
        if (first?.type === undefined && second?.type?.kind === 'text') return true
        this.report('expression.type', path, { function: name, found: labelOf(second?.type), expected: kindLabels.list })
        return false
      }
      case 'has_any':
      case 'has_all':
        return first?.type?.kind !== 'list' || second?.type?.kind !== 'list' || differ(first.type.of, second.type.of)
      case 'dec': {
        const found = first?.type?.kind
        if (found === undefined || found === 'text' || found === 'integer' || found === 'decimal') return true
        this.report('expression.type', path, { function: name, found: labelOf(first?.type), expected: kindLabels.number })
        return false
      }
      case 'date_add': {
        const isClock = third?.node === 'literal' && (third.value === 'hour' || third.value === 'minute')
        if (!isClock || first?.type?.kind !== 'date') return true
        this.report('expression.type', path, { function: name, found: labelOf(first.type), expected: kindLabels.timestamp })
        return false
      }
      default:
        return true
    }
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

const anyDecimal = decimal(38, 10)

/** The options of the first name among the arguments that has some. */
export function optionsAmong(scope: Scope, paths: readonly (readonly string[] | undefined)[]) {
  for (const path of paths) {
    const options = path && scope.optionsOf?.(path)
    if (options) return options
  }
  return undefined
}

/** The one type of several; `none` when they do not agree, undefined when all are null. An integer beside a decimal is a decimal. */
export function commonType(types: readonly (ValueType | undefined)[]): ValueType | undefined | 'none' {
  let common: ValueType | undefined
  for (const type of types) {
    if (type === undefined) continue
    if (common === undefined) common = type
    else if (isNumber(common) && isNumber(type))
      common = common.kind === 'integer' && type.kind === 'integer' ? { kind: 'integer' } : anyDecimal
    else if (common.kind !== type.kind) return 'none'
    else if (common.kind === 'list' && type.kind === 'list') {
      const of = commonType([common.of, type.of])
      if (of === 'none' || of === undefined) return 'none'
      common = list(of)
    } else if (common.kind === 'reference' && type.kind === 'reference' && common.to !== type.to) return 'none'
  }
  return common
}

function resultOf(operator: OperatorDefinition, args: Typed[], common: ValueType | undefined): ValueType | undefined {
  switch (operator.result) {
    case 'alike':
      return common
    case 'first':
      return args[0]?.type
    case 'number':
      return args.some(({ type }) => (type?.kind === 'list' ? type.of : type)?.kind === 'decimal') ? anyDecimal : { kind: 'integer' }
    default:
      return operator.result
  }
}

/** Plain comparison sees decimals as text, so at most one operand may be one, and for an order the others are written out. */
function mustBeExact({ op }: OperatorDefinition, args: Typed[]): boolean {
  const isEquality = op === '==' || op === '!='
  if (!isEquality && !['<', '<=', '>', '>=', 'between'].includes(op)) return false
  const unwritten = args.filter((arg) => arg.node !== 'literal')
  const decimals = unwritten.filter((arg) => arg.type?.kind === 'decimal')
  return isEquality
    ? decimals.length > 1
    : decimals.length > 0 && (unwritten.length > 1 || args.some((arg) => arg.node === 'literal' && arg.value === null))
}

function kindAt(operator: OperatorDefinition, index: number, count: number): ParamKind {
  if (operator.pairs) return index % 2 === 0 && index < count - 1 ? 'condition' : 'alike'
  const param: Param | undefined = operator.params[index] ?? operator.rest
  return param?.kind ?? 'any'
}

const isGroup = (kind: ParamKind | undefined): boolean => kind === 'alike' || kind === 'equal' || kind === 'order'

/** A literal text, or a list that may hold some. */
const isTextual = (logic: Logic): boolean => typeof logic === 'string' || Array.isArray(logic)

/** What stands beside a literal says what it is. */
function expectedAt(
  operator: OperatorDefinition,
  kinds: ParamKind[],
  typed: (Typed | undefined)[],
  index: number,
  logic: Logic,
): ValueType | undefined {
  const kind = kinds[index]
  if (kind === 'date' || kind === 'timestamp') return { kind }
  if (kind === 'moment') return isDateText(logic) ? { kind: 'date' } : { kind: 'timestamp' }
  if (isGroup(kind)) return typed.find((arg, other) => kinds[other] === kind && arg?.type !== undefined)?.type
  if (operator.op === 'in' && index === 0) return itemType(typed[1])
  if (operator.op === 'in' && Array.isArray(logic)) return typed[0]?.type && list(typed[0].type)
  if (kind === 'list') return typed.find((arg) => arg?.type?.kind === 'list')?.type
  return undefined
}

function itemType(typed: Typed | undefined): ValueType | undefined {
  return typed?.type?.kind === 'list' ? typed.type.of : undefined
}

/** Types whose values are texts in JSON, with what those texts look like. */
const textForms = {
  date: isDateText,
  timestamp: isInstantText,
  time: isTimeText,
  reference: (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
} satisfies { [Kind in ValueKind]?: (value: string) => boolean }

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function isStorable(value: string): boolean {
  return !/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)
}

function isPlain(kind: ValueKind): boolean {
  return ['text', 'integer', 'boolean', 'date', 'time', 'timestamp', 'reference'].includes(kind)
}

const isNumber = (type: ValueType): boolean => type.kind === 'integer' || type.kind === 'decimal'
const isScale = (value: JsonValue): boolean => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 20
const isUnit = (value: JsonValue): boolean => dateUnits.some((unit) => unit === value)

function labelOf(type: ValueType | undefined): Required<LocalizedText> {
  return kindLabels[type?.kind ?? 'null']
}

function kindsOf(args: readonly Typed[]): Required<LocalizedText> {
  return kindNames(args.map((arg) => arg.type))
}

/** Each kind once: `text, a date`. */
function kindNames(types: readonly (ValueType | undefined)[]): Required<LocalizedText> {
  const labels = [...new Set(types.map(labelOf))]
  return { en: labels.map((label) => label.en).join(', '), 'zh-CN': labels.map((label) => label['zh-CN']).join('、') }
}

function isComplete<T>(items: (T | undefined)[]): items is T[] {
  return !items.includes(undefined)
}
