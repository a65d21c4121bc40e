import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { asSystem } from './system-principal.ts'
import { mailPeer } from './testing/mail-peer.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const system = asSystem('test')
const password = 'a long enough secret 7'
let desk: Desk
let peer: Awaited<ReturnType<typeof mailPeer>>
let admin: Caller
let agent: Caller

beforeAll(async () => {
  peer = await mailPeer()
  desk = await openDesk({ smtpUrl: peer.url, baseUrl: 'https://desk.example.com' })
  agent = await desk.as('chen_mo')
  admin = await desk.as('admin')
})
afterAll(async () => {
  await desk?.close()
  peer?.close()
})
beforeEach(() => desk.query('delete from tangram.attempt'))

const members = '/api/v1/members'
let count = 0
const newcomer = () => `newcomer${++count}`
const add = async (login: string, more: Json = {}) => admin.post(members, { name: `N ${login}`, login, invite: false, ...more })
const tokenIn = (text: string) => /set-password#([\w-]{32})/.exec(text)?.[1] ?? ''
const plain = (data: string) =>
  /base64/i.test(data)
    ? Buffer.from(data.split(/\n\n/).slice(1).join(''), 'base64').toString()
    : data.replaceAll(/=\n/g, '').replaceAll('=23', '#').replaceAll('=3D', '=')
const mailTo = (to: string) => vi.waitFor(() => plain(peer.mails.find((mail) => mail.to === to)?.data ?? fail()), { timeout: 10_000 })
const fail = (): never => {
  throw new Error('no mail yet')
}

