import type { AppDocument } from '@tangram/app-model'
import { type ConfigProperty, type ConfigSchema, inOrder, type JsonObject, type JsonValue, locales, textIn } from '@tangram/data-model'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'

/** What new settings may name: things of this app, fields of this table. */
export type StartContext = {
  document: AppDocument
  entity: string | undefined
  /** The process the step is for. */
  process?: string
}

/** May be left out for another setting, but without either it is nobody: begin with this one. */
const needed = ['approvers', 'assignees']

/** Settings to begin with: what has no default but must be there gets the least surprising value its editor knows. */
export function startSettings(schema: ConfigSchema, context: StartContext): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, property]) => {
      // The input of an action is one that the action to begin with accepts.
      const input = property.editor === 'action-input' ? startSettings(platform.actions[0]?.input ?? {}, context) : undefined
      const isNeeded = property.required || property.editor === 'duration' || needed.includes(name)
      const start = input ?? property.default ?? (isNeeded ? startOf(property, context) : undefined)
      return start === undefined ? [] : [[name, start]]
    }),
  )
}

/** A further entry for a list whose entries have settings: named after the list and its place in it, with an id of its own. */
export function newEntry({ of = {}, label: listLabel }: ConfigProperty, entries: readonly JsonObject[], context: StartContext): JsonObject {
  const label = Object.fromEntries(locales.map((locale) => [locale, `${textIn(listLabel, locale)} ${entries.length + 1}`]))
  const id = idFrom(textIn(label, 'zh-CN'), (candidate) => entries.some((entry) => entry.id === candidate))
  return { id, ...startSettings(of, context), ...(of.label ? { label } : {}) }
}

function startOf(property: ConfigProperty, context: StartContext): JsonValue | undefined {
  const { document, entity } = context
  const table = entity === undefined ? undefined : document.entities.items[entity]
  const fields = inOrder(table?.fields)
  switch (property.editor) {
    case 'assignees':
      return { kind: 'initiator' }
    case 'condition':
      return true
    case 'values':
      return {}
    case 'field':
      return (fields.find(({ type }) => type === 'phone' || type === 'email') ?? fields[0])?.id
    case 'entity':
    case 'own-entity':
      return entity
    case 'form':
      return inOrder(document.forms).find((form) => form.entity === entity)?.id
    case 'action':
      return platform.actions[0]?.type
    case 'duration':
      return 'P1D'
    case 'process':
      return inOrder(document.processes).find(({ id }) => id !== context.process)?.id
    case 'message-name':
      return 'message'
    case 'localized-text':
      return { 'zh-CN': `{{${table?.title ?? 'id'}}}`, en: `{{${table?.title ?? 'id'}}}` }
    default:
      if (property.of && property.valueType.kind === 'list') return [newEntry(property, [], context)]
      return property.valueType.kind === 'text' ? textIn(property.label, 'en') : undefined
  }
}
