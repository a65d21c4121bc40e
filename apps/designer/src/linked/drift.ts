import type { AppDocument, Command } from '@tangram/app-model'
import { type EntityDocument, type FieldDocument, type Id, inOrder, type Option, pointer, withDefaults } from '@tangram/data-model'
import { valueTypeOf } from '@tangram/form-engine'
import type { LinkableDetail } from '@tangram/ui'
import { idFrom } from '../form/new-element.ts'
import { fieldTypeNamed } from '../platform.ts'
import { fieldOf } from './link-table.ts'
import { relatedTable } from './related-table.ts'

/** Where a linked table and the database say different things, and the command that mends it. */
export type Drift =
  /** The column of a field is gone. */
  | { kind: 'missing'; field: FieldDocument; fix: Command }
  /** The column holds another type than when it was linked. `now` is what its field has to become, absent where it may stay what it is. */
  | { kind: 'changed'; field: FieldDocument; now?: FieldDocument; fix: Command }
  /** The column may hold values that the field has no choice for. */
  | { kind: 'options'; field: FieldDocument; added: Option[]; fix: Command }
  /** The column refers to a table that is linked here. */
  | { kind: 'relation'; field: FieldDocument; to: EntityDocument; fix: Command }
  /** A column of the key is gone; `fix` takes the key that the database declares, where it does. */
  | { kind: 'key'; column: string; fix?: Command }
  /** A column of the key that is no field holds another type. */
  | { kind: 'key-type'; column: string; fix: Command }
  /** A column nothing shows yet. */
  | { kind: 'new'; field: FieldDocument; fix: Command }

/** Everything in which a linked table differs from its source, what is broken first. */
export function driftOf(document: AppDocument, entity: EntityDocument, source: LinkableDetail): Drift[] {
  const own = inOrder(entity.fields)
  const proposed = inOrder(source.entity.fields)
  const names = new Set(source.columns.map(({ column }) => column))
  const key = (entity.linked?.key ?? []).filter((column) => !names.has(column)).map((column) => keyDrift(entity.id, column, source.key))
  const fields = own.flatMap((field) => fieldDrift(document, entity, field, source))
  const shown = new Set(own.map(({ column }) => column))
  const keyTypes = (entity.linked?.key ?? []).flatMap((column): Drift[] => {
    const [note] = shown.has(column) ? [] : typeNow(entity, source, column)
    return note ? [{ kind: 'key-type', column, fix: note }] : []
  })
  const fresh = proposed
    .filter(({ column }) => !shown.has(column))
    .map((field): Drift => {
      const added = { ...fieldOf(document, source, field), id: freeId(entity, field.id) }
      return {
        kind: 'new',
        field: added,
        fix: {
          type: 'batch',
          commands: [{ type: 'add-field', entity: entity.id, field: added }, ...typeNow(entity, source, field.column)],
        },
      }
    })
  return [...key, ...keyTypes, ...fields, ...fresh]
}

/** Whether people cannot read the table, or not all of it, before this is mended. */
export const isBroken = ({ kind }: Drift): boolean => kind === 'missing' || kind === 'changed' || kind === 'key' || kind === 'key-type'

function keyDrift(entity: Id, column: string, declared: readonly string[]): Drift {
  const path = pointer('entities', 'items', entity, 'linked', 'key')
  return { kind: 'key', column, ...(declared.length > 0 ? { fix: { type: 'set', path, value: [...declared] } } : {}) }
}

function fieldDrift(document: AppDocument, table: EntityDocument, field: FieldDocument, source: LinkableDetail): Drift[] {
  const entity = table.id
  const column = source.columns.find((one) => one.column === field.column)
  const now = inOrder(source.entity.fields).find((one) => one.column === field.column)
  if (!column || !now) return [{ kind: 'missing', field, fix: { type: 'remove-field', entity, field: field.id } }]
  const become = (next: FieldDocument): Command => ({
    type: 'batch',
    commands: [
      { type: 'update-field', entity, field: field.id, change: { type: next.type, config: next.config ?? {} } },
      ...typeNow(table, source, field.column),
    ],
  })
  const isOther = column.type !== table.linked?.types[column.column]
  // What refers to another table is as its author says, whatever the column holds.
  if (isReference(field)) return isOther ? [{ kind: 'changed', field, fix: become(field) }] : []
  const to = relatedTable(document, column.references)
  if (to) return [{ kind: 'relation', field, to, fix: become(fieldOf(document, source, now)) }]
  const added = newOptions(field, now)
  if (added.length > 0) {
    const options = [...optionsOf(field), ...added]
    return [
      {
        kind: 'options',
        field,
        added,
        fix: { type: 'update-field', entity, field: field.id, change: { config: { ...field.config, options } } },
      },
    ]
  }
  if (!isOther) return []
  return [isSameKind(field, now) ? { kind: 'changed', field, fix: become(field) } : { kind: 'changed', field, now, fix: become(now) }]
}

/** The app takes note of the type that the column has now. */
function typeNow({ id, linked }: EntityDocument, source: LinkableDetail, column = ''): Command[] {
  const type = source.columns.find((one) => one.column === column)?.type
  if (type === undefined || linked?.types[column] === type) return []
  return [{ type: 'set', path: pointer('entities', 'items', id, 'linked', 'types', column), value: type }]
}

function isSameKind(one: FieldDocument, other: FieldDocument): boolean {
  const [a, b] = [one, other].map((field) => {
    const type = fieldTypeNamed(field.type)
    return type ? valueTypeOf(type, withDefaults(type.config, field.config)) : null
  })
  return JSON.stringify(a) === JSON.stringify(b)
}

function isReference({ type, config }: FieldDocument): boolean {
  const known = fieldTypeNamed(type)
  return known !== undefined && valueTypeOf(known, withDefaults(known.config, config)).kind === 'reference'
}

function newOptions(field: FieldDocument, now: FieldDocument): Option[] {
  if (field.type !== now.type) return []
  const known = optionsOf(field)
  return optionsOf(now).filter(({ id }) => known.every((option) => option.id !== id))
}

const optionsOf = ({ config }: FieldDocument): Option[] => (Array.isArray(config?.options) ? (config.options as unknown as Option[]) : [])

const freeId = (entity: EntityDocument, id: Id): Id =>
  Object.hasOwn(entity.fields.items, id) ? idFrom(id, (candidate) => Object.hasOwn(entity.fields.items, candidate)) : id
