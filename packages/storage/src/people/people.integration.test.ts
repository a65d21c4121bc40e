import { readFile } from 'node:fs/promises'
import type { LinkPrincipal, Principal } from '@tangram/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let other: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  other = await openStorage(db.connectAgain())
  cast = await openDesk(storage)
})
afterAll(async () => {
  await other.close()
  await storage.close()
  await db.close()
})

describe('people', () => {
  it('prove who they are with a password of which only an argon2id hash is kept', async () => {
    const ann = { person: cast.ids.ann, hasFactor: false }
    expect(await storage.people.verify('ANN', 'ann has a password')).toEqual({ ...ann, isRight: true })
    expect(await storage.people.verify('ann', 'wrong')).toEqual({ ...ann, isRight: false })
    expect(await storage.people.verify('nobody', 'wrong')).toEqual({ person: null, hasFactor: false, isRight: false })
    expect((await storage.people.verify('bob', '')).isRight).toBe(false)
    const { rows } = await db.pool.query(`select password_hash from tangram.person where login = 'ann'`)
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    await expect(storage.people.create(system, { name: 'Short', password: 'short' })).rejects.toMatchObject({ status: 422 })
    await expect(storage.people.create(system, { name: 'Twin', login: 'Ann' })).rejects.toMatchObject({ status: 409 })
  })

  it('have the roles of their person and of their teams', async () => {
    expect(await storage.people.principalOf(cast.ids.ann)).toMatchObject({
      kind: 'person',
      name: 'Ann',
      teams: [cast.red],
      roles: { desk: ['agent'] },
      admin: false,
    })
    expect(await storage.people.membersOfRole(system, 'desk', 'agent')).toEqual([cast.ids.ann, cast.ids.bob].sort())
    expect(await storage.people.membersOfTeam(system, 'red')).toEqual([cast.ids.ann])
  })

  it('are found by their name; by their login only by whoever may know it', async () => {
    const { id } = await storage.people.create(system, { name: 'Zoe', login: 'secret_login' })
    const chief = await storage.people.create(system, { name: 'Chief', admin: true })
    const search = async (who: Principal, words: string) => (await storage.people.find(who, { search: words })).map((one) => one.id)
    expect(await search(cast.ann, 'Zo')).toEqual([id])
    expect(await search(cast.ann, 'secret_l')).toEqual([])
    expect(await search(await storage.people.principalOf(chief.id), 'secret_l')).toEqual([id])
  })

  it('are managed by administrators alone', async () => {
    await expect(storage.people.create(cast.mia, { name: 'X' })).rejects.toMatchObject({ status: 403 })
    await expect(storage.people.grant(cast.ann, 'desk', 'manager', { person: cast.ids.ann })).rejects.toMatchObject({ status: 403 })
    await expect(storage.people.setPassword(cast.ann, cast.ids.bob, 'a fine password')).rejects.toMatchObject({ status: 403 })
    await expect(storage.people.update(cast.ann, cast.ids.ann, { admin: true })).rejects.toMatchObject({ status: 403 })
    expect(await storage.people.update(cast.ann, cast.ids.ann, { locale: 'en' })).toMatchObject({ locale: 'en' })
  })
})

