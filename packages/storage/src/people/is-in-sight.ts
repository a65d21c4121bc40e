import type { Principal } from '@tangram/access'
import type { Id, RecordValues } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { createTasks } from '../flows/create-tasks.ts'
import { filesIn } from '../records/attach-files.ts'
import { recordHistory } from '../records/history.ts'
import { ask, getRecord } from '../records/read-records.ts'

/**
 * Whether a file of a record that the principal sees is one of those they see: in a field that is not hidden from them, in an earlier
 * value of such a field, or in what an open task of theirs shows.
 */
export async function isInSight(context: Context, principal: Principal, about: { app: Id; entity: Id; record: string }, file: string) {
  const read = { app: about.app, entity: about.entity, principal }
  const { question, source } = await ask(context, read)
  if (source.rights.hidden.size + source.rights.shownWhere.size + source.rights.masked.size === 0) return true
  const { fields } = context.options.platform
  const isAmong = (values: RecordValues) =>
    [...filesIn(question.app, source.entity, values, fields).keys()].some((id) => id.toLowerCase() === file)
  if (isAmong((await getRecord(context, read, about.record)).values)) return true
  if (principal.kind === 'person') {
    const { rows } = await context.db.pool.query<{ id: string }>(
      `select id from tangram.task where record = $1 and app = $2 and entity = $3 and status = 'open' and candidates @> array[$4]::uuid[]`,
      [about.record, about.app, about.entity, principal.id],
    )
    const tasks = createTasks(context, principal)
    for (const { id } of rows) if (isAmong((await tasks.get(id)).record.values)) return true
  }
  const history = await recordHistory(context, read, about.record)
  return history.some(({ before, after }) => isAmong(before) || isAmong(after))
}
