import { type EntityDocument, type FieldDocument, inOrder, type JsonValue } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { type FormParts, hasPlugIns, withPlugIns } from '@tangram/ui'
import { loadFieldTypes } from './field-types.ts'
import { loadOperators } from './operators.ts'
import { plugInsOfPage } from './plug-ins.ts'

/** Brings what this form is made of, and nothing else: whoever opens it on a phone does not wait for what others are made of. */
export async function loadPartsOf(form: FormDocument, entity: EntityDocument): Promise<FormParts> {
  const names = fieldTypesIn(inOrder(entity.fields))
  const [fieldTypes] = await Promise.all([
    loadFieldTypes(names),
    loadOperators(namesIn([form.elements.items, entity.fields.items] as unknown as JsonValue)),
  ])
  const isWhole = !hasPlugIns() || fieldTypes.length === names.size
  return isWhole ? { fieldTypes } : withPlugIns({ fieldTypes }, await plugInsOfPage())
}

function fieldTypesIn(fields: readonly FieldDocument[], found = new Set<string>()): Set<string> {
  for (const field of fields) {
    found.add(field.type)
    if (field.fields) fieldTypesIn(inOrder(field.fields), found)
  }
  return found
}

/** Settings and texts hold no expressions, but `{ max: 5 }` looks like one. */
const withoutExpressions = new Set(['config', 'label', 'help', 'description', 'message'])

/** Every name that may be that of an operator, wherever a document keeps its expressions: `{ op: [arguments] }` is an object of one key. */
function namesIn(value: JsonValue, found = new Set<string>()): Set<string> {
  if (value === null || typeof value !== 'object') return found
  const keys = Object.keys(value)
  if (!Array.isArray(value) && keys.length === 1 && keys[0] !== undefined) found.add(keys[0])
  for (const [key, inner] of Object.entries(value)) if (!withoutExpressions.has(key)) namesIn(inner, found)
  return found
}
