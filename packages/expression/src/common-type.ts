import { decimal, list, type ValueKind, type ValueType } from '@tangram/data-model'

/** What decimals compute in. */
export const anyDecimal = decimal(38, 10)

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

export function isPlain(kind: ValueKind): boolean {
  return ['text', 'integer', 'boolean', 'date', 'time', 'timestamp', 'reference'].includes(kind)
}

export const isNumber = (type: ValueType): boolean => type.kind === 'integer' || type.kind === 'decimal'
