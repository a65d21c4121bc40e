import type { Context } from '../context.ts'
import { getRecord } from '../records/read-records.ts'
import { isUuid } from '../uuid.ts'
import { maskedAddress, withoutLinks } from './masked.ts'
import type { Messages, Notification, OutgoingMessage, RecordMessage } from './messages.ts'
import { requireAdmin } from './require-admin.ts'

export function createMessages(context: Context): Messages {
  const { db, hub } = context
  return {
    add: async (_principal, message, trx) => {
      const { rows } = await (trx?.client ?? db.pool).query<{ id: string; isNew: boolean }>(
        `with made as (
           insert into tangram.message (channel, "to", subject, text, key, app, entity, record, created_at, file) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           on conflict (key) do nothing returning id
         )
         select id, true as "isNew" from made union all select id, false from tangram.message where key = $5 and not exists (select from made)`,
        [
          message.channel,
          message.to,
          message.subject ?? null,
          message.text,
          message.key,
          message.app ?? null,
          message.entity ?? null,
          message.record ?? null,
          context.now(),
          message.file ?? null,
        ],
      )
      return rows[0] ?? { id: '', isNew: false }
    },
    settle: async (_principal, id, status, error) => {
      await db.pool.query('update tangram.message set status = $2, error = $3, settled_at = $4 where id = $1', [
        id,
        status,
        error?.slice(0, 2000) ?? null,
        context.now(),
      ])
    },
    list: async (principal, { limit = 100, record } = {}) => {
      requireAdmin(principal, 'system')
      const { rows } = await db.pool.query<OutgoingMessage>(
        `select id, channel, "to", subject, text, app, entity, record, created_at as at, status, error from tangram.message
         where ($2::uuid is null or record = $2) order by created_at desc, id desc limit $1`,
        [Math.min(Math.max(Math.trunc(limit), 1), 500), record ?? null],
      )
      return rows
    },
    ofRecord: async (principal, app, entity, record) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      if (!isUuid(record)) return []
      const { rows } = await db.pool.query<RecordMessage>(
        `select * from (
           select id, created_at as at, channel, "to", text, status from tangram.message
           where record = $1 and app = $2 and entity = $3 order by created_at desc, id desc limit 200
         ) as m order by at, id`,
        [record, app, entity],
      )
      return rows.map((message) => ({
        ...message,
        to: message.to === '' ? '' : maskedAddress(message.to),
        text: withoutLinks(message.text),
      }))
    },
    notify: async (_principal, { person, text, app, entity, record, task, key }, trx) => {
      const { rowCount } = await (trx?.client ?? db.pool).query(
        `insert into tangram.notification (person, text, app, entity, record, task, key, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (person, key) do nothing`,
        [person, JSON.stringify(text), app ?? null, entity ?? null, record ?? null, task ?? null, key, context.now()],
      )
      if (rowCount === 0) return
      const tell = () => hub.tellLive({ type: 'notification', people: [person] })
      if (trx) trx.afterCommit.push(tell)
      else tell()
    },
    notifications: async (principal, { unread = false, limit = 50 } = {}) => {
      if (principal.kind !== 'person') return []
      const { rows } = await db.pool.query<Notification>(
        `select id, text, app, entity, record, task, created_at as at, read_at as "readAt" from tangram.notification
         where person = $1 and (not $2 or read_at is null) order by created_at desc, id desc limit $3`,
        [principal.id, unread, Math.min(Math.max(Math.trunc(limit), 1), 200)],
      )
      return rows
    },
    markRead: async (principal, ids) => {
      if (principal.kind !== 'person') return
      const some = ids === 'all' ? null : ids
      await db.pool.query(
        'update tangram.notification set read_at = $2 where person = $1 and read_at is null and ($3::text[] is null or id::text = any($3))',
        [principal.id, context.now(), some],
      )
    },
  }
}
