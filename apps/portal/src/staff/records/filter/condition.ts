import { type Id, isEncrypted, type JsonValue, type ValueType } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** One line of a filter: field, comparison, value. What people build; kept in the address of the page. */
export type Condition = { field: Id; is: Comparison; value?: string }

export type Comparison = 'is' | 'isNot' | 'contains' | 'atLeast' | 'atMost' | 'before' | 'after' | 'empty' | 'notEmpty'

/** Comparisons that make sense for a value, the usual one first. */
export function comparisonsFor(type: ValueType): Comparison[] {
  // What is encrypted is found by its whole value.
  if (isEncrypted(type)) return ['is', 'isNot', 'empty', 'notEmpty']
  switch (type.kind) {
    case 'text':
      return ['contains', 'is', 'isNot', 'empty', 'notEmpty']
    case 'integer':
    case 'decimal':
      return ['atLeast', 'atMost', 'is', 'empty', 'notEmpty']
    case 'date':
    case 'timestamp':
    case 'range':
      return ['after', 'before', 'empty', 'notEmpty']
    case 'reference':
      return type.many ? ['contains', 'empty', 'notEmpty'] : ['is', 'isNot', 'empty', 'notEmpty']
    case 'boolean':
      return ['is']
    case 'list':
      return ['contains', 'empty', 'notEmpty']
    default:
      return ['empty', 'notEmpty']
  }
}

/** Whether the comparison is complete without a value. */
export function needsNoValue(comparison: Comparison): boolean {
  return comparison === 'empty' || comparison === 'notEmpty'
}

/** Whether the condition narrows a list: one that still lacks its value does not. */
export function isComplete({ is, value }: Condition): boolean {
  return needsNoValue(is) || Boolean(value)
}

/**
 * The conditions as JSON Logic, all of which are to hold; undefined for none. Conditions that still lack their value are passed over.
 *
 * @param typeOf value type of a field; conditions on a field nobody knows are passed over
 * @param startOf the instant at which a calendar day begins in the reader's zone
 */
export function conditionsLogic(
  conditions: readonly Condition[],
  typeOf: (field: Id) => ValueType | undefined,
  startOf: (day: string) => string,
): Logic | undefined {
  const parts = conditions.flatMap((condition) => {
    const type = typeOf(condition.field)
    if (!type || !isComplete(condition)) return []
    return [oneLogic(condition, type, startOf)]
  })
  return parts.length > 1 ? { and: parts } : parts[0]
}

function oneLogic({ field, is, value = '' }: Condition, type: ValueType, startOf: (day: string) => string): Logic {
  const own = { var: field }
  const given = operandOf(value, type)
  switch (is) {
    case 'empty':
      return { empty: [own] }
    case 'notEmpty':
      return { '!': [{ empty: [own] }] }
    case 'contains':
      return type.kind === 'list' || type.kind === 'reference' ? { in: [given, own] } : { contains: [own, value] }
    case 'isNot':
      return { '!=': [own, given] }
    case 'atLeast':
      return present(own, { '>=': [own, given] })
    case 'atMost':
      return present(own, { '<=': [own, given] })
    case 'after':
      // A period comes after a day when all of it does.
      if (type.kind === 'range') return present({ var: `${field}.start` }, { '>': [{ var: `${field}.start` }, value] })
      return present(own, type.kind === 'timestamp' ? { '>=': [own, startOf(value)] } : { '>': [own, value] })
    case 'before':
      if (type.kind === 'range') return present({ var: `${field}.end` }, { '<': [{ var: `${field}.end` }, value] })
      return present(own, { '<': [own, type.kind === 'timestamp' ? startOf(value) : value] })
    default:
      return { '==': [own, given] }
  }
}

/** JSON Logic reads an empty value as 0; a person does not. */
function present(own: Logic, logic: Logic): Logic {
  return { and: [{ '!=': [own, null] }, logic] }
}

function operandOf(value: string, type: ValueType): JsonValue {
  if (type.kind === 'boolean') return value === 'true'
  if (type.kind === 'integer') return Number(value)
  return value
}
