import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit as auditStep } from '../migrations/013-audit.ts'
import type { Storage } from '../storage.ts'
import { type Cast, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast

beforeEach(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage)
})
afterEach(async () => {
  await storage.close()
  await db.close()
})

/** Five entries, sealed. */
async function noted(): Promise<string[]> {
  for (let n = 0; n < 5; n++)
    await storage.audit.append(cast.ann, {
      action: `act.${n}`,
      object: `desk ${n}`,
      result: 'ok',
      ip: `127.0.0.${n}`,
      details: { b: n, a: '你' },
    })
  await storage.audit.seal()
  const { rows } = await db.pool.query<{ entry: string }>('select entry from tangram.audit_seal order by seq')
  return rows.slice(-5).map(({ entry }) => entry)
}

/** As somebody who owns the database: no trigger stops them. */
async function asOwner(...statements: string[]): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    for (const statement of statements) await client.query(statement)
    await client.query('commit')
  } finally {
    client.release()
  }
}

const broken = async () => (await storage.audit.verify(system)).broken

describe('the chain of the audit', () => {
  it('holds what was written, each entry once, however many servers seal', async () => {
    const other = await openStorage(db.connectAgain())
    await noted()
    for (let n = 0; n < 30; n++) await storage.audit.append(system, { action: 'many', result: 'ok' })
    await Promise.all([storage.audit.seal(), other.audit.seal(), storage.audit.seal(), other.audit.seal()])
    await storage.audit.seal()
    const verified = await other.audit.verify(system)
    expect(verified).toMatchObject({ broken: null, unsealed: 0, erased: 0 })
    const { rows } = await db.pool.query<{ n: number }>('select count(*)::int as n from tangram.audit')
    expect(verified.entries).toBe(rows[0]?.n)
    await other.close()
  })

  it('takes an entry that commits after a later one was sealed', async () => {
    const before = (await storage.audit.verify(system)).entries
    await storage.transaction(async (trx) => {
      await storage.audit.append(cast.ann, { action: 'slow', result: 'ok' }, trx)
      await storage.audit.append(cast.ann, { action: 'quick', result: 'ok' })
      await storage.audit.seal()
    })
    await storage.audit.seal()
    expect(await storage.audit.verify(system)).toMatchObject({ broken: null, unsealed: 0 })
    expect((await storage.audit.verify(system)).entries).toBeGreaterThanOrEqual(before + 2)
  })

  it('finds an entry that was changed', async () => {
    const ids = await noted()
    expect(await broken()).toBeNull()
    await asOwner(`update tangram.audit set actor = null where id = '${ids[2]}'`)
    expect(await broken()).toMatchObject({ what: 'changed', entry: ids[2] })
  })

  it('finds an entry that was removed, with its seal or without', async () => {
    const ids = await noted()
    await asOwner(`delete from tangram.audit where id = '${ids[1]}'`)
    expect(await broken()).toMatchObject({ what: 'missing', entry: ids[1] })
    await asOwner(`delete from tangram.audit_seal where entry = '${ids[1]}'`)
    expect(await broken()).toMatchObject({ what: 'missing', entry: null })
    await asOwner(
      `update tangram.audit_seal set seq = -seq where seq > (select seq from tangram.audit_seal where entry = '${ids[0]}')`,
      'update tangram.audit_seal set seq = -seq - 1 where seq < 0',
    )
    expect(await broken()).toMatchObject({ what: 'order', entry: ids[2] })
  })

  it('finds entries whose places were swapped', async () => {
    const ids = await noted()
    await asOwner(
      `create temp table s on commit drop as select * from tangram.audit_seal where entry in ('${ids[1]}', '${ids[2]}')`,
      `delete from tangram.audit_seal where entry in ('${ids[1]}', '${ids[2]}')`,
      `insert into tangram.audit_seal select a.seq, b.entry, a.at, a.digest from s a join s b on a.entry <> b.entry`,
    )
    expect(await broken()).toMatchObject({ what: 'order', entry: ids[2] })
  })

  it('finds an entry that was put in beside the server', async () => {
    const ids = await noted()
    const copy = `insert into tangram.audit select uuidv7(), at, actor, actor_kind, action, object, result, person`
    await asOwner(`${copy}, mac from tangram.audit where id = '${ids[2]}'`)
    expect(await broken()).toMatchObject({ what: 'stranger' })
    await asOwner(`insert into tangram.audit_unsealed select id from tangram.audit where id not in (select entry from tangram.audit_seal)`)
    expect(await broken()).toMatchObject({ what: 'changed' })
    await storage.audit.seal()
    expect(await broken()).toMatchObject({ what: 'changed' })
  })

  it('finds an entry without a mac among those that have one', async () => {
    await noted()
    await asOwner(
      `insert into tangram.audit values ('01900000-0000-7000-8000-000000000000', now(), null, 'system', 'forged', null, 'ok', null, null)`,
      `insert into tangram.audit_unsealed values ('01900000-0000-7000-8000-000000000000')`,
    )
    await storage.audit.seal()
    expect(await broken()).toMatchObject({ what: 'changed', entry: '01900000-0000-7000-8000-000000000000' })
  })

  it('finds that its last entries were cut off, also when its end was moved', async () => {
    const ids = await noted()
    await asOwner(`delete from tangram.audit where id = '${ids[4]}'`, `delete from tangram.audit_seal where entry = '${ids[4]}'`)
    expect(await broken()).toMatchObject({ what: 'missing' })
    await asOwner(
      'update tangram.audit_chain set (last_seq, last_digest) = (select seq, digest from tangram.audit_seal order by seq desc limit 1)',
    )
    expect(await broken()).toMatchObject({ what: 'end' })
  })

  it('finds an entry that was put back from an older state of the chain', async () => {
    await noted()
    const { rows: ends } = await db.pool.query<{ seq: number; digest: Buffer; mac: Buffer }>(
      'select last_seq as seq, last_digest as digest, last_mac as mac from tangram.audit_chain',
    )
    const [end] = ends
    const seq = Number(end?.seq) + 1
    const sealed = async (action: string) => {
      await storage.audit.append(cast.ann, { action, result: 'ok' })
      await storage.audit.seal()
    }
    await sealed('old')
    await asOwner(
      `create table kept_seal as select * from tangram.audit_seal where seq = ${seq}`,
      'create table kept_entry as select a.* from tangram.audit a join kept_seal s on s.entry = a.id',
      'delete from tangram.audit where id in (select id from kept_entry)',
      `delete from tangram.audit_seal where seq = ${seq}`,
    )
    await db.pool.query('update tangram.audit_chain set last_seq = $1, last_digest = $2, last_mac = $3', [end?.seq, end?.digest, end?.mac])
    await sealed('unwanted')
    await sealed('next')
    expect(await broken()).toBeNull()
    await asOwner(
      `delete from tangram.audit where id = (select entry from tangram.audit_seal where seq = ${seq})`,
      `delete from tangram.audit_seal where seq = ${seq}`,
      'insert into tangram.audit select * from kept_entry',
      'insert into tangram.audit_seal select * from kept_seal',
    )
    expect(await broken()).toMatchObject({ what: 'order', seq: seq + 1 })
  })

  it('finds personal values that were changed, and verifies when they are erased', async () => {
    const ids = await noted()
    await asOwner(`update tangram.audit_person set ip = '10.0.0.9' where entry = '${ids[3]}'`)
    expect(await broken()).toMatchObject({ what: 'personal', entry: ids[3] })
    await db.pool.query('delete from tangram.audit_person where entry = $1', [ids[3]])
    expect(await storage.audit.verify(system)).toMatchObject({ broken: null, erased: 1 })
    const entry = (await storage.audit.list(system)).find(({ id }) => id === ids[3])
    expect(entry).toMatchObject({ ip: null, details: null, object: expect.stringContaining('desk') })
  })

  it('cannot be made anew by whoever has only the database', async () => {
    await noted()
    const guessing = await openStorage(db.connectAgain(), { secret: 'another secret of thirty-two chars' })
    expect((await guessing.audit.verify(system)).broken).not.toBeNull()
    await guessing.close()
  })

  it('is verified by administrators alone', async () => {
    await expect(storage.audit.verify(cast.ann)).rejects.toMatchObject({ status: 403 })
    await expect(storage.audit.keepFor(cast.ann, null)).rejects.toMatchObject({ status: 403 })
  })
})

