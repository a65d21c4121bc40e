import type { Principal } from '@tangram/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let other: Storage
let cast: Cast
let chief: Principal
let chiefId: string

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  other = await openStorage(db.connectAgain())
  cast = await openDesk(storage)
  chiefId = (await storage.people.create(system, { name: 'Chief', login: 'chief', admin: true })).id
  chief = await storage.people.principalOf(chiefId)
})
afterAll(async () => {
  await other.close()
  await storage.close()
  await db.close()
})

describe('the directory', () => {
  it('is for administrators alone, whatever is asked of it', async () => {
    const { directory, invitations } = storage
    const calls: (() => Promise<unknown>)[] = [
      () => directory.members(cast.mia),
      () => directory.member(cast.mia, cast.ids.ann),
      () => directory.add(cast.mia, { name: 'X', login: 'x' }),
      () => directory.correct(cast.mia, cast.ids.mia, 1, { admin: true }),
      () => directory.suspend(cast.mia, cast.ids.ann),
      () => directory.reinstate(cast.mia, cast.ids.ann),
      () => directory.departments(cast.mia),
      () => directory.teams(cast.mia),
      () => directory.addDepartment(cast.mia, { name: 'X', parent: null, head: null }),
      () => directory.changeDepartment(cast.mia, cast.ids.ann, {}),
      () => directory.removeDepartment(cast.mia, cast.ids.ann),
      () => directory.addTeam(cast.mia, { name: 'X' }),
      () => directory.changeTeam(cast.mia, cast.red, { name: 'X' }),
      () => directory.removeTeam(cast.mia, cast.red),
      () => directory.roles(cast.mia),
      () => directory.holders(cast.mia, 'desk', 'agent'),
      () => directory.grant(cast.mia, 'desk', 'manager', { person: cast.ids.mia }),
      () => directory.revoke(cast.mia, 'desk', 'manager', { person: cast.ids.mia }),
      () => invitations.issue(cast.mia, cast.ids.ann),
      () => invitations.close(cast.mia, cast.ids.ann),
      () => invitations.whoForgot(chief, 'ann'),
    ]
    expect(calls.length).toBe(Object.keys(directory).length + 3)
    for (const call of calls) await expect(call(), String(call)).rejects.toMatchObject({ status: 403 })
  })

  it('adds somebody with teams, departments and roles, who may at once what they were given', async () => {
    const { id: office } = await storage.directory.addDepartment(chief, { name: '总部', parent: null, head: cast.ids.ann })
    const member = await storage.directory.add(chief, {
      name: '林岳',
      email: 'lin@house.example',
      teams: [cast.red],
      departments: [office],
      roles: [{ app: 'desk', role: 'manager' }],
    })
    expect(member).toMatchObject({
      login: 'lin@house.example',
      state: 'invited',
      teams: [{ id: cast.red, name: 'Red' }],
      departments: [{ id: office, name: '总部' }],
      roles: [
        { app: 'desk', role: 'agent', team: { id: cast.red, name: 'Red' } },
        { app: 'desk', role: 'manager', team: null },
      ],
    })
    expect((await storage.people.principalOf(member.id)).roles.desk?.toSorted()).toEqual(['agent', 'manager'])
  })

  it('tells of each of many people the roles of their own teams', async () => {
    const ids: { [team: string]: string } = {}
    for (const name of ['East', 'West', 'North']) {
      ids[name] = (await storage.directory.addTeam(chief, { name })).id
      await storage.directory.grant(chief, 'desk', 'agent', { team: ids[name] as string })
    }
    for (let n = 0; n < 30; n++) {
      const team = ['East', 'West', 'North'][n % 3] as string
      await storage.directory.add(chief, { name: `Many ${n}`, login: `many${n}`, teams: [ids[team] as string] })
    }
    const { members } = await storage.directory.members(chief, { search: 'Many ', limit: 50 })
    expect(members).toHaveLength(30)
    for (const { teams, roles } of members) expect(roles).toEqual([{ app: 'desk', role: 'agent', team: teams[0] }])
    for (const team of Object.values(ids)) await storage.directory.removeTeam(chief, team)
  })

  it('adds nobody at all when one part is refused', async () => {
    const before = (await storage.directory.members(chief)).total
    const half = { name: 'Half', login: 'half' }
    await expect(storage.directory.add(chief, { ...half, roles: [{ app: 'desk', role: 'king' }] })).rejects.toMatchObject({ status: 404 })
    await expect(storage.directory.add(chief, { ...half, teams: [cast.ids.ann] })).rejects.toMatchObject({ status: 404 })
    await expect(storage.directory.add(chief, { name: 'No way in' })).rejects.toMatchObject({ code: 'storage.person.no-login' })
    await expect(storage.directory.add(chief, { name: 'Twin', login: 'ANN' })).rejects.toMatchObject({ status: 409 })
    expect((await storage.directory.members(chief)).total).toBe(before)
  })

  it('corrects what is given, empties what is null, and refuses what was read too long ago', async () => {
    const { id, version } = await storage.directory.add(chief, { name: 'Wei', login: 'wei', email: 'wei@house.example', phone: '138' })
    const changed = await storage.directory.correct(chief, id, version, { phone: null, email: '', name: 'Wei B' })
    expect(changed).toMatchObject({ name: 'Wei B', phone: null, email: null, login: 'wei', version: version + 1 })
    await expect(storage.directory.correct(chief, id, version, { name: 'Late' })).rejects.toMatchObject({ code: 'storage.person.changed' })
    await expect(storage.directory.correct(chief, id, version + 1, { login: null })).rejects.toMatchObject({ status: 422 })
    expect((await storage.directory.member(chief, id)).name).toBe('Wei B')
  })

  it('finds people by words, state, team and everything below a department, in pages that miss nobody', async () => {
    const { id: shop } = await storage.directory.addDepartment(chief, { name: 'Shop', parent: null, head: null })
    const { id: counter } = await storage.directory.addDepartment(chief, { name: 'Counter', parent: shop, head: null })
    const made: string[] = []
    for (let n = 0; n < 7; n++)
      made.push((await storage.directory.add(chief, { name: `Clerk ${n}`, login: `clerk${n}`, departments: [counter] })).id)
    const seen: string[] = []
    for (let offset = 0; offset < 7; offset += 3) {
      const { members, total } = await storage.directory.members(chief, { department: shop, offset, limit: 3 })
      expect(total).toBe(7)
      seen.push(...members.map(({ id }) => id))
    }
    expect(seen).toEqual(made)
    expect((await storage.directory.members(chief, { search: 'LERK3' })).members.map(({ id }) => id)).toEqual([made[3]])
    expect((await storage.directory.members(chief, { search: '%' })).total).toBe(0)
    expect((await storage.directory.members(chief, { team: cast.blue })).members.map(({ name }) => name)).toEqual(['Bob'])
    await storage.directory.suspend(chief, made[0] as string)
    expect((await storage.directory.members(chief, { state: 'suspended' })).members.map(({ id }) => id)).toEqual([made[0]])
  })

  it('ends what somebody who is suspended may, and gives it back', async () => {
    const { id } = await storage.people.create(system, { name: 'Sue', login: 'sue', password: 'sue has a password' })
    const { token } = await storage.sessions.create(id, {})
    const { token: open } = await storage.invitations.issue(chief, id)
    expect(await storage.sessions.find(token)).not.toBeNull()
    await storage.directory.suspend(chief, id)
    expect(await storage.sessions.find(token)).toBeNull()
    await expect(storage.invitations.find(open)).rejects.toMatchObject({ status: 404 })
    await expect(storage.invitations.issue(chief, id)).rejects.toMatchObject({ code: 'storage.person.suspended' })
    expect(await storage.people.verify('sue', 'sue has a password')).toMatchObject({ isRight: false })
    await storage.directory.reinstate(chief, id)
    expect(await storage.people.verify('sue', 'sue has a password')).toMatchObject({ isRight: true })
    await expect(storage.invitations.find(open)).rejects.toMatchObject({ status: 404 })
    expect(await storage.sessions.find(token)).toBeNull()
  })

  it('keeps one administrator, also when two remove one another at once', async () => {
    const second = (await storage.people.create(system, { name: 'Second', login: 'second', admin: true })).id
    for (let round = 0; round < 10; round++) {
      const { version } = await storage.directory.member(system, second)
      const outcomes = await Promise.allSettled([
        storage.directory.suspend(system, chiefId),
        other.directory.correct(system, second, version, { admin: false }),
      ])
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
      expect(refused.reason).toMatchObject({ code: 'storage.person.last-administrator' })
      await storage.directory.reinstate(system, chiefId)
      const now = await storage.directory.member(system, second)
      if (!now.admin) await storage.directory.correct(system, second, now.version, { admin: true })
    }
    await storage.directory.suspend(system, second)
    await expect(storage.people.update(system, chiefId, { active: false })).rejects.toMatchObject({ status: 409 })
    await expect(storage.people.update(system, chiefId, { admin: false })).rejects.toMatchObject({ status: 409 })
  })
})

