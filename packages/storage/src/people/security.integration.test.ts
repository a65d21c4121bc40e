import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import { defaultSecurity } from './security-settings.ts'
import { codeAt } from './totp.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let now = '2026-11-23T08:00:00.000Z'
const later = (seconds: number) => {
  now = new Date(Date.parse(now) + seconds * 1000).toISOString()
}
const day = 86_400

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db, { now: () => now })
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const person = (login: string, more = {}) => storage.people.create(system, { name: `P ${login}`, login, password: 'kettle on 1', ...more })
const set = (change: (settings: typeof defaultSecurity) => void) => {
  const settings = structuredClone(defaultSecurity)
  change(settings)
  return storage.security.change(system, settings)
}
const setPassword = (id: string, password: string) => storage.people.setPassword(system, id, password)
const dutyOf = async (token: string) => (await storage.sessions.find(token))?.duty
const bytesOf = (secret: string) => {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
const codeNow = (secret: string, away = 0) => codeAt(bytesOf(secret), Math.floor(Date.parse(now) / 30_000) + away)

describe('passwords', () => {
  it('are refused with every unmet rule in both languages', async () => {
    const refused = await person('short', { password: 'abc' }).catch((error) => error)
    expect(refused).toMatchObject({ status: 422, code: 'storage.person.weak-password', path: '/password' })
    expect(refused.details.errors.map(({ code }: { code: string }) => code)).toEqual([
      'password.length',
      'password.classes',
      'password.common',
    ])
    expect(refused.messageIn('en')).toContain('at least 10 characters; at least 2 of')
    expect(refused.messageIn('zh-CN')).toContain('至少 10 个字符；')
  })

  it('do not come again until others were in between', async () => {
    await set(({ password }) => {
      password.history = 3
    })
    const { id } = await person('again')
    const history = { details: { errors: [{ code: 'password.history' }] } }
    await expect(setPassword(id, 'kettle on 1')).rejects.toMatchObject(history)
    await setPassword(id, 'kettle on 2')
    later(1)
    await setPassword(id, 'kettle on 3')
    await expect(setPassword(id, 'kettle on 1')).rejects.toMatchObject(history)
    later(1)
    await setPassword(id, 'kettle on 4')
    await setPassword(id, 'kettle on 1')
    const { rows } = await db.pool.query('select hash from tangram.password_history where person = $1', [id])
    expect(rows.length).toBe(4)
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$/)
  })

  it('given by an administrator are changed first; chosen by oneself they are not', async () => {
    const admin = await storage.people.principalOf((await person('chief', { admin: true })).id)
    const { id } = await storage.people.create(admin, { name: 'Given', login: 'given', password: 'kettle on 5' })
    const { token } = await storage.sessions.create(id, {})
    expect(await dutyOf(token)).toBe('change-password')
    const session = await storage.sessions.find(token)
    await storage.people.setPassword(await storage.people.principalOf(id), id, 'kettle on 6', { keepSession: session?.id ?? '' })
    expect(await dutyOf(token)).toBeNull()
    await storage.people.setPassword(admin, id, 'kettle on 7')
    expect(await storage.sessions.find(token)).toBeNull()
    const next = await storage.sessions.create(id, {})
    expect(await dutyOf(next.token)).toBe('change-password')
    await set(({ password }) => {
      password.changeWhenGiven = false
    })
    await storage.people.setPassword(admin, id, 'kettle on 8')
    expect(await dutyOf((await storage.sessions.create(id, {})).token)).toBeNull()
  })

  it('grow old where the settings say so, also within a session', async () => {
    await set(({ password, session }) => {
      password.maxAgeDays = 30
      session.idleMinutes = 10_080
      session.absoluteHours = 2_160
    })
    const { id } = await person('old')
    const { token } = await storage.sessions.create(id, {})
    for (let week = 0; week < 4; week++) {
      expect(await dutyOf(token)).toBeNull()
      later(6.9 * day)
    }
    expect(await dutyOf(token)).toBeNull()
    later(3 * day)
    expect(await dutyOf(token)).toBe('change-password')
  })
})

describe('sessions', () => {
  it('last as long as the settings say, those that began before as well', async () => {
    await set(({ session }) => {
      session.idleMinutes = 30
      session.absoluteHours = 2
    })
    const { id } = await person('sits')
    const idle = await storage.sessions.create(id, {})
    const used = await storage.sessions.create(id, {})
    for (let n = 0; n < 2; n++) {
      later(29 * 60)
      expect(await storage.sessions.find(used.token)).not.toBeNull()
    }
    expect(await storage.sessions.find(idle.token)).toBeNull()
    expect((await storage.sessions.list(id)).length).toBe(1)
    await set(({ session }) => {
      session.absoluteHours = 1
    })
    expect(await storage.sessions.find(used.token)).not.toBeNull()
    later(3 * 60)
    expect(await storage.sessions.find(used.token)).toBeNull()
  })

  it('are not kept alive by a page that only listens', async () => {
    await set(({ session }) => {
      session.idleMinutes = 5
    })
    const { id } = await person('listens')
    const { token } = await storage.sessions.create(id, {})
    for (let n = 0; n < 4; n++) {
      later(70)
      expect(await storage.sessions.find(token, { isUse: false })).not.toBeNull()
    }
    later(70)
    expect(await storage.sessions.find(token, { isUse: false })).toBeNull()
    // Used among the listening, it lives on.
    const other = await storage.sessions.create(id, {})
    for (let n = 0; n < 8; n++) {
      later(70)
      expect(await storage.sessions.find(other.token, { isUse: n % 2 === 0 })).not.toBeNull()
    }
  })

  it('are listed and ended one by one or all but one, and never those of somebody else', async () => {
    const [lin, chen] = [await person('lin'), await person('chen')]
    const tokens = await Promise.all([1, 2, 3].map(() => storage.sessions.create(lin.id, { ip: '192.0.2.7', userAgent: 'Firefox' })))
    const found = await Promise.all(tokens.map(({ token }) => storage.sessions.find(token)))
    const ids = found.map((session) => session?.id ?? '')
    const foreign = await storage.sessions.create(chen.id, {})
    expect((await storage.sessions.list(lin.id)).map(({ id }) => id).sort()).toEqual(ids.toSorted())
    await expect(storage.sessions.revokeOne(chen.id, ids[0] ?? '')).rejects.toMatchObject({ status: 404 })
    await storage.sessions.revokeOne(lin.id, ids[0] ?? '')
    await storage.sessions.revokeOthers(lin.id, ids[1] ?? '')
    const left = await Promise.all([...tokens, foreign].map(async ({ token }) => (await storage.sessions.find(token)) !== null))
    expect(left).toEqual([false, true, false, true])
  })
})

