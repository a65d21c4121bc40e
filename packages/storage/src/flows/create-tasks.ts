import type { Principal } from '@tangram/access'
import { AppError, type DataRecord, type Entity, type LocalizedText, labelKey, textIn, type ValueType } from '@tangram/data-model'
import { entityOf } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database.ts'
import { fail } from '../errors.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { withMasks } from '../records/history.ts'
import { closedCells, getRecord } from '../records/read-records.ts'
import { visibleRights } from '../records/source.ts'
import { wholeRecord } from '../records/whole-record.ts'
import { isUuid } from '../uuid.ts'
import { createCopies } from './copies.ts'
import type { Holder } from './flows.ts'
import { cursorFrom, instantAndId, overdueCursor, pageSize } from './page-cursor.ts'
import { recordTitles } from './record-titles.ts'
import type { Opinion, Signer, Task, TaskSummary, Tasks } from './tasks.ts'

/** What somebody else has taken out of the pool waits for nobody but them. */
const isNobodyElses = '(k.claimed_at is null or k.assignee = $1::uuid)'

type Row = Omit<Task, 'candidates' | 'recordTitle' | 'recordNumber' | 'mine' | 'returned'> & { candidateIds: string[] }

const personOf = (column: string) => `(select jsonb_build_object('id', p.id, 'name', p.name) from tangram.person p where p.id = ${column})`

/** Late is what waits for somebody past its time; `$2` is now. */
const isOverdue = `coalesce(k.status = 'open' and k.due_at < $2::timestamptz, false)`

const columns = `k.id, k.app, k.entity, k.record, k.instance, k.process as "processId", k.process_label as process, k.node, k.label, k.group_label as "group",
  k.status, k.opened_at as "openedAt", k.due_at as "dueAt", k.closed_at as "closedAt", k.outcome, k.element, k.kind, k.outcomes, k.fields, k.form,
  k.candidates as "candidateIds", k.claimed_at is not null as claimed, k.urged_at as "urgedAt", ${isOverdue} as overdue,
  ${personOf('k.assignee')} as assignee, ${personOf('k.instead_of')} as "insteadOf",
  ${personOf('(select i.initiator from tangram.flow_instance i where i.id = k.instance)')} as initiator`

/** Tasks that are looked through for words of a record's title. */
const mostSearched = 1_000

