import type { ReferenceKey, ValueKind, ValueType } from '@tangram/data-model'

/** What kind of type PostgreSQL means by the name that `format_type` gives: `timestamp(3) without time zone` is `local`. */
export type SourceKind =
  | 'text'
  | 'char'
  | 'uuid'
  | 'integer'
  | 'numeric'
  | 'float'
  | 'boolean'
  | 'date'
  | 'time'
  | 'local'
  | 'instant'
  | 'json'
  | 'texts'
  | 'other'

const named: { readonly [name: string]: SourceKind } = {
  text: 'text',
  name: 'text',
  citext: 'text',
  uuid: 'uuid',
  character: 'char',
  bpchar: 'char',
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  real: 'float',
  'double precision': 'float',
  boolean: 'boolean',
  date: 'date',
  json: 'json',
  jsonb: 'json',
  'text[]': 'texts',
  'character varying[]': 'texts',
}

/** @param isEnum true for a type made by CREATE TYPE … AS ENUM, whose name may be anything */
export function sourceKind(type: string, isEnum = false): SourceKind {
  if (isEnum) return 'text'
  const plain = type.replace(/\(\d+(,-?\d+)?\)/, '')
  if (Object.hasOwn(named, plain)) return named[plain] as SourceKind
  if (plain === 'character varying') return 'text'
  if (plain === 'numeric') return 'numeric'
  if (plain === 'time without time zone') return 'time'
  if (plain === 'timestamp without time zone') return 'local'
  return plain === 'timestamp with time zone' ? 'instant' : 'other'
}

const takes: { readonly [kind in ValueKind]?: readonly SourceKind[] } = {
  text: ['text', 'char', 'uuid', 'integer', 'numeric', 'boolean', 'date', 'time', 'other'],
  integer: ['integer'],
  decimal: ['integer', 'numeric', 'float'],
  boolean: ['boolean'],
  date: ['date'],
  time: ['time'],
  timestamp: ['local', 'instant'],
  json: ['json'],
}

/** Whether a field of this value type can show a column of that type. */
export function canShow(type: ValueType, source: SourceKind): boolean {
  if (type.kind === 'reference') return !type.many && keySources[type.key ?? 'uuid'].includes(source)
  if (type.kind === 'list') return type.of.kind === 'text' && source === 'texts'
  return takes[type.kind]?.includes(source) ?? false
}

const keySources: { readonly [key in 'uuid' | ReferenceKey]: readonly SourceKind[] } = {
  uuid: ['uuid'],
  text: ['text', 'char', 'other'],
  bpchar: ['char', 'text'],
  bigint: ['integer'],
  numeric: ['integer', 'numeric'],
}
