import { createHash } from 'node:crypto'
import type { Id } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { type Fence, inTransaction, type Transaction } from '../transaction.ts'
import type { Delivery, Publication, Published } from './flows.ts'

/** What publishers and subscribers of a message hold while they look for each other, as a number of PostgreSQL's advisory locks. */
export function messageLock(app: Id, name: string, correlation: string | null): bigint {
  return createHash('sha256')
    .update(JSON.stringify(['tangram.message', app, name, correlation]))
    .digest()
    .readBigInt64BE()
}

/** @see Flows.publish */
export async function publish(context: Context, publication: Publication, more: { fence?: Fence } = {}): Promise<Published> {
  const published = await inTransaction(context.db, async (trx) => {
    if (more.fence) await holdJob(trx, more.fence)
    return publication.kind === 'message' ? publishMessage(context, trx, publication) : publishSignal(context, trx, publication)
  })
  if (published.delivered > 0) context.hub.tell('job', '')
  return published
}

const deliver = `
  insert into tangram.job (kind, key, payload, due_at, cause)
  select 'flow.deliver', 'deliver:' || app || ':' || id || ':' || key, jsonb_build_object('instance', instance, 'element', element, 'payload', payload,
    'app', app, 'message', id, 'subscription', key, 'name', name, 'correlation', correlation), $2::timestamptz, 'message:' || id
  from offered on conflict (key) where key is not null do nothing returning id`

async function publishMessage(context: Context, trx: Transaction, { app, id, name, correlation = null, payload, ttlMs = 0 }: Publication) {
  const { client } = trx
  await client.query(`select pg_advisory_xact_lock(${messageLock(app, name, correlation)})`)
  const now = context.now()
  const { rowCount } = await client.query({
    name: 'message.come',
    text: `insert into tangram.flow_message (app, id, name, correlation, payload, at, expires_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    values: [app, id, name, correlation, JSON.stringify(payload), now, new Date(Date.parse(now) + ttlMs).toISOString()],
  })
  if (rowCount === 0) return { delivered: 0, isBuffered: false, isRepeated: true }
  const delivered = await offer(context, trx, { app, message: id })
  return { delivered, isBuffered: delivered === 0 && ttlMs > 0, isRepeated: false }
}

/** Gives the message to whoever has listened longest and has none on the way. @returns 1, or 0 when nobody listens */
async function offer(context: Context, { client }: Transaction, given: { app: Id; message: string; except?: string }): Promise<number> {
  const { rowCount } = await client.query({
    name: 'message.offer',
    text: `with offered as (
        update tangram.flow_message m set subscription = s.key
        from (
          select f.app, f.id, s.key, s.instance, s.element from tangram.flow_message f
          join tangram.flow_subscription s on s.app = f.app and s.kind = 'message' and s.name = f.name and s.correlation is not distinct from f.correlation
          where f.app = $1 and f.id = $3 and f.subscription is null and f.delivered_at is null and s.key is distinct from $4
            and not exists (select from tangram.flow_message o where o.subscription = s.key and o.delivered_at is null)
          order by s.created_at, s.key limit 1
        ) as s where m.app = s.app and m.id = s.id
        returning m.app, m.id, m.name, m.correlation, m.payload, s.key, s.instance, s.element
      ) ${deliver}`,
    values: [given.app, context.now(), given.message, given.except ?? null],
  })
  return rowCount ?? 0
}

async function publishSignal(context: Context, { client }: Transaction, { app, id, name, payload, told = [] }: Publication) {
  const now = context.now()
  const { rowCount: isNew } = await client.query({
    name: 'signal.come',
    text: `insert into tangram.flow_message (app, id, name, payload, at, expires_at, delivered_at) values ($1, $2, $3, $4, $5, $5, $5) on conflict do nothing`,
    values: [app, id, name, JSON.stringify(payload), now],
  })
  if (isNew === 0) return { delivered: 0, isBuffered: false, isRepeated: true }
  const { rowCount } = await client.query({
    name: 'signal.offer',
    text: `with offered as (
        select s.app, $3::text as id, s.name, s.correlation, $4::jsonb as payload, s.key, s.instance, s.element from tangram.flow_subscription s
        where s.app = $1 and s.kind = 'signal' and s.name = $5 and s.key <> all ($6::text[])
      ) ${deliver}`,
    values: [app, now, id, JSON.stringify(payload), name, told],
  })
  return { delivered: rowCount ?? 0, isBuffered: false, isRepeated: false }
}

/** @see Flows.giveBack */
export async function giveBack(context: Context, { app, message, subscription, name, correlation }: Delivery): Promise<void> {
  const offered = await inTransaction(context.db, async (trx) => {
    await trx.client.query(`select pg_advisory_xact_lock(${messageLock(app, name, correlation)})`)
    const { rowCount } = await trx.client.query({
      name: 'message.back',
      text: `update tangram.flow_message set subscription = null
             where app = $1 and id = $2 and subscription = $3 and delivered_at is null`,
      values: [app, message, subscription],
    })
    return rowCount === 0 ? 0 : offer(context, trx, { app, message, except: subscription })
  })
  if (offered > 0) context.hub.tell('job', '')
}