export function createTasks(context: Context, principal: Principal): Tasks {
  const { db } = context
  const me = principal.kind === 'person' ? principal.id : null

  const summarise = (row: Row, about: ReadonlyMap<string, { title: string; number: string | null }>): TaskSummary => {
    const { element: _e, processId: _p, outcomes: _o, fields: _f, form: _m, candidateIds, ...rest } = row
    const found = about.get(row.record)
    return { ...rest, recordTitle: found?.title ?? '', recordNumber: found?.number ?? null, candidates: candidateIds.length }
  }
  const find = async (id: string): Promise<Row> => {
    const { rows } = isUuid(id)
      ? await db.pool.query<Row>(`select ${columns} from tangram.task k where k.id = $1`, [id, context.now()])
      : { rows: [] }
    if (!rows[0]) throw fail('storage.task.unknown')
    return rows[0]
  }
  /** A step that one was sent back to begins the moment the other is left. */
  const returnOf = async (row: Row): Promise<Task['returned']> => {
    const { rows } = await db.pool.query<NonNullable<Task['returned']>>(
      `select ${personOf('r.closed_by')} as by, r.label, r.opinion as words from tangram.task r
       where r.instance = $1 and r.outcome = 'returned' and r.closed_at = $2::timestamptz limit 1`,
      [row.instance, row.openedAt],
    )
    return rows[0] ?? null
  }
  const isMine = (row: Row) => me !== null && row.status === 'open' && row.candidateIds.includes(me)
  /** The record as the principal may see it; a task of one they may not see does not exist for them. */
  const seen = (row: Row) =>
    getRecord(context, { ...row, principal }, row.record).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'storage.record.unknown' ? fail('storage.task.unknown') : error
    })

  return {
    list: async ({ status = 'open', app, process, search, overdue = false, limit, after } = {}) => {
      if (me === null) return { tasks: [], next: null }
      const count = pageSize(limit)
      const words = search?.trim().toLowerCase() ?? ''
      const open = status === 'open'
      // Pages of one list call the same tasks late.
      const [late, at, id, now] = open
        ? after === undefined
          ? [null, null, null, context.now()]
          : overdueCursor(after)
        : [null, ...(after === undefined ? ([null, null] as const) : instantAndId(after)), context.now()]
      const most = words === '' ? count + 1 : mostSearched
      const { rows } = await db.pool.query<Row>({
        name: `tasks.${status}`,
        // What is late comes first, then what waits longest; what was done last comes first.
        text: open
          ? `select ${columns} from tangram.task k
             where k.status = 'open' and k.candidates @> array[$1]::uuid[] and ${isNobodyElses} and ($3::text is null or k.app = $3) and ($4::text is null or k.process = $4)
               and (not $5::boolean or ${isOverdue})
               and ($6::boolean is null or (not ${isOverdue}, k.opened_at, k.id) > (not $6::boolean, $7::timestamptz, $8::uuid))
             order by not ${isOverdue}, k.opened_at, k.id limit $9`
          : `select ${columns} from tangram.task k
             where k.status <> 'open' and k.closed_by = $1::uuid and ($3::text is null or k.app = $3) and ($4::text is null or k.process = $4)
               and (not $5::boolean or k.due_at < k.closed_at)
               and ($7::timestamptz is null or (k.closed_at, k.id) < ($7::timestamptz, $8::uuid)) and $6::boolean is null
             order by k.closed_at desc, k.id desc limit $9`,
        values: [me, now, app ?? null, process ?? null, overdue, late, at, id, most],
      })
      const about = await recordTitles(context, principal, rows)
      const says = (text: string | null | undefined) => text?.toLowerCase().includes(words)
      const meant = rows.filter((row) => {
        const found = about.get(row.record)
        return (
          words === '' ||
          [found?.title, found?.number, textIn(row.label, principal.locale), textIn(row.process, principal.locale)].some(says)
        )
      })
      const page = meant.slice(0, count)
      const last = meant.length > count ? page.at(-1) : undefined
      const next = last && (open ? cursorFrom([last.overdue, last.openedAt, now, last.id]) : cursorFrom([last.closedAt ?? '', last.id]))
      // What lies in the recycle bin waits for nobody, until it is taken out again.
      const shown = open ? page.filter((row) => about.has(row.record)) : page
      return { tasks: shown.map((row) => summarise(row, about)), next: next ?? null }
    },

    counts: async () => {
      if (me === null) return { open: 0, overdue: 0, copies: 0 }
      const { rows } = await db.pool.query<{ open: number; overdue: number; copies: number }>({
        name: 'tasks.counts',
        text: `select (count(*))::integer as open, (count(*) filter (where ${isOverdue}))::integer as overdue,
                 (select count(*)::integer from tangram.task_copy c where c.person = $1 and c.read_at is null) as copies
               from tangram.task k where k.status = 'open' and k.candidates @> array[$1]::uuid[] and ${isNobodyElses}`,
        values: [me, context.now()],
      })
      return rows[0] ?? { open: 0, overdue: 0, copies: 0 }
    },

    get: async (id) => {
      const row = await find(id)
      const mine = isMine(row)
      const record = mine ? await recordOfTask(context, principal, row) : await seen(row)
      const [about, returned] = await Promise.all([recordTitles(context, principal, [row]), returnOf(row)])
      const { element, processId, outcomes, fields, form } = row
      const hides = Object.entries(fields).flatMap(([field, right]) => (right === 'hidden' ? [field] : []))
      for (const field of hides) delete record.values[field]
      // To somebody whose task it is not, a field they do not see is not even named.
      const named = mine ? fields : Object.fromEntries(Object.entries(fields).filter(([field]) => Object.hasOwn(record.values, field)))
      return { task: { ...summarise(row, about), element, processId, outcomes, fields: named, form, mine, returned }, record }
    },

    signers: async (id) => {
      const row = await find(id)
      if (!isMine(row)) await seen(row)
      const { rows } = await db.pool.query<Omit<Signer, 'outcomeLabel'> & { outcomes: Task['outcomes'] }>(
        `select k.id as task, ${personOf('coalesce(k.closed_by, k.assignee, case when cardinality(k.candidates) = 1 then k.candidates[1] end)')} as person, k.status, k.outcome,
           k.opinion, k.closed_at as at, k.added, k.weight::float8 as weight, k.group_label as "group", ${personOf('k.instead_of')} as "insteadOf",
           k.due_at as "dueAt", k.outcomes,
           array(select jsonb_build_object('id', p.id, 'name', p.name) from tangram.person p where p.id = any(k.candidates) order by p.name, p.id) as candidates
         from tangram.task k where k.instance = $1 and k.element = $2 order by k.opened_at, k.position, k.id`,
        [row.instance, row.element],
      )
      return rows.map(({ outcomes, ...signer }) => ({ ...signer, outcomeLabel: labelOf(outcomes, signer.outcome) }))
    },

    ...createCopies(context, principal),

    opinions: async (app, entity, record) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      if (!isUuid(record)) return []
      const { rows } = await db.pool.query<
        Omit<Opinion, 'by' | 'outcomeLabel' | 'at'> & { at: string | null; by: Holder | null; outcomes: Task['outcomes'] }
      >(
        `select k.id as task, k.closed_at as at, k.node, k.label, k.group_label as "group", k.outcome, k.opinion, k.status, k.opened_at as "openedAt",
           k.outcomes, ${personOf('k.closed_by')} as by
         from tangram.task k where k.app = $1 and k.entity = $2 and k.record = $3 order by k.opened_at, k.position, k.id limit 500`,
        [app, entity, record],
      )
      return rows.map(({ outcomes, at, ...row }) => ({ ...row, at: at ?? row.openedAt, outcomeLabel: labelOf(outcomes, row.outcome) }))
    },

    openCounts: (people) => openTaskCounts(db, people),
  }
}