describe('second factors', () => {
  it('count once a code has confirmed them; their secrets are sealed, recovery codes hashed, each good once', async () => {
    await set(() => {})
    const { id } = await person('factor')
    const factors = storage.secondFactors
    await expect(factors.confirm(id, '000000')).rejects.toMatchObject({ status: 404 })
    const secret = await factors.begin(id)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(await factors.take(id, codeNow(secret))).toBeNull()
    await expect(factors.confirm(id, codeNow(secret, 5))).rejects.toMatchObject({ status: 422, path: '/code' })
    const codes = await factors.confirm(id, codeNow(secret))
    expect(new Set(codes).size).toBe(10)
    await expect(factors.begin(id)).rejects.toMatchObject({ status: 409 })

    expect(await factors.take(id, codeNow(secret))).toBeNull()
    later(30)
    const both = await Promise.all([factors.take(id, codeNow(secret)), factors.take(id, codeNow(secret))])
    expect(both.toSorted()).toEqual(['authenticator', null])
    expect(await factors.take(id, codeNow(secret, -1))).toBeNull()
    expect(await factors.take(null, codeNow(secret, 1))).toBeNull()

    const [first = '', second = ''] = codes
    const twice = await Promise.all([factors.take(id, first), factors.take(id, first.toUpperCase().replace('-', ' '))])
    expect(twice.toSorted()).toEqual([null, 'recovery'])
    expect((await storage.security.standing(system, id)).secondFactor?.recoveryCodesLeft).toBe(9)
    const stored = JSON.stringify((await db.pool.query('select * from tangram.second_factor natural join tangram.recovery_code')).rows)
    for (const plain of [secret, bytesOf(secret).toString('base64url'), second, second.replace('-', '')])
      expect(stored).not.toContain(plain)

    const next = await factors.renewRecoveryCodes(id)
    expect([await factors.take(id, second), await factors.take(id, next[0] ?? '')]).toEqual([null, 'recovery'])
  })

  it('of one person are worth nothing to another, not even moved in the database', async () => {
    const [a, b] = [await person('moved_a'), await person('moved_b')]
    const secret = await storage.secondFactors.begin(a.id)
    const [code = ''] = await storage.secondFactors.confirm(a.id, codeNow(secret))
    later(30)
    await db.pool.query(
      'insert into tangram.second_factor select $2, secret, created_at, confirmed_at, 0 from tangram.second_factor where person = $1',
      [a.id, b.id],
    )
    await db.pool.query('insert into tangram.recovery_code select $2, hash, null from tangram.recovery_code where person = $1', [
      a.id,
      b.id,
    ])
    expect([await storage.secondFactors.take(b.id, codeNow(secret)), await storage.secondFactors.take(b.id, code)]).toEqual([null, null])
    expect(await storage.secondFactors.take(a.id, codeNow(secret))).toBe('authenticator')
  })

  it('outlast a change of the secret of the installation, and are then sealed anew', async () => {
    const { id } = await person('rotates')
    const secret = await storage.secondFactors.begin(id)
    const [code = '', next = ''] = await storage.secondFactors.confirm(id, codeNow(secret))
    later(30)
    const present = 'another secret of the installation, long enough'
    const lost = await openStorage(db, { now: () => now, secret: present })
    expect([await lost.secondFactors.take(id, codeNow(secret)), await lost.secondFactors.take(id, code)]).toEqual([null, null])
    const rotated = await openStorage(db, {
      now: () => now,
      secret: present,
      formerSecrets: ['a secret of at least thirty-two characters'],
    })
    expect(await rotated.secondFactors.take(id, codeNow(secret))).toBe('authenticator')
    expect(await rotated.secondFactors.take(id, next)).toBe('recovery')
    later(30)
    expect(await lost.secondFactors.take(id, codeNow(secret))).toBe('authenticator')
    await lost.close()
    await rotated.close()
  })

  it('are asked of whom the settings name, of people with a password', async () => {
    const admin = await person('boss', { admin: true })
    const plain = await person('plain')
    const elsewhere = await storage.people.create(system, { name: 'Elsewhere', login: 'elsewhere' })
    const tokens = await Promise.all([admin, plain, elsewhere].map(async ({ id }) => (await storage.sessions.create(id, {})).token))
    const duties = () => Promise.all(tokens.map(dutyOf))
    const asked = 'set-up-second-factor'
    expect(await duties()).toEqual([null, null, null])
    for (const [secondFactor, expected] of [
      ['administrators', [asked, null, null]],
      ['everybody', [asked, asked, null]],
      ['nobody', [null, null, null]],
    ] as const) {
      await storage.security.change(system, { ...defaultSecurity, secondFactor })
      expect(await duties(), secondFactor).toEqual(expected)
    }
  })
})
