import { AppError, type Entity, fillAll, type JsonValue, type LocalizedText } from '@tangram/data-model'
import type { FieldError } from '@tangram/form-engine'
import { attributeOf } from '../records/entity-columns.ts'
import type { IncomingRow, RowProblemText } from './imports.ts'

export function problemsOf(error: unknown, entity: Entity, row: IncomingRow): RowProblemText[] {
  if (!(error instanceof AppError) || error.status >= 500) throw error
  const errors = (error.details as { errors?: FieldError[] } | undefined)?.errors
  if (errors) return errors.map((each) => problemOf(each, entity, row))
  return [
    { ...(error.path ? { field: error.path.slice(1) } : {}), message: { en: error.messageIn('en'), 'zh-CN': error.messageIn('zh-CN') } },
  ]
}

/** A cell of a sub-form is named by its column, with the line it stands in. */
export function problemOf({ path, message }: FieldError, entity: Entity, { lines }: IncomingRow): RowProblemText {
  const [, field = '', place, column] = path.split('/')
  const label = column === undefined ? undefined : attributeOf(entity, field)?.rows?.attributes[column]?.label
  const line = place === undefined ? undefined : lines[field]?.[Number(place)]
  const named = label ? filled({ en: '{label}: {message}', 'zh-CN': '{label}：{message}' }, { label, message }) : message
  return { field, ...(line === undefined ? {} : { line }), message: named }
}

export function filled(text: Required<LocalizedText>, params: { [name: string]: JsonValue | LocalizedText }): LocalizedText {
  return fillAll(text, params)
}
