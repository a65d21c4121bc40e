import { type Entity, type Id, type LocalizedText, type MessageCatalogue, pointer } from '@tangram/data-model'
import type { FieldError, Pick } from '@tangram/form-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { fail } from '../errors.ts'
import { attributeOf, columnOf } from './entity-columns.ts'
import { foreignKeyName, indexName, primaryKeyName, uniqueSets } from './names.ts'
import { rowsEntity, subformsOf } from './rows-table.ts'

/** What the database says about single fields. */
export const writeMessages = {
  'storage.value.taken': { text: { en: '{field} must be unique; this value is taken', 'zh-CN': '{field}不能重复，该值已存在' } },
  'storage.value.no-such-record': { text: { en: '{field} names a record that does not exist', 'zh-CN': '{field}引用的记录不存在' } },
  'storage.value.not-offered': { text: { en: '{field} cannot name this record here', 'zh-CN': '此处的{field}不能选择这条记录' } },
  'storage.value.foreign-row': {
    text: { en: '{field} names a row that belongs to another record, or one twice', 'zh-CN': '{field}中有属于其他记录的行，或重复的行' },
  },
  'storage.value.backwards': { text: { en: '{field} ends before it begins', 'zh-CN': '{field}的结束早于开始' } },
  'storage.value.no-such-file': {
    text: { en: '{field} names a file that was not uploaded here', 'zh-CN': '{field}引用的文件不存在，请重新上传' },
  },
} satisfies MessageCatalogue

type PostgresError = { code?: string; constraint?: string; message: string }

/** The set of attributes whose values are taken already; undefined for any other error. */
export function takenSet(error: unknown, app: LoadedApp, entity: Entity): Id[] | undefined {
  const { code, constraint } = error as PostgresError
  if (code !== '23505') return undefined
  return uniqueSets(entity).find(
    (set) =>
      constraint ===
      indexName(
        entity.id,
        set.map((id) => columnOf(app, entity, id)),
        true,
      ),
  )
}

/** An error of a write as one the person can act on; errors that are not about values stay what they are. */
export function writeError(error: unknown, app: LoadedApp, entity: Entity): unknown {
  const { code, constraint } = error as PostgresError
  const taken = takenSet(error, app, entity)
  if (taken)
    return invalid(
      taken.map((id) => fieldError(entity, id, 'storage.value.taken')),
      error,
    )
  if (code === '23503') {
    const id = entity.order.find((each) => constraint === foreignKeyName(entity.id, columnOf(app, entity, each)))
    if (id) return invalid([fieldError(entity, id, 'storage.value.no-such-record')], error)
    const subform = subformsOf(entity).find((each) => {
      const rows = rowsEntity(entity, each)
      return rows.order.some((column) => constraint === foreignKeyName(rows.id, columnOf(app, rows, column)))
    })
    if (subform) return invalid([fieldError(entity, subform.id, 'storage.value.no-such-record')], error)
  }
  if (code === '23505') {
    const subform = subformsOf(entity).find((each) => constraint === primaryKeyName(rowsEntity(entity, each).id))
    if (subform) return invalid([fieldError(entity, subform.id, 'storage.value.foreign-row')], error)
  }
  // A range that ends before it begins, which no earlier check of this release lets through.
  if (code === '22000') {
    const range = entity.order.find((each) => attributeOf(entity, each)?.valueType.kind === 'range')
    if (range) return invalid([fieldError(entity, range, 'storage.value.backwards')], error)
  }
  return error
}

/** @param cell the row by its index, and the column, where it is about one cell of a sub-form */
export function fieldError(entity: Entity, id: Id, code: keyof typeof writeMessages, cell?: { index: number; column: Id }): FieldError {
  const attribute = attributeOf(entity, id)
  const field: LocalizedText = (cell ? attribute?.rows?.attributes[cell.column] : attribute)?.label ?? {}
  const { text } = writeMessages[code]
  const message = {
    en: text.en.replace('{field}', field.en ?? field['zh-CN'] ?? id),
    'zh-CN': text['zh-CN'].replace('{field}', field['zh-CN'] ?? field.en ?? id),
  }
  return { path: cell ? pointer(id, cell.index, cell.column) : pointer(id), code, params: { field }, message }
}

/** A record that was picked though its field does not offer it. */
export function notOffered(entity: Entity, { path, field }: Pick): FieldError {
  const [, subform, index] = path.split('/')
  const cell = subform !== undefined && index !== undefined && subform !== field ? { index: Number(index), column: field } : undefined
  return fieldError(entity, cell ? (subform ?? field) : field, 'storage.value.not-offered', cell)
}

export function invalid(errors: readonly FieldError[], cause?: unknown) {
  return fail('storage.record.invalid', { count: errors.length }, { path: errors[0]?.path, details: { errors }, cause })
}