describe('departments and teams', () => {
  it('make a tree without circles, also when two are moved at once', async () => {
    const add = async (name: string, parent: string | null) =>
      (await storage.directory.addDepartment(chief, { name, parent, head: null })).id
    const top = await add('Top', null)
    const [a, b] = [await add('A', top), await add('B', top)]
    await expect(storage.directory.changeDepartment(chief, top, { parent: a })).rejects.toMatchObject({ code: 'storage.department.cycle' })
    await expect(storage.directory.changeDepartment(chief, a, { parent: a })).rejects.toMatchObject({ code: 'storage.department.cycle' })
    await expect(add('a', top)).rejects.toMatchObject({ code: 'storage.department.name-taken' })
    const moves = await Promise.allSettled([
      storage.directory.changeDepartment(chief, a, { parent: b }),
      other.directory.changeDepartment(chief, b, { parent: a }),
    ])
    expect(moves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(storage.directory.removeDepartment(chief, top)).rejects.toMatchObject({ code: 'storage.department.not-empty' })
    await storage.directory.changeDepartment(chief, a, { head: cast.ids.bob, name: 'A2' })
    const entry = (await storage.directory.departments(chief)).find(({ id }) => id === a)
    expect(entry).toMatchObject({ name: 'A2', head: { name: 'Bob' }, people: 0 })
    await storage.directory.changeDepartment(chief, a, { head: null })
    expect((await storage.directory.departments(chief)).find(({ id }) => id === a)?.head).toBeNull()
  })

  it('take what their members held with them when they go', async () => {
    const { id: team } = await storage.directory.addTeam(chief, { name: 'Night' })
    await expect(storage.directory.addTeam(chief, { name: 'NIGHT' })).rejects.toMatchObject({ code: 'storage.team.name-taken' })
    const { id } = await storage.directory.add(chief, { name: 'Owl', login: 'owl', teams: [team] })
    await storage.directory.grant(chief, 'desk', 'agent', { team })
    expect((await other.people.principalOf(id)).roles).toEqual({ desk: ['agent'] })
    expect((await storage.directory.teams(chief)).find((one) => one.id === team)).toMatchObject({
      people: 1,
      roles: [{ app: 'desk', role: 'agent' }],
    })
    await storage.directory.removeTeam(chief, team)
    expect(await other.people.principalOf(id)).toMatchObject({ roles: {}, teams: [] })
    expect((await storage.directory.holders(chief, 'desk', 'agent')).teams.map((one) => one.id)).toEqual([cast.red])
  })

  it('give only roles that the published app has', async () => {
    const [desk] = await storage.directory.roles(chief)
    expect(desk?.roles.map(({ id }) => id)).toEqual(expect.arrayContaining(['agent', 'manager']))
    await expect(storage.directory.grant(chief, 'desk', 'king', 'everyone')).rejects.toMatchObject({ code: 'storage.role.unknown' })
    await expect(storage.directory.grant(chief, 'nowhere', 'agent', 'everyone')).rejects.toMatchObject({ status: 404 })
    await expect(storage.directory.grant(chief, 'desk', 'agent', { person: cast.red })).rejects.toMatchObject({ status: 404 })
    await storage.directory.grant(chief, 'desk', 'agent', 'everyone')
    expect((await storage.directory.holders(chief, 'desk', 'agent')).everyone).toBe(true)
    await storage.directory.revoke(chief, 'desk', 'agent', 'everyone')
    expect((await storage.directory.holders(chief, 'desk', 'agent')).everyone).toBe(false)
  })
})

describe('invitations', () => {
  const invited = (login: string) => storage.directory.add(chief, { name: login, login, email: `${login}@house.example` })

  it('set a first password once, of several at the same time', async () => {
    const { id } = await invited('first')
    const { token, purpose } = await storage.invitations.issue(chief, id)
    expect(purpose).toBe('invite')
    expect((await storage.invitations.find(token)).person).toMatchObject({ id, login: 'first' })
    await expect(storage.invitations.accept(token, 'short')).rejects.toMatchObject({ code: 'storage.person.weak-password' })
    const words = ['a good long password', 'another long password', 'a third long password']
    const outcomes = await Promise.allSettled(words.map((password, n) => (n % 2 ? other : storage).invitations.accept(token, password)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    const right = await Promise.all(words.map(async (password) => (await storage.people.verify('first', password)).isRight))
    expect(right.filter(Boolean).length).toBe(1)
    await expect(storage.invitations.accept(token, 'one more long password')).rejects.toMatchObject({ code: 'storage.invitation.closed' })
    expect((await storage.directory.member(chief, id)).invitedUntil).toBeNull()
    expect((await storage.invitations.issue(chief, id)).purpose).toBe('reset')
  })

  it('leave the newest open alone, and are kept as hashes', async () => {
    const { id } = await invited('newest')
    const old = await storage.invitations.issue(chief, id)
    const { token, id: issued } = await storage.invitations.issue(chief, id)
    await expect(storage.invitations.find(old.token)).rejects.toMatchObject({ status: 404 })
    expect((await storage.invitations.issue(system, id, { id: issued })).token).toBe(token)
    const { rows } = await db.pool.query('select to_jsonb(i)::text as row from tangram.invitation i')
    expect(rows.map(({ row }) => row).join()).not.toContain(token)
    await storage.invitations.close(chief, id)
    await expect(storage.invitations.find(token)).rejects.toMatchObject({ status: 404 })
    expect(await storage.invitations.open(system, issued)).toBeNull()
  })

  it('end in time', async () => {
    const { id } = await invited('late')
    const { token, expiresAt } = await storage.invitations.issue(chief, id)
    const later = await openStorage(db.connectAgain(), { now: () => expiresAt })
    await expect(later.invitations.find(token)).rejects.toMatchObject({ status: 404 })
    await expect(later.invitations.accept(token, 'a good long password')).rejects.toMatchObject({ status: 404 })
    await later.close()
  })

  it('are for whoever forgot when a login or one address says who that is', async () => {
    const { id } = await invited('forgot')
    await storage.directory.add(chief, { name: 'Twin 1', login: 'twin1', email: 'twin@house.example' })
    await storage.directory.add(chief, { name: 'Twin 2', login: 'twin2', email: 'twin@house.example' })
    const who = (login: string) => storage.invitations.whoForgot(system, login)
    expect(await who('FORGOT')).toBe(id)
    expect(await who('forgot@house.example')).toBe(id)
    expect(await who('twin@house.example')).toBeNull()
    expect(await who('bob')).toBeNull()
    expect(await who('nobody\0')).toBeNull()
    await storage.directory.suspend(chief, id)
    expect(await who('forgot')).toBeNull()
  })
})
