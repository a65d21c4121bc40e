import type { AppDocument } from '@tangram/app-model'
import { type ConfigProperty, type ConfigSchema, inOrder, type JsonObject, type JsonValue, locales, textIn } from '@tangram/data-model'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'

/** What new settings may name: things of this app, fields of this table. */
export type StartContext = { document: AppDocument; entity: string | undefined }

/** Settings to begin with: what has no default but must be there gets the least surprising value its editor knows. */
export function startSettings(schema: ConfigSchema, context: StartContext): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, property]) => {
      // The input of an action is one that the action to begin with accepts.
      const input = property.editor === 'action-input' ? startSettings(platform.actions[0]?.input ?? {}, context) : undefined
      const start = input ?? property.default ?? (property.required ? startOf(property, context) : undefined)
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
      return entity
    case 'form':
      return inOrder(document.forms).find((form) => form.entity === entity)?.id
    case 'action':
      return platform.actions[0]?.type
    case 'localized-text':
      return { 'zh-CN': `{{${table?.title ?? 'id'}}}`, en: `{{${table?.title ?? 'id'}}}` }
    default:
      return property.of && property.valueType.kind === 'list' ? [newEntry(property, [], context)] : undefined
  }
}
