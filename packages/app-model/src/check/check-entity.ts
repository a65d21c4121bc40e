import { type Diagnostic, diagnose, type EntityDocument, type Id, inOrder, pointer, type ValueType } from '@tangram/data-model'
import { checkEntityFormulas, fieldTypeOf } from '@tangram/form-engine'
import { linkMessages } from '../messages.ts'
import type { CheckContext } from './context.ts'

/** Title, unique sets and indexes name fields; references lead to tables; formulas hold. */
export function checkEntity(document: EntityDocument, context: CheckContext): Diagnostic[] {
  const { platform, scopeOf } = context
  return [
    ...checkTitle(document),
    ...checkFieldSets(document, 'unique'),
    ...checkFieldSets(document, 'indexes'),
    ...checkReferences(document, context),
    ...checkEntityFormulas(document, platform.fields, scopeOf),
  ]
}

function checkTitle(document: EntityDocument): Diagnostic[] {
  if (Object.keys(document.fields.items).length === 0) {
    return [diagnose(linkMessages, 'app.field.none', '/fields', { entity: document.label })]
  }
  return isField(document, document.title) ? [] : [unknownField(document, document.title, '/title')]
}

function checkFieldSets(document: EntityDocument, property: 'unique' | 'indexes'): Diagnostic[] {
  return (document[property] ?? []).flatMap((fields, index) => {
    const at = pointer(property, index)
    if (fields.length === 0) return [diagnose(linkMessages, 'app.fields.empty-set', at)]
    return fields.flatMap((field, position) => (isField(document, field) ? [] : [unknownField(document, field, at + pointer(position))]))
  })
}

/** Whatever field types there are: what counts is that the value type is a reference. */
function checkReferences(document: EntityDocument, { resolved, platform, entityIds }: CheckContext): Diagnostic[] {
  const entity = resolved.ownEntities.find((candidate) => candidate.id === document.id)
  return inOrder(document.fields).flatMap((field) => {
    const attribute = entity?.attributes[field.id]
    const target = attribute && targetOf(attribute.valueType)
    if (target === undefined || target === '' || resolved.entity(target)) return []
    const settings = fieldTypeOf(platform.fields, field.type)?.config ?? {}
    const setting = Object.keys(settings).find((name) => settings[name]?.editor === 'entity')
    const path = pointer('fields', 'items', field.id, ...(setting ? ['config', setting] : ['type']))
    return [diagnose(linkMessages, 'app.entity.unknown', path, { id: target, known: [...entityIds] })]
  })
}

function targetOf(type: ValueType): Id | undefined {
  if (type.kind === 'reference') return type.to
  return type.kind === 'list' ? targetOf(type.of) : undefined
}

const isField = (document: EntityDocument, id: Id): boolean => Object.hasOwn(document.fields.items, id)

const unknownField = (document: EntityDocument, id: Id, path: string): Diagnostic =>
  diagnose(linkMessages, 'app.field.unknown', path, { entity: document.label, id })
