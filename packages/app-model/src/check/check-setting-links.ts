import {
  type ConfigProperty,
  type ConfigSchema,
  type Diagnostic,
  diagnose,
  type Id,
  isEncrypted,
  isJsonObject,
  itemOf,
  type JsonObject,
  type JsonValue,
  pointer,
} from '@tangram/data-model'
import { onlyRead } from '../linked/check-linked.ts'
import { linkMessages } from '../messages.ts'
import type { CheckContext } from './context.ts'

type Place = { entity: Id; siblings: JsonObject; names: ConfigProperty['names']; context: CheckContext }
type LinkCheck = (value: JsonValue, path: string, on: Place) => Diagnostic[]

/**
 * What the editor of a setting says about the ids in it. Engines know each other only by id, so this is where the ids of
 * nodes, triggers and actions meet the rest of the app; a plug-in gets the check by naming one of these editors.
 */
const byEditor: { [editor: string]: LinkCheck } = {
  entity: (id, path, { context }) => {
    if (typeof id !== 'string' || context.entity(id)) return []
    return [diagnose(linkMessages, 'app.entity.unknown', path, { id, known: [...context.entityIds] })]
  },
  form: (id, path, { context }) => {
    if (typeof id !== 'string' || itemOf(context.app.forms, id)) return []
    return [diagnose(linkMessages, 'app.form.unknown', path, { id })]
  },
  field: (field, path, { entity, context }) => checkFieldName(field, path, entity, context),
  fields: (fields, path, { entity, context }) =>
    Array.isArray(fields) ? fields.flatMap((field, index) => checkFieldName(field, path + pointer(index), entity, context)) : [],
  process: (id, path, { entity, siblings, context }) => {
    if (typeof id !== 'string') return []
    const process = itemOf(context.app.processes, id)
    if (!process) return [diagnose(linkMessages, 'app.process.unknown', path, { id, known: [...context.app.processes.order] })]
    if (siblings.record === 'new' || process.entity === entity) return []
    return [diagnose(linkMessages, 'app.process.other-entity', path, { id, entity: context.entity(entity)?.label ?? entity })]
  },
  // New values by field; another setting may say that they are for another table, or which process begins with them.
  values: (values, path, { entity, siblings, names, context }) => {
    if (names === 'free' || (names === 'called' && siblings.record !== 'new')) return []
    const called = names === 'called' && typeof siblings.process === 'string' ? itemOf(context.app.processes, siblings.process) : undefined
    const other = called?.entity ?? siblings.entity
    const target = typeof other === 'string' && context.entity(other) ? other : entity
    const written = context.entity(target)
    if (written?.linked) return [onlyRead(written, path)]
    // Variables of a process are its own business.
    const fields = keysOf(values).filter((name) => !name.startsWith('$vars.'))
    return fields.flatMap((field) => checkFieldName(field, path + pointer(field), target, context))
  },
  // Whoever holds a task may see and fill in a field that is encrypted; nothing else may use it.
  'field-rights': (rights, path, { entity, context }) =>
    keysOf(rights).flatMap((field) => checkFieldName(field, path + pointer(field), entity, context, true)),
  'dispatch-fields': (targets, path, on) => checkTargets(targets, path, on.entity, on.context),
  'total-fields': (targets, path, on) => checkTargets(targets, path, on.entity, on.context),
  'action-input': (input, path, { entity, siblings, context }) => {
    const action = context.platform.actions.find((candidate) => candidate.type === siblings.action)
    return action && isJsonObject(input) ? checkSettingLinks(action.input, input, path, entity, context) : []
  },
}

/** Ids in the settings of a registry entry that lead nowhere. `entity` is the table the entry works on. */
export function checkSettingLinks(
  schema: ConfigSchema,
  settings: JsonObject,
  path: string,
  entity: Id,
  context: CheckContext,
): Diagnostic[] {
  return Object.entries(schema).flatMap(([name, { editor = '', names }]) => {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined
    if (value === undefined || value === null || value === '') return []
    const at = path + pointer(name)
    const check = Object.hasOwn(byEditor, editor) ? byEditor[editor] : undefined
    return check ? check(value, at, { entity, siblings: settings, names, context }) : checkAssignees(value, at, entity, context)
  })
}

/** Roles and fields that say who, however deep a setting holds them. */
function checkAssignees(value: JsonValue, path: string, entity: Id, context: CheckContext): Diagnostic[] {
  if (value === null || typeof value !== 'object') return []
  const found: Diagnostic[] = []
  if (isJsonObject(value)) {
    const { kind, role, field } = value
    if (kind === 'role' && typeof role === 'string' && !itemOf(context.app.access.roles, role)) {
      found.push(diagnose(linkMessages, 'app.role.unknown', `${path}/role`, { id: role }))
    }
    if (kind === 'field' && typeof field === 'string') found.push(...checkFieldName(field, `${path}/field`, entity, context))
  }
  for (const [key, item] of Object.entries(value)) found.push(...checkAssignees(item, path + pointer(key), entity, context))
  return found
}

/** Fields that something is written to, by what it is. */
function checkTargets(targets: JsonValue, path: string, entity: Id, context: CheckContext): Diagnostic[] {
  return keysOf(targets).flatMap((name) => checkFieldName((targets as JsonObject)[name] ?? null, path + pointer(name), entity, context))
}

function checkFieldName(field: JsonValue, path: string, entity: Id, context: CheckContext, takesEncrypted = false): Diagnostic[] {
  if (typeof field !== 'string' || field === '') return []
  const type = context.scopeOf(entity)?.typeOf(field.split('.'))
  if (isEncrypted(type) && !takesEncrypted)
    return [diagnose(linkMessages, 'app.field.encrypted', path, { field: context.entity(entity)?.attributes[field]?.label ?? field })]
  if (type) return []
  return [diagnose(linkMessages, 'app.field.unknown', path, { entity: context.entity(entity)?.label ?? entity, id: field })]
}

const keysOf = (value: JsonValue): string[] => (isJsonObject(value) ? Object.keys(value) : [])