it.each(['audit', 'audit_seal', 'audit_person', 'audit_chain', 'change', 'app_version', 'flow_event', 'sla_event'])(
  'tangram.%s is not emptied',
  async (table) => {
    await expect(db.pool.query(`truncate tangram.${table} cascade`)).rejects.toThrow('append-only')
  },
)

describe('the retention', () => {
  it('removes sealed entries that are older, and the chain verifies from its anchor', async () => {
    const old = await openStorage(db.connectAgain(), { now: () => '2025-01-01T00:00:00.000Z' })
    await old.audit.append(cast.ann, { action: 'old', result: 'ok', ip: '127.0.0.1' })
    await old.audit.seal()
    await noted()
    await old.audit.append(cast.ann, { action: 'late', result: 'ok' })
    await old.audit.seal()
    expect((await storage.tidyUp(system)).audit).toBe(0)
    await expect(storage.audit.keepFor(system, 179)).rejects.toMatchObject({ status: 422 })
    await storage.audit.keepFor(system, 180)
    expect(await storage.audit.retention(system)).toBe(180)
    const { rows } = await db.pool.query<{ n: number }>(
      `select seq as n from tangram.audit_seal s join tangram.audit a on a.id = s.entry where action = 'old'`,
    )
    const before = (await storage.audit.verify(system)).entries
    const { audit: removed } = await storage.tidyUp(system)
    // Nothing before the first younger entry is left; what is old behind it stays, the chain has no holes.
    expect(removed).toBe(rows[0]?.n)
    expect(await storage.audit.verify(system)).toMatchObject({ broken: null, entries: before - removed })
    expect(await storage.audit.list(system, { action: 'old' })).toEqual([])
    expect(await storage.audit.list(system, { action: 'late' })).toHaveLength(1)
    await asOwner('update tangram.audit_chain set first_seq = first_seq + 1')
    expect(await broken()).toMatchObject({ what: 'end' })
    await old.close()
  })

  it('is kept by the database too, whatever a session says', async () => {
    const [id] = await noted()
    const client = await db.pool.connect()
    await client.query(`set tangram.audit_tidying = 'on'`)
    await expect(client.query('delete from tangram.audit where id = $1', [id])).rejects.toThrow('append-only')
    client.release(true)
  })
})

