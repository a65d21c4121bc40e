import type { Principal } from '@tangram/access'
import { type DataRecord, type Entity, invariant } from '@tangram/data-model'
import { entityOf } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database.ts'
import { fail } from '../errors.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { getRecord } from '../records/read-records.ts'
import { visibleRights } from '../records/source.ts'
import { wholeRecord } from '../records/whole-record.ts'
import { isUuid } from '../uuid.ts'
import { recordTitles } from './record-titles.ts'
import type { Opinion, Task, TaskQuery, TaskSummary, Tasks } from './tasks.ts'

type Row = Omit<Task, 'candidates' | 'assignee' | 'recordTitle' | 'recordNumber' | 'mine'> & {
  candidateIds: string[]
  assigneeId: string | null
  assigneeName: string | null
}

const columns = `k.id, k.app, k.entity, k.record, k.instance, k.process_label as process, k.node, k.label, k.group_label as "group", k.status,
  k.opened_at as "openedAt", k.due_at as "dueAt", k.closed_at as "closedAt", k.outcome, k.element, k.kind, k.outcomes, k.fields, k.form,
  k.candidates as "candidateIds", k.assignee as "assigneeId", p.name as "assigneeName"`

export function createTasks(context: Context, principal: Principal): Tasks {
  const { db } = context
  const me = principal.kind === 'person' ? principal.id : null

  const summarise = (row: Row, about: ReadonlyMap<string, { title: string; number: string | null }>): TaskSummary => {
    const { element: _e, outcomes: _o, fields: _f, form: _m, candidateIds, assigneeId, assigneeName, ...rest } = row
    const found = about.get(row.record)
    return {
      ...(rest as unknown as TaskSummary),
      recordTitle: found?.title ?? '',
      recordNumber: found?.number ?? null,
      assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
      candidates: candidateIds.length,
    }
  }

  const made = {
    list: async ({ status = 'open', app, limit = 50, after }: TaskQuery = {}) => {
      if (me === null) return { tasks: [], next: null }
      const count = Math.min(Math.max(Math.trunc(limit), 1), 200)
      const [at, id] = after === undefined ? [null, null] : cursorOf(after)
      // What waits longest comes first, what was done last comes first.
      const open = status === 'open'
      const { rows } = await db.pool.query<Row>({
        name: `tasks.${status}`,
        text: open
          ? `select ${columns} from tangram.task k left join tangram.person p on p.id = k.assignee
             where k.status = 'open' and k.candidates @> array[$1]::uuid[] and ($2::text is null or k.app = $2)
               and ($3::timestamptz is null or (k.opened_at, k.id) > ($3::timestamptz, $4::uuid)) order by k.opened_at, k.id limit $5`
          : `select ${columns} from tangram.task k left join tangram.person p on p.id = k.assignee
             where k.status <> 'open' and k.closed_by = $1::uuid and ($2::text is null or k.app = $2)
               and ($3::timestamptz is null or (k.closed_at, k.id) < ($3::timestamptz, $4::uuid)) order by k.closed_at desc, k.id desc limit $5`,
        values: [me, app ?? null, at, id, count + 1],
      })
      const page = rows.slice(0, count)
      const last = rows.length > count ? page.at(-1) : undefined
      const about = await recordTitles(context, principal, page)
      const next = last ? Buffer.from(JSON.stringify([open ? last.openedAt : last.closedAt, last.id])).toString('base64url') : null
      // What lies in the recycle bin waits for nobody, until it is taken out again.
      const shown = open ? page.filter((row) => about.has(row.record)) : page
      return { tasks: shown.map((row) => summarise(row, about)), next }
    },

    get: async (id: string) => {
      const { rows } = isUuid(id)
        ? await db.pool.query<Row>(
            `select ${columns} from tangram.task k left join tangram.person p on p.id = k.assignee where k.id = $1`,
            [id],
          )
        : { rows: [] }
      const [row] = rows
      if (!row) throw fail('storage.task.unknown')
      const mine = me !== null && row.status === 'open' && row.candidateIds.includes(me)
      const record = mine
        ? await recordOfTask(context, principal, row)
        : await getRecord(context, { ...row, principal }, row.record).catch((error: unknown) => {
            throw (error as { code?: string }).code === 'storage.record.unknown' ? fail('storage.task.unknown') : error
          })
      const about = await recordTitles(context, principal, [row])
      const { element, kind, outcomes, fields, form } = row
      const hides = Object.entries(fields).flatMap(([field, right]) => (right === 'hidden' ? [field] : []))
      for (const field of hides) delete record.values[field]
      return { task: { ...summarise(row, about), element, kind, outcomes, fields, form, mine }, record }
    },

    opinions: async (app: string, entity: string, record: string) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      const { rows } = await db.pool.query<
        Omit<Opinion, 'by' | 'outcomeLabel' | 'at'> & {
          at: string | null
          byId: string | null
          byName: string | null
          outcomes: Task['outcomes']
        }
      >(
        `select k.id as task, k.closed_at as at, k.node, k.label, k.group_label as "group", k.outcome, k.opinion, k.status, k.opened_at as "openedAt",
           k.outcomes, p.id as "byId", p.name as "byName"
         from tangram.task k left join tangram.person p on p.id = k.closed_by
         where k.app = $1 and k.entity = $2 and k.record = $3 order by k.opened_at, k.id limit 500`,
        [app, entity, record],
      )
      return rows.map(({ byId, byName, outcomes, at, ...row }) => ({
        ...row,
        at: at ?? row.openedAt,
        by: byId === null || byName === null ? null : { id: byId, name: byName },
        outcomeLabel: outcomes.find((outcome) => outcome.id === row.outcome)?.label ?? null,
      }))
    },

    openCounts: (people: readonly string[]) => openTaskCounts(db, people),
  }
  return made as unknown as Tasks
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
  const { hidden } = visibleRights(app, principal, entity)
  const record = await wholeRecord(context, app, row.entity, row.record)
  if (!record) throw fail('storage.task.unknown')
  const labels = record.labels ?? {}
  const values: DataRecord['values'] = {}
  const shownLabels: { [id: string]: string } = {}
  const show = (id: unknown) => {
    if (typeof id === 'string' && Object.hasOwn(labels, id)) shownLabels[id] = labels[id] as string
  }
  show(record.createdBy)
  show(record.updatedBy)
  for (const id of entity.order) {
    const right = Object.hasOwn(row.fields, id) ? row.fields[id] : undefined
    if (!attributeOf(entity, id) || (right === undefined ? hidden.has(id) : right === 'hidden')) continue
    const value = record.values[id] ?? null
    values[id] = value
    for (const each of Array.isArray(value) ? value : [value]) show(each)
  }
  return { ...record, values, labels: shownLabels }
}

function cursorOf(after: string): [string, string] {
  try {
    const parsed = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown
    invariant(Array.isArray(parsed) && parsed.length === 2, 'a cursor holds two values')
    const [at, id] = parsed as unknown[]
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isUuid(id)) return [at, id]
  } catch {}
  throw fail('storage.query.cursor', {}, { path: '/after' })
}