function labelOf(outcomes: Task['outcomes'], outcome: string | null): LocalizedText | null {
  return outcomes.find(({ id }) => id === outcome)?.label ?? null
}

/** Open tasks by person. */
export async function openTaskCounts(db: Database, people: readonly string[]): Promise<{ [person: string]: number }> {
  const { rows } = await db.pool.query<{ person: string; n: number }>(
    `select w.person, (select count(*) from tangram.task k where k.status = 'open' and (k.assignee = w.person or (k.assignee is null and k.candidates @> array[w.person]))) as n
     from unnest($1::uuid[]) as w (person)`,
    [people.filter(isUuid)],
  )
  return Object.fromEntries(rows.map(({ person, n }) => [person, n]))
}

/** An open task grants its record: fields the node names follow the node, the others the person's role; without one, every role. */
async function recordOfTask(context: Context, principal: Principal, row: Row): Promise<DataRecord> {
  const app = await context.apps.current(row.app)
  const entity: Entity = entityOf(app, row.entity)
  const rights = visibleRights(app, principal, entity)
  const { hidden, shownWhere } = rights
  const record = await wholeRecord(context, app, row.entity, row.record)
  if (!record) throw fail('storage.task.unknown')
  const isRuled = shownWhere.size + rights.masked.size > 0
  const closed = isRuled ? await closedCells(context, { ...row, principal }, row.record) : { hidden: [], masked: [] }
  // What steps hide from whoever has no role for the record is no matter here: this step says itself what it shows.
  const unseen = new Set([...hidden, ...closed.hidden.filter((field) => shownWhere.has(field))])
  const isOwn = (field: string) => Object.hasOwn(row.fields, field)
  const masked = closed.masked.filter((field) => !isOwn(field))
  const cells = withMasks(rights, masked, record.values)
  const labels = record.labels ?? {}
  const values: DataRecord['values'] = {}
  const shownLabels: { [id: string]: string } = {}
  const show = (id: unknown, type?: ValueType) => {
    if (typeof id !== 'string') return
    const key = type?.kind === 'reference' ? labelKey(type, id) : id
    if (Object.hasOwn(labels, key)) shownLabels[key] = labels[key] as string
  }
  show(record.createdBy)
  show(record.updatedBy)
  for (const id of entity.order) {
    const right = Object.hasOwn(row.fields, id) ? row.fields[id] : undefined
    if (!attributeOf(entity, id) || (right === undefined ? unseen.has(id) : right === 'hidden')) continue
    const value = cells[id] ?? null
    values[id] = value
    for (const each of Array.isArray(value) ? value : [value]) show(each, attributeOf(entity, id)?.valueType)
  }
  return { ...record, values, labels: shownLabels, ...(masked.length > 0 ? { masked } : {}) }
}
