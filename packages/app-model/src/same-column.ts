import { columnTypeOf, isEncrypted, type ValueType } from '@tangram/data-model'

/**
 * Whether the values of one column stay what they are when its value type becomes another: the kind is the same and
 * the new column holds whatever the old one holds. Otherwise the old column is retired and a new one begins.
 */
export function keepsColumn(from: ValueType, to: ValueType): boolean {
  if (from.kind !== to.kind || isEncrypted(from) !== isEncrypted(to)) return false
  if (from.kind === 'decimal' && to.kind === 'decimal') {
    return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale
  }
  if (from.kind === 'integer') return columnTypeOf(from) === columnTypeOf(to) || columnTypeOf(to) === 'bigint'
  if (from.kind === 'reference' && to.kind === 'reference') return from.to === to.to && columnTypeOf(from) === columnTypeOf(to)
  if ((from.kind === 'list' || from.kind === 'range') && from.kind === to.kind) return keepsColumn(from.of, to.of)
  return true
}
