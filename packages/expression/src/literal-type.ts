import { isKey, list, type ValueKind, type ValueType } from '@tangram/data-model'
import type { Logic } from './logic.ts'
import type { OperatorDefinition, ParamKind } from './operator.ts'
import type { Typed } from './typed-expression.ts'
import { isDateText, isInstantText, isTimeText } from './zone.ts'

/** What stands beside a literal says what it is. */
export function expectedAt(
  operator: OperatorDefinition,
  kinds: ParamKind[],
  typed: (Typed | undefined)[],
  index: number,
  logic: Logic,
): ValueType | undefined {
  const kind = kinds[index]
  if (kind === 'date' || kind === 'timestamp' || kind === 'time') return { kind }
  if (kind === 'clock') return isTimeText(logic) ? { kind: 'time' } : { kind: 'timestamp' }
  if (kind === 'reference') return { kind, to: '' }
  if (kind === 'amounts') return list({ kind: 'integer' })
  if (kind === 'dates') return list({ kind: 'date' })
  if (kind === 'flags') return list({ kind: 'boolean' })
  if (kind === 'moment') return isDateText(logic) ? { kind: 'date' } : { kind: 'timestamp' }
  const group = groupOf(kind)
  if (group !== undefined) {
    const other = typed.findIndex((arg, place) => groupOf(kinds[place]) === group && arg?.type !== undefined)
    const type = typeInGroup(kinds[other], typed[other]?.type)
    if (kind === 'plains') return type && list(type)
    return type ?? (kind === 'moments' ? { kind: isDateText(logic) ? 'date' : 'timestamp' } : undefined)
  }
  if (operator.op === 'in' && index === 0) return itemType(typed[1])
  if (operator.op === 'in' && Array.isArray(logic)) return typed[0]?.type && list(typed[0].type)
  if (kind === 'list') return typed.find((arg) => arg?.type?.kind === 'list')?.type
  return undefined
}

function itemType(typed: Typed | undefined): ValueType | undefined {
  return typed?.type?.kind === 'list' ? typed.type.of : undefined
}

/** Types whose values are texts in JSON, with what those texts look like. */
export const textForms = {
  date: isDateText,
  timestamp: isInstantText,
  time: isTimeText,
  reference: (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
} satisfies { [Kind in ValueKind]?: (value: string) => boolean }

/** Whether this text can be a value of a type that has a form. */
export function isOfForm(type: ValueType, value: string): boolean {
  if (type.kind === 'reference' && type.key) return isKey(type.key, value)
  return textForms[type.kind as keyof typeof textForms](value)
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
export function isStorable(value: string): boolean {
  return !/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)
}

/** Parameters whose arguments are of one type form a group; what a list holds goes with its members. */
export function groupOf(kind: ParamKind | undefined): string | undefined {
  if (kind === 'plains' || kind === 'member') return 'member'
  return kind === 'alike' || kind === 'equal' || kind === 'order' || kind === 'plain' || kind === 'moments' ? kind : undefined
}

/** The type by which an argument belongs to its group. */
export function typeInGroup(kind: ParamKind | undefined, type: ValueType | undefined): ValueType | undefined {
  const isList = kind === 'plains' || kind === 'moments'
  return isList && type?.kind === 'list' ? type.of : type
}
