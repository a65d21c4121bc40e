import type { ReferenceKey } from './value-type.ts'

/**
 * A table or view that the database has already, such as one of an ERP. It is only read. All names are those of the database; an app
 * knows the fields by ids of its own.
 */
export type LinkedTable = {
  schema: string
  table: string
  /** Columns whose values together name a row. */
  key: string[]
  /** PostgreSQL's name of the type of each column, as it was when the table was linked: `character varying(20)`. */
  types: { [column: string]: string }
  /** IANA zone of times that the table keeps without one; UTC when absent. */
  zone?: string
}

/** How rows of a linked table are named in columns that refer to them. Undefined: by a uuid, as records of the app. */
export function keyTypeOf({ key, types }: Pick<LinkedTable, 'key' | 'types'>): ReferenceKey | undefined {
  const [column, ...more] = key
  if (column === undefined || more.length > 0) return 'text'
  const type = Object.hasOwn(types, column) ? (types[column] ?? '') : ''
  if (type === 'uuid') return undefined
  if (['smallint', 'integer', 'bigint'].includes(type)) return 'bigint'
  if (type.startsWith('numeric')) return 'numeric'
  return /^(character(\(\d+\))?|bpchar)$/.test(type) ? 'bpchar' : 'text'
}

/** Several key values as the one id of a row: `2026~17`. Their own tildes and percent signs are escaped. */
export function joinedKey(values: readonly string[]): string {
  return values.map((value) => value.replaceAll('%', '%25').replaceAll('~', '%7E')).join('~')
}

/** The values that `joinedKey` joined; undefined when these are not as many. */
export function partsOfKey(id: string, count: number): string[] | undefined {
  if (count === 1) return [id]
  const parts = id.split('~').map((part) => part.replaceAll('%7E', '~').replaceAll('%25', '%'))
  return parts.length === count ? parts : undefined
}

/** Characters of a key. */
export const maxKeyLength = 1_000

/** Whether a value can name a row of a linked table. */
export function isKey(key: ReferenceKey, value: unknown): value is string {
  if (typeof value !== 'string') return false
  switch (key) {
    case 'bpchar':
      // PostgreSQL takes no notice of spaces at its end, nor gives them back.
      return isKey('text', value) && !value.endsWith(' ')
    case 'text':
      return (
        value !== '' &&
        value.length <= maxKeyLength &&
        !/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)
      )
    case 'bigint':
      return /^(0|-?[1-9]\d{0,18})$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value)
    case 'numeric':
      return /^-?\d{1,100}(\.\d{1,100})?$/.test(value)
  }
}
