import type { EntityRights, SystemPrincipal } from '@tangram/access'
import { type Entity, type Id, invariant, type JsonValue, maskText, type RecordValues } from '@tangram/data-model'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import { openPast } from '../encryption/encrypted-fields.ts'
import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'
import type { Change, ChangeEntry, Changes, RowsChanged } from './changes.ts'
import { attributeOf } from './entity-columns.ts'
import { ask, closedCells, type Read } from './read-records.ts'
import { conceals } from './source.ts'
import { wholeRecord } from './whole-record.ts'

const columns = `c.id, c.at, c.kind, c.app, c.entity, c.record, c.version, c.actor, c.cause, c.app_version as "appVersion", c.before, c.after`

/** @see Records.history */
export async function recordHistory(context: Context, read: Read, id: string): Promise<ChangeEntry[]> {
  const { question, source } = await ask(context, read)
  const { hidden, masked } = await closedCells(context, read, id)
  // Others change what a linked table holds, and tell nobody.
  if (source.entity.linked) return []
  const { rows } = await context.db.pool.query<Change & { name: string | null }>({
    name: 'history',
    text: `select ${columns}, p.name from tangram.change c left join tangram.person p on p.id = c.actor
           where c.record = $1 and c.app = $2 and c.entity = $3 order by c.version, c.at limit 1000`,
    values: [id, read.app, read.entity],
  })
  // What the record does not show now it never did, to this reader.
  const visible = source.attributes.map(({ id: field }) => field).filter((field) => !hidden.includes(field))
  await openChanges(question.app, source.entity, visible, rows)
  const entries = rows.flatMap((whole): ChangeEntry[] => {
    const seen = (values: RecordValues) => withMasks(source.rights, masked, values)
    const change = { ...whole, before: whole.before && seen(whole.before), after: seen(whole.after) }
    const changed = visible.filter((each) => change.before === null || !same(change.before[each], change.after[each]))
    // A change of hidden fields alone never happened for this reader.
    if (change.kind === 'update' && changed.length === 0) return []
    const actor = change.actor !== null && change.name !== null ? { id: change.actor, name: change.name } : null
    const { id: changeId, at, kind, version, cause } = change
    const entry = {
      id: changeId,
      at,
      kind,
      version,
      cause,
      actor,
      before: pick(change.before ?? {}, changed),
      after: pick(change.after, changed),
    }
    const inRows = changed.filter((each) => attributeOf(source.entity, each)?.rows)
    if (inRows.length === 0) return [entry]
    const rows = inRows.map((each) => [each, rowsChanged(entry.before[each] ?? null, entry.after[each] ?? null)])
    return [{ ...entry, rows: Object.fromEntries(rows) }]
  })
  // Gaps in the numbers would tell of changes that never happened for this reader.
  return conceals(source.rights) ? entries.map((entry, index) => ({ ...entry, version: index + 1 })) : entries
}

export function createChanges(context: Context): Changes {
  return {
    get: async (principal: SystemPrincipal, id) => {
      invariant(principal.kind === 'system', 'whole changes are for the server itself')
      const { rows } = isUuid(id)
        ? await context.db.pool.query<Change>({
            name: 'change.get',
            text: `select ${columns} from tangram.change c where c.id = $1`,
            values: [id],
          })
        : { rows: [] }
      if (!rows[0]) throw fail('storage.change.unknown')
      return withVirtual(context, rows[0])
    },
  }
}

/** What was written to a record from a version on, that version too, oldest first; whole, for the server itself. */
export async function changesSince(context: Context, about: { app: Id; entity: Id; record: string }, version: number): Promise<Change[]> {
  const { rows } = await context.db.pool.query<Change>({
    name: 'change.since',
    text: `select ${columns} from tangram.change c where c.record = $1 and c.version >= $2 and c.app = $3 and c.entity = $4 order by c.version, c.at`,
    values: [about.record, version, about.app, about.entity],
  })
  return Promise.all(rows.map((change) => withVirtual(context, change)))
}

/**
 * The change with what queries compute of its record, as it is now, before and after alike: conditions of rules read such fields too, and
 * a write of the record itself says nothing about what others hold.
 */
async function withVirtual(context: Context, change: Change): Promise<Change> {
  const app = await context.apps.current(change.app)
  const entity = app.resolved.entity(change.entity)
  if (entity) await openChanges(app, entity, entity.order, [change])
  const virtual = entity?.order.filter((id) => attributeOf(entity, id)?.virtual) ?? []
  if (virtual.length === 0) return change
  const record = await wholeRecord(context, app, change.entity, change.record)
  const now = pick(record?.values ?? {}, virtual)
  return { ...change, before: change.before && { ...change.before, ...now }, after: { ...change.after, ...now } }
}

/** Opens what is sealed in changes, in place: of fields that are encrypted, and of those that were until lately. */
async function openChanges(app: LoadedApp, entity: Entity, fields: readonly Id[], changes: readonly Change[]): Promise<void> {
  if (!app.vault) return
  const texts = fields.filter((field) => attributeOf(entity, field)?.valueType.kind === 'text')
  const states = changes.flatMap(({ record, before, after }) =>
    [before, after].flatMap((values) => (values ? [{ id: record, values }] : [])),
  )
  await openPast(app, entity, texts, states)
}

/** Values of then as they are masked now. */
export function withMasks({ masked }: Pick<EntityRights, 'masked'>, fields: readonly Id[], values: RecordValues): RecordValues {
  const cells = fields.flatMap((field) => {
    const [rule, value] = [masked.get(field), values[field]]
    return rule && typeof value === 'string' ? [[field, maskText(rule.mask, value)] as const] : []
  })
  return { ...values, ...Object.fromEntries(cells) }
}

function pick(values: RecordValues, ids: readonly Id[]): RecordValues {
  return Object.fromEntries(ids.flatMap((id) => (Object.hasOwn(values, id) ? [[id, values[id] ?? null]] : [])))
}

function rowsChanged(before: JsonValue, after: JsonValue): RowsChanged {
  const earlier = byId(before)
  const now = byId(after)
  const kept = [...now].filter(([id]) => earlier.has(id))
  const changed = kept.filter(([id, row]) => !same(row, earlier.get(id))).length
  return { added: now.size - kept.length, changed, removed: earlier.size - kept.length }
}

function byId(rows: JsonValue): Map<JsonValue, JsonValue> {
  return new Map((Array.isArray(rows) ? rows : []).map((row) => [(row as RecordValues).id ?? null, row]))
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