it('is searched by time, person, action, app, object and result, in pages', async () => {
  await noted()
  await storage.audit.append(system, { action: 'sign-in', login: 'Mallory', result: 'refused' })
  const found = async (filter: Parameters<Storage['audit']['list']>[1]) =>
    (await storage.audit.list(system, filter)).map(({ action }) => action)
  // Entries of one millisecond have no order of their own, but always the same.
  const all = await found({ actor: cast.ids.ann })
  expect(all.toSorted()).toEqual(['act.0', 'act.1', 'act.2', 'act.3', 'act.4'])
  expect(await found({ app: 'desk', object: 'K 2' })).toEqual(['act.2'])
  expect(await found({ object: 'mallo' })).toEqual(['sign-in'])
  expect(await found({ result: 'refused' })).toEqual(['sign-in'])
  expect(await found({ to: '2001-01-01T00:00:00Z' })).toEqual([])
  const [first, second] = await storage.audit.list(system, { actor: cast.ids.ann, limit: 2 })
  expect(first).toMatchObject({ actorName: 'Ann', details: { a: '你', b: expect.any(Number) } })
  expect(await found({ actor: cast.ids.ann, before: second?.id as string, limit: 2 })).toEqual(all.slice(2, 4))
})

it('entries from before the chain move their personal values aside and are sealed', async () => {
  // Back to what the release before had, as far as the step looks.
  await asOwner(
    'drop table tangram.audit_person, tangram.audit_unsealed, tangram.audit_seal, tangram.audit_chain',
    'drop trigger never_emptied on tangram.audit',
    ...['change', 'app_version', 'flow_event', 'sla_event'].map((table) => `drop trigger never_emptied on tangram.${table}`),
    'drop index tangram.audit_at, tangram.audit_actor, tangram.audit_action, tangram.audit_app',
    'alter table tangram.audit drop column person, drop column mac, add column ip text, add column details jsonb',
    'drop function tangram.refuse_audit cascade',
    'delete from tangram.audit',
    `create trigger append_only before update or delete on tangram.audit for each row execute function tangram.refuse()`,
    `insert into tangram.audit (at, actor_kind, action, object, result, ip, details) values
       (now(), 'system', 'sign-in', 'mallory', 'refused', '10.0.0.1', null), (now(), 'person', 'app.publish', 'desk 2', 'ok', null, '{"b": 1, "a": "你"}'),
       (now(), 'person', 'plain', null, 'ok', null, null)`,
  )
  await db.pool.query(auditStep)
  await storage.audit.append(cast.ann, { action: 'new', result: 'ok', ip: '10.0.0.2' })
  await storage.audit.seal()
  expect(await storage.audit.verify(system)).toMatchObject({ broken: null, entries: 4 })
  const [entry] = await storage.audit.list(system, { action: 'sign-in' })
  expect(entry).toMatchObject({ login: 'mallory', object: null, ip: '10.0.0.1' })
  await asOwner(`update tangram.audit_person set login = 'eve' where login = 'mallory'`)
  expect(await broken()).toMatchObject({ what: 'personal', entry: entry?.id })
})
