import {
  type Attribute,
  type Diagnostic,
  diagnose,
  type Entity,
  type EntityDocument,
  type FieldDocument,
  type Id,
  inOrder,
  isEncrypted,
  pointer,
  rowsTableOf,
  type ValueType,
} from '@tangram/data-model'
import { rowScope, type Scope } from '@tangram/expression'
import { checkEntityFormulas, type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import { checkLinked } from '../linked/check-linked.ts'
import { linkMessages } from '../messages.ts'
import { checkEncrypted } from './check-encrypted.ts'
import { checkVirtual } from './check-virtual.ts'
import type { CheckContext } from './context.ts'

/** Title, unique sets and indexes name fields; references lead to tables; sub-forms have tables of their own; formulas hold. */
export function checkEntity(document: EntityDocument, context: CheckContext): Diagnostic[] {
  const { platform, scopeOf } = context
  return [
    ...checkTitle(document, context),
    ...checkFieldSets(document, 'unique', context),
    ...checkFieldSets(document, 'indexes', context),
    ...inOrder(document.fields).flatMap((field) => checkFieldOf(field, document, context)),
    ...checkLinked(document, context),
    ...checkEntityFormulas(document, platform.fields, scopeOf, context.resolved.entity),
  ]
}

function checkFieldOf(field: FieldDocument, document: EntityDocument, context: CheckContext): Diagnostic[] {
  const entity = ownEntity(document, context)
  const attribute = entity?.attributes[field.id]
  if (!entity || !attribute) return []
  const at = pointer('fields', 'items', field.id)
  const isUnique = field.unique && (attribute.virtual || attribute.rows)
  return [
    ...checkReference(field, attribute, at, context),
    ...checkShown(field, context.scopeOf(document.id), at, context),
    ...checkVirtual(entity, attribute, at, context),
    ...checkEncrypted(field, document, attribute).map((code) => diagnose(linkMessages, code, `${at}/encrypted`, { field: field.label })),
    ...(field.personal && attribute.rows
      ? [diagnose(linkMessages, 'app.field.personal-rows', `${at}/personal`, { field: field.label })]
      : []),
    ...(isUnique ? [diagnose(linkMessages, 'app.field.no-column', `${at}/unique`, { field: field.label })] : []),
    ...(attribute.rows ? checkSubform(field, entity, attribute, at, context) : []),
  ]
}

/** A table name that nobody else has; columns whose references lead somewhere. */
function checkSubform(field: FieldDocument, entity: Entity, attribute: Attribute, at: string, context: CheckContext): Diagnostic[] {
  const table = rowsTableOf(entity.id, field.id)
  const isTaken = context.app.entities.items[table] !== undefined || otherSubforms(entity, field.id, context).includes(table)
  const scope = rowScope(entity, attribute, context.entity)
  return [
    ...(isTaken ? [diagnose(linkMessages, 'app.field.table-taken', `${at}/id`, { field: field.label, id: table })] : []),
    ...inOrder(field.fields).flatMap((column) => {
      const ofColumn = attribute.rows?.attributes[column.id]
      const inColumn = at + pointer('fields', 'items', column.id)
      if (!ofColumn) return []
      const isMarked = column.encrypted === true
      return [
        ...checkReference(column, ofColumn, inColumn, context),
        ...checkShown(column, scope, inColumn, context),
        ...(isMarked ? [diagnose(linkMessages, 'app.field.cannot-encrypt', `${inColumn}/encrypted`, { field: column.label })] : []),
      ]
    }),
  ]
}

function otherSubforms(entity: Entity, field: Id, { resolved }: CheckContext): string[] {
  return resolved.ownEntities.flatMap((each) =>
    each.order.flatMap((id) => (each.attributes[id]?.rows && (each !== entity || id !== field) ? [rowsTableOf(each.id, id)] : [])),
  )
}

function checkTitle(document: EntityDocument, context: CheckContext): Diagnostic[] {
  if (Object.keys(document.fields.items).length === 0) {
    return [diagnose(linkMessages, 'app.field.none', '/fields', { entity: document.label })]
  }
  if (!isField(document, document.title)) return [unknownField(document, document.title, '/title')]
  const title = ownEntity(document, context)?.attributes[document.title]
  return title?.rows ? [diagnose(linkMessages, 'app.field.no-column', '/title', { field: title.label })] : []
}

function checkFieldSets(document: EntityDocument, property: 'unique' | 'indexes', context: CheckContext): Diagnostic[] {
  const attributes = ownEntity(document, context)?.attributes ?? {}
  return (document[property] ?? []).flatMap((fields, index) => {
    const at = pointer(property, index)
    if (fields.length === 0) return [diagnose(linkMessages, 'app.fields.empty-set', at)]
    return fields.flatMap((field, position) => {
      const place = at + pointer(position)
      if (!isField(document, field)) return [unknownField(document, field, place)]
      const attribute = attributes[field]
      if (isEncrypted(attribute?.valueType) && (property === 'indexes' || fields.length > 1))
        return [diagnose(linkMessages, 'app.field.encrypted', place, { field: attribute?.label ?? field })]
      const hasColumn = !attribute?.virtual && !attribute?.rows
      return hasColumn ? [] : [diagnose(linkMessages, 'app.field.no-column', place, { field: attribute?.label ?? field })]
    })
  })
}

/** Whatever field types there are: what counts is that the value type is a reference. */
function checkReference(
  field: FieldDocument,
  attribute: Attribute,
  at: string,
  { resolved, platform, entityIds }: CheckContext,
): Diagnostic[] {
  const target = targetOf(attribute.valueType)
  if (target === undefined || target === '' || resolved.entity(target)) return []
  const path = at + settingPointer(field, platform.fields, 'entity')
  return [diagnose(linkMessages, 'app.entity.unknown', path, { id: target, known: [...entityIds] })]
}

/** What a field shows of another record is there. */
function checkShown(field: FieldDocument, scope: Scope | undefined, at: string, { platform }: CheckContext): Diagnostic[] {
  const shows = fieldTypeOf(platform.fields, field.type)?.shows?.(field.config ?? {})
  if (shows === undefined || !scope || scope.typeOf(shows.split('.'))) return []
  const [relation = ''] = shows.split('.')
  const type = scope.typeOf([relation])
  const isRelation = type?.kind === 'reference' && !type.many
  const path = at + settingPointer(field, platform.fields, isRelation ? 'related-field' : 'relation')
  return [diagnose(linkMessages, 'app.field.shows-nothing', path, { field: field.label, path: shows })]
}

/** The setting with this editor, to blame it. */
function settingPointer(field: FieldDocument, registry: FieldRegistry, editor: string): string {
  const settings = fieldTypeOf(registry, field.type)?.config ?? {}
  const setting = Object.keys(settings).find((name) => settings[name]?.editor === editor)
  return pointer(...(setting ? ['config', setting] : ['type']))
}

function ownEntity({ id }: EntityDocument, { resolved }: CheckContext): Entity | undefined {
  return resolved.ownEntities.find((candidate) => candidate.id === id)
}

function targetOf(type: ValueType): Id | undefined {
  if (type.kind === 'reference') return type.to
  return type.kind === 'list' ? targetOf(type.of) : undefined
}

const isField = (document: EntityDocument, id: Id): boolean => Object.hasOwn(document.fields.items, id)

const unknownField = (document: EntityDocument, id: Id, path: string): Diagnostic =>
  diagnose(linkMessages, 'app.field.unknown', path, { entity: document.label, id })
