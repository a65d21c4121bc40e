import type { Principal } from '@tangram/access'
import type { Context } from '../context.ts'
import { isUuid } from '../uuid.ts'
import { cursorFrom, instantAndId, pageSize } from './page-cursor.ts'
import { recordTitles } from './record-titles.ts'
import type { Copy, Tasks } from './tasks.ts'

/** Copies (抄送) a person got, with what is read. */
export function createCopies(context: Context, principal: Principal): Pick<Tasks, 'copies' | 'readCopies'> {
  const { db, hub } = context
  const me = principal.kind === 'person' ? principal.id : null
  return {
    copies: async ({ unread = false, limit, after } = {}) => {
      if (me === null) return { copies: [], next: null }
      const count = pageSize(limit)
      const [at, id] = after === undefined ? [null, null] : instantAndId(after)
      const { rows } = await db.pool.query<Omit<Copy, 'recordTitle'>>(
        `select c.id, c.app, c.entity, c.record, c.instance, c.process_label as process, c.node, c.label, c.text, c.at, c.read_at as "readAt",
           (select jsonb_build_object('id', p.id, 'name', p.name) from tangram.person p where p.id = c.by) as by
         from tangram.task_copy c where c.person = $1 and (not $2::boolean or c.read_at is null)
           and ($3::timestamptz is null or (c.at, c.id) < ($3::timestamptz, $4::uuid)) order by c.at desc, c.id desc limit $5`,
        [me, unread, at, id, count + 1],
      )
      const page = rows.slice(0, count)
      const titles = await recordTitles(context, principal, page)
      const last = rows.length > count ? page.at(-1) : undefined
      return {
        copies: page.map((copy) => ({ ...copy, recordTitle: titles.get(copy.record)?.title ?? '' })),
        next: last ? cursorFrom([last.at, last.id]) : null,
      }
    },
    readCopies: async (ids) => {
      if (me === null) return 0
      const { rowCount } = await db.pool.query(
        `with read as (update tangram.task_copy set read_at = $3 where id = any($1::uuid[]) and person = $2 and read_at is null returning instance),
           noted as (update tangram.notification n set read_at = $3 from read r where n.person = $2 and n.key = 'copy:' || r.instance and n.read_at is null)
         select from read`,
        [ids.filter(isUuid), me, context.now()],
      )
      if (rowCount) hub.tellLive({ type: 'notification', people: [me] })
      return rowCount ?? 0
    },
  }
}
