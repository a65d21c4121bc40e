import type { diagnose, JsonValue, LocalizedText, ValueType } from '@tangram/data-model'
import { commonType, isPlain } from './common-type.ts'
import { kindNames, labelOf } from './kind-names.ts'
import { type expressionMessages, kindLabels } from './messages.ts'
import { dateUnits, type OperatorDefinition, type ParamKind } from './operator.ts'
import type { Typed } from './typed-expression.ts'

/** Notes what is wrong at a place of the expression. */
export type Report = (
  code: keyof typeof expressionMessages,
  path: string,
  params?: Parameters<typeof diagnose>[3],
  severity?: 'warning',
) => undefined

/** Whether one argument is of a kind the operator takes in that place. */
export function fits(operator: OperatorDefinition, kind: ParamKind, arg: Typed, path: string, report: Report): boolean {
  const refuse = (expected: LocalizedText): false => {
    report('expression.type', path, { function: operator.names[0], found: labelOf(arg.type), expected })
    return false
  }
  if (kind === 'scale' || kind === 'unit') {
    const isWrittenOut = arg.node === 'literal' && (kind === 'unit' ? isUnit(arg.value) : isScale(arg.value))
    if (!isWrittenOut) report('expression.literal-needed', path, { function: operator.names[0], expected: kindLabels[kind] })
    return isWrittenOut
  }
  if (arg.type === undefined) return true
  const found = arg.type.kind
  switch (kind) {
    case 'condition':
      if (found === 'decimal') report('expression.decimal.condition', path)
      return found === 'decimal' ? false : isPlain(found) || found === 'list' || refuse(kindLabels.condition)
    case 'words':
      if (found === 'decimal' && !arg.isCanonical) report('expression.decimal.words', path)
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
export function meets(operator: OperatorDefinition, [first, second, third]: Typed[], path: string, report: Report): boolean {
  const name = operator.names[0]
  const differ = (a: ValueType | undefined, b: ValueType | undefined): boolean => {
    const common = commonType([a, b])
    if (common === 'none' || common?.kind === 'decimal') {
      report('expression.types-differ', path, { function: name, found: kindNames([a, b]) })
      return false
    }
    return true
  }
  switch (operator.op) {
    case 'in': {
      if (first?.type && !isPlain(first.type.kind)) {
        report('expression.type', path, { function: name, found: labelOf(first.type), expected: kindLabels.words })
        return false
      }
      if (second?.type?.kind === 'list') return differ(first?.type, second.type.of)
      if (first?.type?.kind === 'text' && (second?.type?.kind === 'text' || second?.type === undefined)) return true
      if (first?.type === undefined && second?.type?.kind === 'text') return true
      report('expression.type', path, { function: name, found: labelOf(second?.type), expected: kindLabels.list })
      return false
    }
    case 'has_any':
    case 'has_all':
      return first?.type?.kind !== 'list' || second?.type?.kind !== 'list' || differ(first.type.of, second.type.of)
    case 'dec': {
      const found = first?.type?.kind
      if (found === undefined || found === 'text' || found === 'integer' || found === 'decimal') return true
      report('expression.type', path, { function: name, found: labelOf(first?.type), expected: kindLabels.number })
      return false
    }
    case 'date_add': {
      const isClock = third?.node === 'literal' && (third.value === 'hour' || third.value === 'minute')
      if (!isClock || first?.type?.kind !== 'date') return true
      report('expression.type', path, { function: name, found: labelOf(first.type), expected: kindLabels.timestamp })
      return false
    }
    default:
      return true
  }
}

/** Plain comparison sees decimals as text, so at most one operand may be one, and for an order the others are written out. */
export function mustBeExact({ op }: OperatorDefinition, args: Typed[]): boolean {
  const isEquality = op === '==' || op === '!='
  if (!isEquality && !['<', '<=', '>', '>=', 'between'].includes(op)) return false
  const unwritten = args.filter((arg) => arg.node !== 'literal')
  const decimals = unwritten.filter((arg) => arg.type?.kind === 'decimal')
  return isEquality
    ? decimals.length > 1
    : decimals.length > 0 && (unwritten.length > 1 || args.some((arg) => arg.node === 'literal' && arg.value === null))
}

const isScale = (value: JsonValue): boolean => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 20
const isUnit = (value: JsonValue): boolean => dateUnits.some((unit) => unit === value)