describe('sessions', () => {
  it('are found by token in every process and keep only its hash', async () => {
    const { token, csrf } = await storage.sessions.create(cast.ids.ann, { ip: '127.0.0.1' })
    expect(await other.sessions.find(token)).toMatchObject({ csrf, principal: { id: cast.ids.ann } })
    expect(await storage.sessions.find(`${token}x`)).toBeNull()
    const { rows } = await db.pool.query('select * from tangram.session')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('end everywhere when revoked, rotated, or when the person is suspended; a role change shows at once', async () => {
    const dan = await storage.people.create(system, { name: 'Dan' })
    const first = await storage.sessions.create(dan.id, {})
    await other.sessions.find(first.token)
    await storage.people.grant(system, 'desk', 'agent', { person: dan.id })
    expect((await storage.sessions.find(first.token))?.principal.roles).toEqual({ desk: ['agent'] })
    await expect
      .poll(async () => (await other.sessions.find(first.token))?.principal.roles, { timeout: 1_000 })
      .toEqual({ desk: ['agent'] })

    const second = await storage.sessions.rotate(first.token)
    expect(await storage.sessions.find(first.token)).toBeNull()
    await expect.poll(() => other.sessions.find(first.token), { timeout: 1_000 }).toBeNull()
    expect(await other.sessions.find(second.token)).not.toBeNull()

    await storage.people.update(system, dan.id, { admin: true })
    expect(await storage.sessions.find(second.token)).toBeNull()
    const third = await storage.sessions.create(dan.id, {})
    await storage.people.update(system, dan.id, { active: false })
    expect(await storage.sessions.find(third.token)).toBeNull()
    await expect.poll(() => other.sessions.find(second.token), { timeout: 1_000 }).toBeNull()
  })

  it('run out when they are not used', async () => {
    let now = new Date().toISOString()
    const clocked = await openStorage(db, { now: () => now })
    const { token } = await clocked.sessions.create(cast.ids.ann, {})
    expect(await clocked.sessions.find(token)).not.toBeNull()
    now = new Date(Date.now() + 25 * 3600_000).toISOString()
    expect(await clocked.sessions.find(token)).toBeNull()
    await clocked.close()
  })
})

describe('links', () => {
  const about = { app: 'desk', purpose: 'survey' as const, entity: 'ticket' }

  it('are unguessable, found by hash, answered once, dead when revoked or expired', async () => {
    const record = await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Survey' })
    const { token, link } = await storage.links.issue(system, { ...about, record: record.id, key: 'survey:1' })
    expect(token).toMatch(/^[\w-]{32}$/)
    expect((await storage.links.issue(system, { ...about, record: record.id, key: 'survey:1' })).token).toBe(token)
    expect(await storage.links.tokenOf(system, link.id)).toBe(token)
    const found = await other.links.find(token)
    expect(found?.principal).toMatchObject({ kind: 'link', purpose: 'survey', record: record.id })
    const principal = found?.principal as LinkPrincipal
    await storage.links.answer(principal, { mark: 5 })
    await expect(storage.links.answer(principal, { mark: 1 })).rejects.toMatchObject({ status: 409 })
    await storage.links.revoke(system, link.id)
    expect(await storage.links.find(token)).toBeNull()
    const { token: short } = await storage.links.issue(system, { ...about, record: record.id, expiresAt: '2020-01-01T00:00:00.000Z' })
    expect(await storage.links.find(short)).toBeNull()
    expect(await storage.links.find('')).toBeNull()
  })

  it('reach their one record and nothing else', async () => {
    const [mine, theirs] = await Promise.all(['A', 'B'].map((subject) => storage.records(cast.mia).create('desk', 'ticket', { subject })))
    const { token } = await storage.links.issue(system, { ...about, record: mine?.id ?? null })
    const principal = (await storage.links.find(token))?.principal as LinkPrincipal
    const records = storage.records(principal)
    expect((await records.list('desk', 'ticket')).records.map(({ id }) => id)).toEqual([mine?.id])
    await expect(records.get('desk', 'ticket', theirs?.id ?? '')).rejects.toMatchObject({ status: 404 })
    expect((await records.list('desk', 'product')).records).toEqual([])
    expect(await records.options('desk', 'person')).toEqual([])
    await expect(records.create('desk', 'ticket', { subject: 'x' })).rejects.toMatchObject({ status: 403 })
    expect(await storage.people.find(principal)).toEqual([])
    await expect(storage.links.issue(principal, { ...about })).rejects.toMatchObject({ status: 404 })
  })
})

describe('files', () => {
  const content = async function* () {
    yield Buffer.from('hello ')
    yield Buffer.from('world')
  }
  const reference = (file: { id: string; name: string; size: number; type: string }) => [
    { id: file.id, name: file.name, size: file.size, type: file.type },
  ]

  it('are staged for who uploaded them, then have the rights of their record', async () => {
    const file = await storage.files.stage(cast.ann, { name: '../../etc/pass\u202ewd.png', type: 'image/png', content: content() })
    expect(file).toMatchObject({ size: 11, sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9', state: 'staged' })
    expect(file.name).not.toMatch(/[/\u202e]/)
    await expect(storage.files.open(cast.bob, file.id)).rejects.toMatchObject({ status: 404 })
    await expect(
      storage.records(cast.bob).create('desk', 'ticket', { subject: 'Stolen', team: cast.blue, pictures: reference(file) }),
    ).rejects.toMatchObject({ status: 422, path: '/pictures' })
    await storage.records(cast.ann).create('desk', 'ticket', { subject: 'With a picture', team: cast.red, pictures: reference(file) })
    const opened = await storage.files.open(cast.ann, file.id)
    expect(opened.file.state).toBe('attached')
    expect(await readFile(opened.path, 'utf8')).toBe('hello world')
    await expect(storage.files.open(cast.bob, file.id)).rejects.toMatchObject({ status: 404 })
    expect(await storage.files.find(cast.mia, [file.id])).toHaveLength(1)
  })

  it('are as hidden as the field that holds them, before and after they are taken out of it', async () => {
    const document = desk((all) => {
      all.id = 'vault'
      const agent = all.access.roles.items.agent?.grants.ticket
      if (agent?.fields) agent.fields.papers = 'hidden'
      const { fields } = all.entities.items.ticket ?? {}
      fields?.order.push('papers')
      if (fields) fields.items.papers = { id: 'papers', type: 'attachment', label: { en: 'Papers', 'zh-CN': '文件' } }
    })
    await storage.apps.create(system, document)
    await storage.apps.publish(system, 'vault')
    await storage.people.grant(system, 'vault', 'agent', { person: cast.ids.ann })
    await storage.people.grant(system, 'vault', 'manager', { person: cast.ids.mia })
    const [ann, mia] = await Promise.all([cast.ids.ann, cast.ids.mia].map(storage.people.principalOf))
    const stage = (name: string) => storage.files.stage(mia as Principal, { name, type: 'image/png', content: content() })
    const [seen, secret] = [await stage('seen.png'), await stage('secret.png')]
    const values = { subject: 'Both', team: cast.red, pictures: reference(seen), papers: reference(secret) }
    const { id } = await storage.records(mia as Principal).create('vault', 'ticket', values)
    const ids = [seen.id, secret.id]
    const open = async (who?: Principal) => (await storage.files.find(who as Principal, ids)).map(({ name }) => name).sort()
    expect(await open(ann)).toEqual(['seen.png'])
    expect(await open(mia)).toEqual(['secret.png', 'seen.png'])
    await expect(storage.files.open(ann as Principal, secret.id)).rejects.toMatchObject({ status: 404 })
    await storage.records(mia as Principal).update('vault', 'ticket', id, { pictures: [], papers: [] }, {})
    expect(await open(ann)).toEqual(['seen.png'])
  })

  it('are called what they were uploaded as, whatever the record says about them', async () => {
    const picture = await storage.files.stage(cast.ann, { name: 'real.png', type: 'image/png', content: content() })
    const records = storage.records(cast.ann)
    const lie = { ...reference(picture)[0], name: 'invoice.pdf', size: 1, type: 'image/gif' }
    const record = await records.create('desk', 'ticket', { subject: 'Told a story', team: cast.red, pictures: [lie] })
    expect(record.values.pictures).toEqual(reference(picture))
    const told = await records.update('desk', 'ticket', record.id, { subject: 'Told again', pictures: [lie] }, {})
    expect(told.values.pictures).toEqual(reference(picture))
    const program = await storage.files.stage(cast.ann, { name: 'a.exe', type: 'application/x-msdownload', content: content() })
    const disguised = { ...reference(program)[0], name: 'a.png', type: 'image/png' }
    await expect(records.create('desk', 'ticket', { subject: 'Disguised', team: cast.red, pictures: [disguised] })).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ path: '/pictures', code: 'files.wrong-kind' }] },
    })
    await expect(records.update('desk', 'ticket', record.id, { pictures: [lie, disguised] }, {})).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ path: '/pictures', code: 'files.wrong-kind' }] },
    })
  })
})

