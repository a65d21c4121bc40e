import type { FieldDocument, Instant, JsonValue, ValueType } from '@tangram/data-model'
import { instantOf } from '@tangram/expression'
import { type FieldRegistry, type FieldType, valueTypeOf } from '../field-type.ts'
import { resolveField, settingsOf } from '../resolve-field.ts'
import { type ImportCell, readBoolean, readDateTime, readInstant, readNumber, readTime, textOf } from './cell-text.ts'
import type { ImportGiven } from './importer.ts'
import { importerOf } from './importers.ts'
import { betweenChoices, optionNamed } from './recognise.ts'

/** What became of a cell: its value, the words that name records to look up, or that it cannot be read. */
export type CellReading = { value: JsonValue } | { names: string[]; to: string; many: boolean } | { unread: true }

/**
 * Prepares the reading of one column into one field.
 *
 *     const read = cellReader(field, registry)
 *     read('1,234.5', { zone }) // { value: '1234.5' }
 */
export function cellReader(document: FieldDocument, registry: FieldRegistry): (cell: ImportCell, given: ImportGiven) => CellReading {
  const field = resolveField(document, registry)
  if (!field) return () => ({ unread: true })
  const { attribute, config, fieldType } = field
  const { valueType, options } = attribute
  const own = importerOf(fieldType)?.read
  // As it will be stored: keys are compared before anything is checked.
  const normal = (value: JsonValue) => fieldType.normalize?.(value, config) ?? value
  if (own) {
    return (cell, given) => {
      if (isEmpty(cell)) return { value: null }
      const value = own(cell, config, given)
      return value === undefined ? { unread: true } : { value: normal(value) }
    }
  }
  if (valueType.kind === 'reference') {
    const { to, many = false } = valueType
    return (cell) => {
      if (isEmpty(cell)) return { value: null }
      const text = textOf(cell).trim()
      return { names: many ? text.split(betweenChoices).filter(Boolean) : [text], to, many }
    }
  }
  return (cell, given) => {
    if (isEmpty(cell)) return { value: null }
    const value = options ? readOptions(cell, options, valueType) : readValue(cell, valueType, given)
    return value === undefined ? { unread: true } : { value: normal(value) }
  }
}

/** Whether a column may be given this type though nothing in its cells says so: cells can be read as one, and it needs no settings first. */
export function readsAnyColumn(fieldType: FieldType): boolean {
  const { holds, serial, columns, shows, options, config } = fieldType
  if (holds || serial || columns || shows || options || fieldType.typeOfFormula) return false
  if (Object.values(config).some((setting) => setting.required && setting.default === undefined)) return false
  const { kind } = valueTypeOf(fieldType, settingsOf(fieldType, undefined))
  return importerOf(fieldType)?.read !== undefined || !(kind === 'json' || kind === 'range' || kind === 'rows')
}

const isEmpty = (cell: ImportCell): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '')

function readOptions(cell: ImportCell, options: Parameters<typeof optionNamed>[0], type: ValueType): JsonValue | undefined {
  if (type.kind !== 'list') return optionNamed(options, cell)
  const ids = textOf(cell)
    .split(betweenChoices)
    .filter(Boolean)
    .map((name) => optionNamed(options, name))
  return ids.every((id) => id !== undefined) ? ids : undefined
}

/** The value of a cell by nothing but the value type. */
function readValue(cell: ImportCell, type: ValueType, { zone }: ImportGiven): JsonValue | undefined {
  switch (type.kind) {
    case 'text':
      return textOf(cell)
    case 'integer': {
      const number = readNumber(cell)
      const value = number === undefined ? Number.NaN : Number(number)
      return Number.isSafeInteger(value) ? value : undefined
    }
    case 'decimal':
      return readNumber(cell)
    case 'boolean':
      return readBoolean(cell)
    case 'date':
      return readDateTime(cell)?.slice(0, 10)
    case 'time':
      return readTime(cell)
    case 'timestamp': {
      const local = readDateTime(cell)
      return readInstant(cell) ?? (local && instantIn(zone, local))
    }
    case 'list':
      return textOf(cell).split(betweenChoices).filter(Boolean)
    default:
      return undefined
  }
}

/** The instant at which clocks of the zone show this date and time: `2026-11-22T08:30:00` is `2026-11-22T00:30:00.000Z` in Shanghai. */
function instantIn(zone: string, local: string): Instant {
  const wall = Date.parse(`${local.length > 10 ? local : `${local}T00:00:00`}Z`)
  return new Date(instantOf(wall, zone)).toISOString()
}
