import { InvariantError, unreachable } from './errors.ts'
import type { ValueType } from './value-type.ts'

/**
 * The PostgreSQL type a value type is stored as. A range of days or instants is one of PostgreSQL, any other jsonb `{start,end}`; a
 * many-reference is an array of what names its records.
 *
 * @throws InvariantError for rows, which have a table of their own
 */
export function columnTypeOf(type: ValueType): string {
  switch (type.kind) {
    case 'text':
      return 'text'
    case 'integer':
      return type.min !== undefined && type.max !== undefined && type.min >= -32768 && type.max <= 32767 ? 'smallint' : 'bigint'
    case 'decimal':
      return `numeric(${type.precision},${type.scale})`
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'time':
      return 'time(0)'
    case 'timestamp':
      return 'timestamptz(3)'
    case 'list':
      return `${columnTypeOf(type.of)}[]`
    case 'range':
      return rangeTypes[type.of.kind] ?? 'jsonb'
    case 'reference':
      return `${type.key ?? 'uuid'}${type.many ? '[]' : ''}`
    case 'json':
      return 'jsonb'
    case 'rows':
      throw new InvariantError('rows are a table, not a column')
    default:
      return unreachable(type)
  }
}

const rangeTypes: { readonly [kind in ValueType['kind']]?: string } = { date: 'daterange', timestamp: 'tstzrange' }
