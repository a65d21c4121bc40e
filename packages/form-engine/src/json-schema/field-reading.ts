import { diagnose, type FieldDocument, type Id, type JsonValue, type LocalizedText, type MessageParams } from '@tangram/data-model'
import type { FieldRegistry } from '../field-type.ts'
import { localizedOf } from '../import/recognise.ts'
import type { Keywords, Reading } from './keywords.ts'
import { schemaMessages } from './messages.ts'
import { wordsOfName } from './name-id.ts'

/** Makes a free id for a name that is none. */
export type NameId = (name: string, isTaken: (id: Id) => boolean) => Id

export type FieldReading = Reading & {
  registry: FieldRegistry
  nameId: NameId
  /** The columns that an object's properties give. */
  columnsOf(entry: Keywords): FieldDocument[]
}

/** One property on its way to a field. */
export type Property = {
  name: string
  id: Id
  keywords: Keywords
  isRequired: boolean
  /** Columns of a sub-form, which hold no rows of their own. */
  isColumn: boolean
}

/** What a property is called, and what is said about it. */
export function wordsOf(name: string, keywords: Keywords): { label: LocalizedText; help?: LocalizedText } {
  const [title, description] = [keywords.take('title')?.value, keywords.take('description')?.value]
  const label = typeof title === 'string' && title.trim() !== '' ? title.trim() : wordsOfName(name)
  return {
    label: localizedOf(label),
    ...(typeof description === 'string' && description !== '' ? { help: localizedOf(description) } : {}),
  }
}

/** Whatever nobody understood. */
export function reportRest(keywords: Keywords, reading: Reading): void {
  for (const [keyword, { path }] of keywords.rest()) warn(reading, 'schema.unsupported', path, { keyword })
}

export function warn(reading: Reading, code: keyof typeof schemaMessages, path: string, params: MessageParams = {}): void {
  reading.diagnostics.push(diagnose(schemaMessages, code, path, params, 'warning'))
}

export function leaveOut(reading: Reading, code: keyof typeof schemaMessages, path: string, params: MessageParams = {}): undefined {
  reading.diagnostics.push(diagnose(schemaMessages, code, path, params, 'error'))
}

/** A value of the schema as a message names it. */
export const shown = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))
