import {
  checkConfig,
  configMessages,
  type Diagnostic,
  diagnose,
  type FieldDocument,
  inOrder,
  isId,
  type JsonObject,
  pointer,
  reservedFieldIds,
  reservedRowIds,
} from '@tangram/data-model'
import { formMessages } from './author-messages.ts'
import { type FieldRegistry, type FieldType, fieldTypeOf } from './field-type.ts'
import { kindWords } from './kind-words.ts'
import { settingsOf } from './resolve-field.ts'
import { valueProblem } from './value-problem.ts'
import { wordsOf } from './words.ts'

/** What is wrong with the type and settings of one field. Paths start at the field. */
export function checkField(document: FieldDocument, registry: FieldRegistry): Diagnostic[] {
  const fieldType = fieldTypeOf(registry, document.type)
  if (!fieldType) {
    const known = registry.map((entry) => entry.type)
    return [diagnose(formMessages, 'form.field.unknown-type', '/type', { type: document.type, known })]
  }
  const found = checkSettings(fieldType, document.config)
  if (found.some((diagnostic) => diagnostic.severity === 'error')) return found
  const config = settingsOf(fieldType, document.config)
  for (const problem of fieldType.checkConfig?.(config) ?? []) {
    found.push({
      code: problem.code,
      path: pointer('config', problem.setting),
      severity: 'error',
      ...wordsOf(problem, fieldType, formMessages),
    })
  }
  if (document.required && (document.computed !== undefined || fieldType.serial)) {
    found.push(diagnose(formMessages, 'form.required-but-computed', '/required', { field: document.id }, 'warning'))
  }
  if (fieldType.columns) found.push(...checkColumns(document, registry))
  return found
}

/** Columns that rows can have: ids of their own, one value each, and nothing that only a record can give. */
function checkColumns({ fields }: FieldDocument, registry: FieldRegistry): Diagnostic[] {
  const columns = inOrder(fields)
  if (columns.length === 0) return [diagnose(formMessages, 'form.column.none', '/fields')]
  return columns.flatMap((column) => {
    const at = pointer('fields', 'items', column.id)
    const refuse = (code: keyof typeof formMessages, property: string) => [
      diagnose(formMessages, code, at + pointer(property), { column: column.label }),
    ]
    const columnType = fieldTypeOf(registry, column.type)
    if (!isId(column.id) || reservedFieldIds.has(column.id) || reservedRowIds.has(column.id)) return refuse('form.column.reserved', 'id')
    if (columnType?.columns) return refuse('form.column.nested', 'type')
    if (columnType?.serial) return refuse('form.column.serial', 'type')
    if (column.unique) return refuse('form.column.unique', 'unique')
    return checkField(column, registry).map((found) => ({ ...found, path: at + found.path }))
  })
}

/** `checkConfig` looks at dates and decimals only as texts; the values of a field's settings go into comparisons. */
function checkSettings({ config: schema }: FieldType, given: JsonObject | undefined): Diagnostic[] {
  const found = checkConfig(schema, given, '/config')
  for (const [name, property] of Object.entries(schema)) {
    const path = pointer('config', name)
    const value = given && Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null || value === '' || found.some((diagnostic) => diagnostic.path === path)) continue
    if (!valueProblem(property.valueType, value)) continue
    const params = { setting: property.label, expected: kindWords[property.valueType.kind] }
    found.push(diagnose(configMessages, 'config.wrong-type', path, params))
  }
  return found
}
