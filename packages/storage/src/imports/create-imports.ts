import type { Principal } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { cancelJob, enqueueJob } from '../jobs/enqueue-job.ts'
import { holdJob } from '../jobs/hold-job.ts'
import type { Fence, Transaction } from '../transaction.ts'
import { inTransaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import { finishStep } from './finish-step.ts'
import { importBatch, recallRows } from './import-batch.ts'
import type { Import, ImportPlace, ImportState, Imports } from './imports.ts'

type Row = Import & { mode: 'check' | 'write' | null; step: number; atRow: number }

const columns = `id, person, file, name, state, choices, tables, target, mode, share, step, at_row as "atRow", counts, error, created_at as "createdAt", updated_at as "updatedAt"`
const busy: readonly ImportState[] = ['reading', 'checking', 'writing']
export const importJob = 'import.run'
const jobKey = (id: string): string => `import:${id}`

export function createImports(context: Context): Imports {
  const { db, hub } = context

  const own = async (principal: Principal, id: string): Promise<Row> => {
    const person = principal.kind === 'person' ? principal.id : null
    const { rows } = isUuid(id)
      ? await db.pool.query<Row>(`select ${columns} from tangram.import where id = $1 and person = $2`, [id, person])
      : { rows: [] }
    if (!rows[0]) throw fail('storage.import.unknown')
    return rows[0]
  }
  /** Moves an import that is at rest into a state of work and queues the job that does it. */
  const begin = async (principal: Principal, id: string, sets: string, values: unknown[]): Promise<Import> => {
    await own(principal, id)
    const row = await inTransaction(db, async (trx) => {
      const { rows } = await trx.client.query<Row>(
        `update tangram.import set ${sets}, share = 0, step = 0, at_row = 0, counts = '[]', error = null, updated_at = $2
         where id = $1 and state <> all($3) returning ${columns}`,
        [id, context.now(), busy, ...values],
      )
      if (!rows[0]) throw fail('storage.import.busy')
      await trx.client.query('delete from tangram.import_refusal where import = $1', [id])
      await enqueueJob(trx.client, { kind: importJob, key: jobKey(id), payload: { import: id } }, context.now())
      tellAfter(trx, rows[0])
      return rows[0]
    })
    return shown(row)
  }
  const tellAfter = (trx: Transaction, row: Pick<Row, 'id' | 'person'>): void => {
    trx.afterCommit.push(() => {
      hub.tellLive({ type: 'import', id: row.id, people: [row.person] })
      hub.tell('job', '')
    })
  }
  const held = async <T>(fence: Fence, work: (trx: Transaction) => Promise<T>): Promise<T> =>
    inTransaction(db, async (trx) => {
      await holdJob(trx, fence)
      return work(trx)
    })

  return {
    create: async (principal, { file, name }) => {
      if (principal.kind !== 'person') throw fail('storage.import.unknown')
      const id = uuidv7()
      return inTransaction(db, async (trx) => {
        const { rows } = await trx.client.query<Row>(
          `insert into tangram.import (id, person, file, name, state, created_at, updated_at)
           select $1, $2, f.id, $4, 'reading', $5, $5 from tangram.file f where f.id = $3 and f.created_by = $2 and f.state = 'staged' returning ${columns}`,
          [id, principal.id, file, name, context.now()],
        )
        if (!rows[0]) throw fail('storage.file.unknown')
        await enqueueJob(trx.client, { kind: importJob, key: jobKey(id), payload: { import: id } }, context.now())
        tellAfter(trx, rows[0])
        return shown(rows[0])
      })
    },
    get: async (principal, id) => shown(await own(principal, id)),
    choose: (principal, id, choices) => begin(principal, id, `choices = $4, tables = null, state = 'reading'`, [JSON.stringify(choices)]),
    start: async (principal, id, mode, target) => {
      if (!(await own(principal, id)).tables) throw fail('storage.import.unread')
      return begin(principal, id, `target = $4, mode = $5, state = $6`, [
        JSON.stringify(target),
        mode,
        mode === 'check' ? 'checking' : 'writing',
      ])
    },
    cancel: async (principal, id) => {
      await own(principal, id)
      return inTransaction(db, async (trx) => {
        // With the job goes the fence: whoever works on it writes nothing more.
        await cancelJob(trx.client, jobKey(id))
        const { rows } = await trx.client.query<Row>(
          `update tangram.import set state = 'cancelled', updated_at = $2 where id = $1 and state = any($3) returning ${columns}`,
          [id, context.now(), busy],
        )
        if (rows[0]) tellAfter(trx, rows[0])
        return shown(rows[0] ?? (await own(principal, id)))
      })
    },
    async *refusals(principal, id) {
      await own(principal, id)
      let [step, row] = [-1, -1]
      for (;;) {
        const { rows } = await db.pool.query(
          'select step, at_row as row, cells, problems from tangram.import_refusal where import = $1 and (step, at_row) > ($2, $3) order by step, at_row limit 500',
          [id, step, row],
        )
        for (const each of rows) {
          yield each
          ;[step, row] = [each.step, each.row]
        }
        if (rows.length < 500) return
      }
    },

    resume: (id, fence) =>
      held(fence, async ({ client }) => {
        const { rows } = await client.query<Row>(`select ${columns} from tangram.import where id = $1`, [id])
        const row = rows[0]
        if (!row) throw fail('storage.import.unknown')
        const place: ImportPlace = { step: row.step, row: row.atRow }
        return { import: shown(row), mode: row.mode ?? 'check', place }
      }),
    namesAmong: async (words) => {
      const { rows } = await db.pool.query<{ entity: 'person' | 'team' | 'department'; name: string }>(
        `select 'person' as entity, name from tangram.person where active and deleted_at is null and name = any($1) group by name having count(*) = 1
         union all select 'team', name from tangram.team where deleted_at is null and name = any($1) group by name having count(*) = 1
         union all select 'department', name from tangram.department where deleted_at is null and name = any($1) group by name having count(*) = 1`,
        [words],
      )
      const names = { person: new Set<string>(), team: new Set<string>(), department: new Set<string>() }
      for (const { entity, name } of rows) names[entity].add(name)
      return names
    },
    advance: (id, fence, share) =>
      held(fence, async (trx) => {
        const { rows } = await trx.client.query<Row>(
          'update tangram.import set share = $2, updated_at = $3 where id = $1 returning id, person',
          [id, share, context.now()],
        )
        if (rows[0]) tellAfter(trx, rows[0])
      }),
    settle: (id, fence, { state, tables, error }) =>
      held(fence, async (trx) => {
        const { rows } = await trx.client.query<Row>(
          `update tangram.import set state = coalesce($2, state), tables = coalesce($3, tables), error = coalesce($4, error),
             share = case when $2 is null then share else 1 end, updated_at = $5 where id = $1 returning id, person`,
          [id, state ?? null, tables ? JSON.stringify(tables) : null, error ? JSON.stringify(error) : null, context.now()],
        )
        // The job ends with it, so that the next one finds its place free.
        if (state) await trx.client.query('delete from tangram.job where id = $1', [fence.job])
        if (rows[0]) tellAfter(trx, rows[0])
      }),
    batch: (principal, id, rows, options) => importBatch(context, principal, id, rows, options),
    recall: (principal, rows, options) => recallRows(context, principal, rows, options),
    finishStep: (principal, id, options) => finishStep(context, principal, id, options),
  }
}

function shown({ mode: _mode, step: _step, atRow: _atRow, ...row }: Row): Import {
  return row
}
