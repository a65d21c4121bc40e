import type { diagnose, LocalizedText, ValueType } from '@tangram/data-model'
import { commonType, isPlain } from './common-type.ts'
import { kindNames, labelOf } from './kind-names.ts'
import { type expressionMessages, kindLabels } from './messages.ts'
import type { OperatorDefinition, ParamKind } from './operator.ts'
import { itemKinds, valueKinds, writtenKinds } from './param-kinds.ts'
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
  const isWritten = writtenKinds[kind]
  if (isWritten) {
    const isWrittenOut = arg.node === 'literal' && isWritten(arg.value)
    if (!isWrittenOut) report('expression.literal-needed', path, { function: operator.names[0], expected: labelOfKind(kind) })
    return isWrittenOut
  }
  if (arg.type === undefined) return true
  const found = arg.type.kind
  const item = arg.type.kind === 'list' ? arg.type.of.kind : undefined
  const [takesValue, takesItem] = [valueKinds[kind], itemKinds[kind]]
  if (takesValue) return takesValue(found) || refuse(labelOfKind(kind))
  if (takesItem) return (item !== undefined && takesItem(item)) || refuse(labelOfKind(kind))
  switch (kind) {
    case 'condition':
      if (found === 'decimal') report('expression.decimal.condition', path)
      return found === 'decimal' ? false : isPlain(found) || found === 'list' || refuse(kindLabels.condition)
    case 'words':
      if (found === 'decimal' && !arg.isCanonical) report('expression.decimal.words', path)
      if (found === 'decimal') return arg.isCanonical
      return isPlain(found) || item === 'text' || item === 'reference' || refuse(kindLabels.words)
    case 'integers':
      return (item ?? found) === 'integer' || refuse(kindLabels.integer)
    case 'numbers':
      return (item ?? found) === 'integer' || (item ?? found) === 'decimal' || refuse(kindLabels.number)
    case 'moments':
      return (item ?? found) === 'date' || (item ?? found) === 'timestamp' || refuse(kindLabels.moments)
    case 'any':
      return true
    default:
      return found === kind || refuse(labelOfKind(kind))
  }
}

/** What a message calls an argument of a kind: a group is called by what it holds. */
function labelOfKind(kind: ParamKind): Required<LocalizedText> {
  if (kind === 'order') return kindLabels.number
  return Object.hasOwn(kindLabels, kind) ? kindLabels[kind as keyof typeof kindLabels] : kindLabels.words
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
