import type { AppDocument, Command, UsedIds } from '@tangram/app-model'
import {
  type EntityDocument,
  type FieldDocument,
  type Id,
  inOrder,
  type JsonObject,
  type LocalizedText,
  type Option,
  reservedFieldIds,
  reservedRowIds,
} from '@tangram/data-model'
import type { FormDocument, InferredColumn } from '@tangram/form-engine'
import type { ImportStart } from '@tangram/ui'
import { idFrom } from '../form/new-element.ts'
import { fieldTypeNamed, platform } from '../platform.ts'
import { addTable } from '../things/add-table.ts'
import { type ColumnChoice, type GroupChoice, relationType, type TableChoice } from './table-choice.ts'

/**
 * The tables, forms and lists that were chosen, as one command, and the steps that fill them from the file: tables that others point to
 * come first. `view` is the list to look at then.
 */
export function commandForTables(
  document: AppDocument,
  choices: readonly TableChoice[],
  usedIds: UsedIds,
): { command: Command; steps: ImportStart['steps']; view: Id } {
  const chosen = inOrderOfReference(choices.filter(({ included, columns }) => included && columns.some((column) => column.included)))
  const entities = new Map<string, Id>()
  const taken = new Set<Id>([...Object.keys(document.entities.items), ...Object.keys(usedIds)])
  for (const { table, label } of chosen) {
    const id = idFrom(label, (candidate) => taken.has(candidate))
    taken.add(id)
    entities.set(table.name, id)
  }
  const commands: Command[] = []
  const steps: ImportStart['steps'] = []
  const views = new Map<string, Id>()
  for (const choice of chosen) {
    const made = tableOf(choice, entities, chosen)
    const { entity } = made
    const added = addTable(document, entity, elementsOf(entity))
    views.set(choice.table.name, added.view)
    commands.push(...added.commands)
    steps.push({ table: choice.table.name, entity: entity.id, columns: made.columns, key: made.key })
  }
  // The list of the first table of the file, whichever is filled first.
  const first = choices.find(({ table }) => views.has(table.name))
  return { command: { type: 'batch', commands }, steps, view: views.get(first?.table.name ?? '') ?? '' }
}

type Columns = ImportStart['steps'][number]['columns']
type MadeTable = { entity: EntityDocument; columns: Columns; key: Id | null }

function tableOf(
  { table, label, columns: all, groups }: TableChoice,
  entities: ReadonlyMap<string, Id>,
  chosen: readonly TableChoice[],
): MadeTable {
  const fields: FieldDocument[] = []
  const columns: Columns = []
  const isTaken = (candidate: string) => reservedFieldIds.has(candidate) || fields.some(({ id }) => id === candidate)
  const parent = table.parent && entities.get(table.parent.table)
  if (table.parent && parent) {
    const above = chosen.find((each) => each.table.name === table.parent?.table)
    const id = idFrom(above?.label ?? parent, isTaken)
    fields.push({ id, type: relationType, label: sayIn(above?.label ?? parent), config: { entity: parent }, required: true })
    columns.push({ column: table.parent.column, field: id })
  }
  for (const column of all) {
    if (!column.included) continue
    const field = fieldOf(column, table.columns, entities, idFrom(column.label, isTaken))
    fields.push(field)
    columns.push({ column: column.column, field: field.id })
  }
  for (const group of groups) {
    const made = group.included ? subformOf(group, entities, idFrom(group.label, isTaken)) : undefined
    if (!made) continue
    fields.push(made.field)
    columns.push(...made.columns)
  }
  const keyField = fields.find(
    ({ id, unique, type }) => (unique || isNumbered(type)) && id === columns.find(({ column }) => column === table.key)?.field,
  )
  const entity: EntityDocument = {
    id: entities.get(table.name) ?? table.name,
    label: sayIn(label),
    title: (keyField ?? fields.find(({ type }) => type === 'text') ?? fields[0])?.id ?? '',
    fields: { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
  }
  return { entity, columns, key: keyField?.id ?? null }
}

/** The sub-form of a group; undefined when none of its columns is wanted. */
function subformOf(
  { group, label, columns: all }: GroupChoice,
  entities: ReadonlyMap<string, Id>,
  id: Id,
): { field: FieldDocument; columns: Columns } | undefined {
  const fields: FieldDocument[] = []
  const columns: Columns = []
  const isTaken = (candidate: string) =>
    reservedFieldIds.has(candidate) || reservedRowIds.has(candidate) || fields.some((each) => each.id === candidate)
  for (const column of all) {
    if (!column.included) continue
    const field = fieldOf(column, group.columns, entities, idFrom(column.label, isTaken))
    fields.push(field)
    columns.push({ column: column.column, field: field.id, within: id })
  }
  const type = platform.fields.find((each) => each.columns)?.type
  if (fields.length === 0 || type === undefined) return undefined
  const collection = { order: fields.map((field) => field.id), items: Object.fromEntries(fields.map((field) => [field.id, field])) }
  return { field: { id, type, label: sayIn(label), config: {}, fields: collection }, columns }
}

function fieldOf(choice: ColumnChoice, columns: readonly InferredColumn[], entities: ReadonlyMap<string, Id>, id: Id): FieldDocument {
  const column = columns.find((each) => each.column === choice.column)
  const target = column?.relation && entities.get(column.relation.table)
  // The table it pointed to was left out: its words stay words.
  const type = choice.type === relationType && !target ? 'text' : choice.type
  const proposed = column?.proposals.find((proposal) => proposal.type === type)?.config ?? {}
  const config: JsonObject = type === relationType && target ? { entity: target } : withOptionIds(proposed)
  return {
    id,
    type,
    label: sayIn(choice.label),
    config,
    ...(choice.required && !isNumbered(type) ? { required: true } : {}),
    ...(choice.unique ? { unique: true } : {}),
  }
}

/** Whether the server numbers fields of this type. */
const isNumbered = (type: string): boolean => fieldTypeNamed(type)?.serial !== undefined

/** Ids of choices from what they are called, as those a person adds. */
function withOptionIds(config: JsonObject): JsonObject {
  if (!Array.isArray(config.options)) return config
  const ids: string[] = []
  const options = (config.options as unknown as Option[]).map(({ label }) => {
    const id = idFrom(label['zh-CN'] ?? label.en ?? '', (candidate) => ids.includes(candidate))
    ids.push(id)
    return { id, label }
  })
  return { ...config, options: options as never }
}

function elementsOf(entity: EntityDocument): FormDocument['elements'] {
  const fields = inOrder(entity.fields).filter(({ type }) => !isNumbered(type))
  return {
    order: fields.map((field) => field.id),
    items: Object.fromEntries(fields.map((field) => [field.id, { id: field.id, kind: 'field', field: field.id }])),
  }
}

function inOrderOfReference(choices: readonly TableChoice[]): TableChoice[] {
  const done: TableChoice[] = []
  const visit = (choice: TableChoice, above: readonly TableChoice[]) => {
    if (done.includes(choice) || above.includes(choice)) return
    const columns = [choice.table, ...(choice.table.groups ?? [])].flatMap((part) => part.columns)
    const targets = [choice.table.parent?.table, ...columns.map(({ relation }) => relation?.table)]
    for (const other of choices) if (targets.includes(other.table.name)) visit(other, [...above, choice])
    done.push(choice)
  }
  for (const choice of choices) visit(choice, [])
  return done
}

/** A heading names the thing in the language it is written in. */
function sayIn(text: string): LocalizedText {
  return /\p{Script=Han}/u.test(text) ? { 'zh-CN': text } : { en: text }
}