it('messages of a record are shown to who may see it, with neither address nor link', async () => {
  const { id: record } = await storage.records(cast.ann).create('desk', 'ticket', { subject: 'Told', team: cast.red })
  const message = {
    channel: 'sms' as const,
    to: '13800130000',
    text: 'Done? https://example.com/l/secret',
    app: 'desk',
    entity: 'ticket',
    record,
  }
  await storage.messages.add(system, { ...message, key: 'about 1' })
  const { id } = await storage.messages.add(system, { ...message, channel: 'mail', to: 'lin@example.com', text: 'Hello', key: 'about 2' })
  await storage.messages.settle(system, id, 'sent')
  expect(await storage.messages.ofRecord(cast.ann, 'desk', 'ticket', record)).toEqual([
    { id: expect.any(String), at: expect.any(String), channel: 'sms', to: '138****0000', text: 'Done? […]', status: 'waiting' },
    { id, at: expect.any(String), channel: 'mail', to: 'l****@example.com', text: 'Hello', status: 'sent' },
  ])
  await expect(storage.messages.ofRecord(cast.bob, 'desk', 'ticket', record)).rejects.toMatchObject({ status: 404 })
})

it('messages and notifications are kept once per key', async () => {
  const message = { channel: 'sms' as const, to: '13800000000', text: 'Hello', key: 'm1' }
  const first = await storage.messages.add(system, message)
  expect(first.isNew).toBe(true)
  expect(await storage.messages.add(system, message)).toEqual({ id: first.id, isNew: false })
  await storage.messages.settle(system, first.id, 'sent')
  expect((await storage.messages.list(system))[0]).toMatchObject({ to: '13800000000', status: 'sent' })
  await expect(storage.messages.list(cast.mia)).rejects.toMatchObject({ status: 403 })

  const heard: unknown[] = []
  // Records of the tests before may be told of only now.
  const unsubscribe = other.live.subscribe((event) => event.type === 'notification' && heard.push(event))
  for (let i = 0; i < 2; i++)
    await storage.messages.notify(system, { person: cast.ids.ann, text: { en: 'Look', 'zh-CN': '看' }, key: 'n1' })
  expect(await storage.messages.notifications(cast.ann)).toMatchObject([{ text: { en: 'Look' }, readAt: null }])
  expect(await storage.messages.notifications(cast.bob)).toEqual([])
  await storage.messages.markRead(cast.ann, 'all')
  expect(await storage.messages.notifications(cast.ann, { unread: true })).toEqual([])
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual([{ type: 'notification', people: [cast.ids.ann] }])
  unsubscribe()
})

it('the audit log and settings hold what they are told, the log for ever', async () => {
  await storage.audit.append(cast.ann, { action: 'session.create', result: 'ok', ip: '127.0.0.1' })
  expect(await storage.audit.list(system)).toMatchObject([{ action: 'session.create', actor: cast.ids.ann, actorKind: 'person' }])
  await expect(db.pool.query('delete from tangram.audit')).rejects.toThrow('append-only')
  await storage.settings.set(system, 'organisation', { name: 'Acme' })
  expect(await storage.settings.get(system, 'organisation')).toEqual({ name: 'Acme' })
  await expect(storage.settings.set(cast.ann, 'organisation', {})).rejects.toMatchObject({ status: 403 })
})
