import { type AppDocument, applyCommand, type Command, checkApp, type UsedIds } from '@tangram/app-model'
import { type Diagnostic, type EntityDocument, type Id, isId, type JsonValue, type LocalizedText, textIn } from '@tangram/data-model'
import { fromJsonSchema } from '@tangram/form-engine'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'
import { addTable } from '../things/add-table.ts'

export type TableFromSchema = { entity: EntityDocument; diagnostics: Diagnostic[]; canMake: boolean; command: Command }

/**
 * The table that a JSON Schema gives in this app, with all there is to say about it; nothing is made before its command runs.
 * Diagnostics have paths into the schema, those of the app (a table that is not here) into the app.
 */
export function tableFromSchema(
  document: AppDocument,
  usedIds: UsedIds,
  schema: JsonValue,
  { name, label }: { name: string; label?: LocalizedText | undefined },
): TableFromSchema {
  const read = fromJsonSchema(schema, {
    registry: platform.fields,
    label: { en: name },
    nameId: (words, isTaken) => idFrom(words.replace(/([a-z0-9])([A-Z])/g, '$1_$2'), isTaken),
  })
  const named = label ?? read.entity.label
  const isTaken = (id: Id) => Object.hasOwn(document.entities.items, id) || Object.hasOwn(usedIds, id)
  const id =
    label === undefined && isId(read.entity.id) && !isTaken(read.entity.id) ? read.entity.id : idFrom(textIn(named, 'zh-CN'), isTaken)
  const entity: EntityDocument = { ...read.entity, id, label: named }
  const command: Command = { type: 'batch', commands: addTable(document, entity, read.form.elements).commands }
  const isEmpty = entity.fields.order.length === 0
  // What the app says of it: a linked table that is not here, a formula that names what is not there.
  const before = new Set(checkApp(document, platform).map(keyOf))
  const inApp = isEmpty ? [] : checkApp(applyCommand(document, command).document, platform).filter((found) => !before.has(keyOf(found)))
  return {
    entity,
    command,
    diagnostics: [...read.diagnostics, ...inApp],
    canMake: !isEmpty && inApp.every(({ severity }) => severity !== 'error'),
  }
}

const keyOf = ({ code, path }: Diagnostic): string => `${code} ${path}`