describe('people', () => {
  it('are invited by mail, set their password by its address and are signed in with what they were given', async () => {
    const login = newcomer()
    const email = `${login}@house.example`
    const { member, invitation } = await add(login, { email, roles: [{ app: 'service_desk', role: 'agent' }], invite: true })
    expect(member).toMatchObject({ state: 'invited', login })
    expect(invitation).toMatchObject({ purpose: 'invite', mailed: email })
    expect(invitation.url).toMatch(/^https:\/\/desk\.example\.com\/set-password#[\w-]{32}$/)
    const token = tokenIn(await mailTo(email))
    expect(token).toBe(tokenIn(invitation.url))
    const nobody = desk.nobody()
    expect(await nobody.post('/api/v1/invitations/look', { token })).toEqual({ purpose: 'invite', name: `N ${login}`, login })
    const weak = await nobody.send('POST', '/api/v1/invitations/accept', { token, password: '1' })
    expect(weak.statusCode).toBe(422)
    const answer = await nobody.send('POST', '/api/v1/invitations/accept', { token, password })
    expect(answer.json()).toMatchObject({ person: { name: `N ${login}` }, duty: null })
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const apps = await nobody.send('GET', '/api/v1/apps', undefined, { cookie })
    expect(apps.json().map(({ id }: Json) => id)).toContain('service_desk')
    expect((await nobody.send('POST', '/api/v1/invitations/accept', { token, password })).statusCode).toBe(404)
  })

  it('leave no trace of the address in the outbox, in jobs, in the audit or anywhere else in the database', async () => {
    const login = newcomer()
    const { invitation } = await add(login, { email: `${login}@house.example`, invite: true })
    const token = tokenIn(invitation.url)
    await mailTo(`${login}@house.example`)
    const { rows: tables } = await desk.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'tangram' and table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(40)
    for (const { name } of tables) {
      const { rows } = await desk.query(`select 1 from tangram.${name} x where to_jsonb(x)::text like $1`, [`%${token}%`])
      expect(rows, name).toEqual([])
    }
    expect((await desk.query('select text from tangram.message where "to" = $1', [`${login}@house.example`])).rows[0]?.text).toContain(
      login,
    )
  })

  it('who forgot are mailed a way back; whoever asks is told the same whether there is such a person', async () => {
    const login = newcomer()
    const email = `${login}@house.example`
    const { member } = await add(login, { email })
    await desk.server.storage.people.setPassword(system, member.id, password)
    const nobody = desk.nobody()
    const ask = (login: string) => nobody.send('POST', '/api/v1/forgotten-password', { login })
    const [known, unknown, byMail] = [await ask(login), await ask('nobody-at-all'), await ask(email.toUpperCase())]
    expect([unknown.statusCode, unknown.body, byMail.body]).toEqual([known.statusCode, known.body, known.body])
    const token = tokenIn(await mailTo(email))
    // Asked twice: the newest address alone serves.
    await vi.waitFor(
      async () => expect((await desk.query(`select 1 from tangram.job where kind = 'password.forgotten'`)).rows).toEqual([]),
      {
        timeout: 10_000,
      },
    )
    await vi.waitFor(() => expect(peer.mails.filter(({ to }) => to === email).length).toBe(2), { timeout: 10_000 })
    const newest = peer.mails.filter(({ to }) => to === email).map(({ data }) => tokenIn(plain(data)))
    expect(new Set(newest).size).toBe(2)
    const looks = await Promise.all(
      newest.map(async (each) => (await nobody.send('POST', '/api/v1/invitations/look', { token: each })).statusCode),
    )
    expect(looks.toSorted()).toEqual([200, 404])
    expect(newest).toContain(token)
    const open = newest[looks.indexOf(200)] ?? ''
    const old = await nobody.send('POST', '/api/v1/session', { login, password })
    expect(old.json().person).not.toBeNull()
    const changed = await nobody.send('POST', '/api/v1/invitations/accept', { token: open, password: 'another long secret 8' })
    expect(changed.json().person).toBeNull()
    expect(changed.cookies).toEqual([])
    const cookie = old.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await nobody.send('GET', '/api/v1/apps', undefined, { cookie })).statusCode).toBe(401)
    expect((await nobody.send('POST', '/api/v1/session', { login, password })).statusCode).toBe(401)
    const { actor } = (
      await desk.query<Json>(`select actor from tangram.audit where action = 'invitation.reset' and object = $1`, [member.id])
    ).rows[0]
    expect(actor).toBeNull()
  })

  it('cannot be asked for endlessly, by login or by network', async () => {
    const nobody = desk.nobody()
    const codes: number[] = []
    for (let n = 0; n < 5; n++) codes.push((await nobody.send('POST', '/api/v1/forgotten-password', { login: 'somebody' })).statusCode)
    expect(codes).toEqual([200, 200, 200, 429, 429])
    for (let n = 0; n < 20; n++) codes.push((await nobody.send('POST', '/api/v1/forgotten-password', { login: `other ${n}` })).statusCode)
    expect(codes.at(-1)).toBe(429)
    const looks: number[] = []
    for (let n = 0; n < 62; n++) looks.push((await nobody.send('POST', '/api/v1/invitations/look', { token: `guess${n}` })).statusCode)
    expect([looks[0], looks.at(-1)]).toEqual([404, 429])
  })

  it('are signed out, refused and let in again as they are suspended and reinstated', async () => {
    const login = newcomer()
    const { member } = await add(login, { roles: [{ app: 'service_desk', role: 'agent' }] })
    await desk.server.storage.people.setPassword(asSystem(`person:${member.id}`), member.id, password)
    const signIn = () => desk.nobody().send('POST', '/api/v1/session', { login, password })
    const cookie = (await signIn()).cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const asks = async () => (await desk.nobody().send('GET', '/api/v1/apps', undefined, { cookie })).statusCode
    expect(await asks()).toBe(200)
    await admin.post(`${members}/${member.id}/suspend`)
    expect(await asks()).toBe(401)
    expect((await signIn()).statusCode).toBe(401)
    expect((await admin.send('POST', `${members}/${member.id}/invitation`)).statusCode).toBe(409)
    await admin.post(`${members}/${member.id}/reinstate`)
    expect(await asks()).toBe(401)
    expect((await signIn()).statusCode).toBe(200)
  })

  it("lose and gain a role with the next request, theirs or their team's", async () => {
    const login = newcomer()
    const { id: team } = await admin.post('/api/v1/teams', { name: `Team ${login}` })
    const { member } = await add(login, { teams: [team] })
    const who = async () => desk.as(login)
    await desk.query('update tangram.person set sample = true where id = $1', [member.id])
    const caller = await who()
    const holders = '/api/v1/apps/service_desk/roles/manager/holders'
    const tickets = async () => (await caller.get('/api/v1/apps/service_desk/entities/ticket/records')).records.length
    expect(await tickets()).toBe(0)
    const held = await admin.post(holders, { change: 'grant', to: 'team', id: team })
    expect(held.teams.map(({ id }: Json) => id)).toContain(team)
    expect(await tickets()).toBeGreaterThan(0)
    await admin.post(holders, { change: 'revoke', to: 'team', id: team })
    expect(await tickets()).toBe(0)
    const patched = await admin.send('PATCH', `${members}/${member.id}`, {
      version: member.version,
      roles: [{ app: 'service_desk', role: 'manager' }],
    })
    expect(patched.json().roles).toHaveLength(1)
    expect(await tickets()).toBeGreaterThan(0)
    const stale = await admin.send('PATCH', `${members}/${member.id}`, { version: member.version, roles: [] })
    expect(stale.statusCode).toBe(409)
    expect(await tickets()).toBeGreaterThan(0)
  })

  it("are nobody's to manage but an administrator's, and each change is in the audit", async () => {
    const { member } = await add(newcomer())
    for (const [method, url] of [
      ['GET', members],
      ['PATCH', `${members}/${member.id}`],
      ['POST', `${members}/${member.id}/suspend`],
      ['POST', `${members}/${member.id}/invitation`],
      ['GET', '/api/v1/organisation'],
      ['POST', '/api/v1/apps/service_desk/roles/agent/holders'],
    ] as const) {
      const body =
        method === 'PATCH' ? { version: 1, admin: true } : url.endsWith('holders') ? { change: 'grant', to: 'everyone' } : undefined
      expect((await agent.send(method, url, body)).statusCode, url).toBe(403)
    }
    const bad = await admin.send('PATCH', `${members}/${member.id}`, { version: member.version, zone: 'Mars/Base' })
    expect(bad.json()).toMatchObject({ code: 'server.request.invalid' })
    await admin.send('PATCH', `${members}/${member.id}`, { version: member.version, phone: '138 0013 8000' })
    const { rows } = await desk.query<Json>('select action from tangram.audit where object = $1 order by at, id', [member.id])
    expect(rows.map(({ action }) => action)).toEqual(['person.add', 'person.correct'])
  })
})
