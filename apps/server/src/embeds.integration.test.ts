import type { FieldDocument } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const listed = <T extends { id: string }>(...things: T[]) => ({
  order: things.map(({ id }) => id),
  items: Object.fromEntries(things.map((thing) => [thing.id, thing])),
})
const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const nothing = { order: [], items: {} }
const all = { read: true, create: true, update: true, delete: true, export: true }
const report = (id: string, by: string, more: Json = {}) => ({
  id,
  label: { en: id },
  from: 'sale',
  rows: [{ field: by, as: 'k' }],
  measures: { n: { count: '*', label: { en: 'n' } } },
  measureOrder: ['n'],
  sort: [{ by: 'k' }],
  chart: { type: 'table' },
  drill: { columns: ['no', 'clerk'], path: ['kind'] },
  ...more,
})
const tiles = (...reports: string[]) => listed(...reports.map((one, i) => ({ id: one, report: one, x: 0, y: i * 4, w: 6, h: 4 })))
const filter = (id: string) => ({ id, label: { en: id }, type: 'choice', fields: { sale: id } })

/** Sales of two regions. Partners read those of the north without amounts; the own role reads what is one's own. */
const shop = (change: (document: Json) => void = () => undefined): Json => {
  const document = {
    format: 1,
    id: 'shop',
    label: { en: 'Shop' },
    entities: listed({
      id: 'sale',
      label: { en: 'Sale' },
      title: 'no',
      fields: listed(
        ...[field('no', 'text'), field('region', 'text'), field('kind', 'text'), field('clerk', 'member')],
        field('amount', 'number', { config: { decimals: 2 } }),
      ),
    }),
    ...{ forms: nothing, processes: nothing, rules: nothing, views: nothing },
    reports: listed(
      report('by_region', 'region', { where: [{ field: 'no', not: 'secret-condition' }] }),
      report('by_kind', 'kind'),
      report('amounts', 'amount'),
    ),
    dashboards: listed(
      { id: 'open', label: { en: 'Open' }, tiles: tiles('by_region', 'by_kind'), filters: listed(filter('kind'), filter('region')) },
      { id: 'lent', label: { en: 'Lent' }, tiles: tiles('amounts', 'by_region'), access: 'publisher' },
      { id: 'closed', label: { en: 'Closed' }, tiles: tiles('amounts') },
    ),
    access: {
      roles: listed(
        { id: 'all', label: { en: 'All' }, designs: true, grants: { sale: all }, dashboards: 'all' },
        {
          id: 'partner',
          label: { en: 'Partner' },
          grants: { sale: { read: { '==': [{ var: 'region' }, 'north'] }, export: true, fields: { amount: 'hidden' } } },
          dashboards: ['open', 'lent'],
        },
        {
          id: 'own',
          label: { en: 'Own' },
          grants: { sale: { read: { '==': [{ var: 'clerk' }, { var: '$user.id' }] } } },
          dashboards: ['open'],
        },
      ),
    },
  }
  change(document)
  return document
}

let desk: Desk
let boss: Caller
let partner: Caller
let stranger: Caller
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  boss = await desk.as('admin')
  stranger = await desk.as('he_qing')
  partner = await desk.as('chen_mo')
  await boss.post('/api/v1/apps', { document: shop() })
  await boss.post('/api/v1/apps/shop/publish', {})
  await desk.query(
    `insert into tangram.role_member (app, role, person) values ('shop', 'partner', '${partner.id}'), ('shop', 'own', '${stranger.id}')`,
  )
  const sales = [
    ['north', 'pump'],
    ['north', 'valve'],
    ['south', 'pump'],
  ]
  for (const [i, [region, kind]] of sales.entries())
    await boss.post('/api/v1/apps/shop/entities/sale/records', { values: { no: `S-${i}`, region, kind, amount: `${i}`, clerk: boss.id } })
  ;[partner, stranger] = await Promise.all([desk.as('chen_mo'), desk.as('he_qing')])
})
afterAll(() => desk?.close())

const base = '/api/v1/apps/shop/dashboards/open/embeds'
const asIs = {
  name: 'Site',
  role: 'partner',
  report: null,
  fixed: {},
  shown: [],
  open: [],
  sites: [],
  withRecords: false,
  quota: 1000,
  refreshSeconds: null,
  expiresAt: null,
}
const make = async (more: Json = {}, who = boss, at = base): Promise<{ token: string; id: string; path: string }> => {
  const { url, link } = await who.post(at, { ...asIs, ...more })
  const token = String(url).split('/').at(-1) ?? ''
  return { token, id: link.id, path: `/api/v1/public/embeds/${token}` }
}
const ask = (path: string, body: Json = {}, headers = {}) => desk.nobody().send('POST', path, body, headers)
const rows = (answer: { json(): Json }, of: string) => answer.json().results[of].rows

describe('an embed link', () => {
  it('reads with the rights of its role, without an account, and tells no more of the app than it shows', async () => {
    const { path, token } = await make()
    expect(token.length).toBeGreaterThanOrEqual(32)
    expect(rows(await ask(`${path}/run`), 'by_region')).toEqual([['north', 2]])
    const seen = await desk.nobody().send('GET', path)
    const { app, embed } = seen.json()
    expect(Object.keys(app.reports.items)).toEqual(['by_region', 'by_kind'])
    expect(Object.keys(app.entities.items.sale.fields.items).sort()).toEqual(['kind', 'no', 'region'])
    expect(seen.body).not.toMatch(/secret-condition|amount|"designs"/)
    expect(embed).toEqual({ dashboard: 'open', shown: [], open: [], withRecords: false, refreshSeconds: null })
    expect(seen.headers['referrer-policy']).toBe('no-referrer')
    const kept = JSON.stringify((await desk.query('select * from tangram.embed')).rows)
    expect(kept).not.toContain(token)
  })

  it('answers line by line', async () => {
    const { path } = await make()
    const answer = await ask(`${path}/run`, {}, { accept: 'application/x-ndjson' })
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    expect(answer.body.trim().split('\n')).toHaveLength(3)
  })

  it('is nobody: what a role gives to its people themselves it gives to no visitor', async () => {
    const { path } = await make({ role: 'own' })
    expect(rows(await ask(`${path}/run`), 'by_region')).toEqual([])
  })

  it('is never lent the rights of the publisher', async () => {
    const { path } = await make({}, boss, base.replace('open', 'lent'))
    const answer = await ask(`${path}/run`)
    expect(rows(answer, 'by_region')).toEqual([['north', 2]])
    expect(answer.json().results.amounts.status).toBeGreaterThanOrEqual(400)
  })

  it('shows one report alone', async () => {
    const { path } = await make({ report: 'by_kind' })
    expect(Object.keys((await ask(`${path}/run`)).json().results)).toEqual(['by_kind'])
    const { app } = (await desk.nobody().send('GET', path)).json()
    expect(Object.keys(app.reports.items)).toEqual(['by_kind'])
  })
})

describe('filters that are fixed', () => {
  it.each([
    [{ values: { region: ['south'] } }, 403],
    [{ values: { region: null } }, 403],
    [{ values: { kind: null } }, 403],
    [{ values: { gone: ['x'] } }, 403],
    [{ values: { __proto__x: null } }, 403],
    [{ filters: [{ field: 'no', is: 'S-2' }] }, 400],
    [{ cross: { report: 'amounts', cell: {} } }, 400],
  ])('are not widened by %j', async (body, status) => {
    const { path } = await make({ role: 'all', fixed: { region: ['north'], kind: ['pump'] }, shown: ['kind'] })
    expect((await ask(`${path}/run`, body)).statusCode).toBe(status)
  })

  it('hold for clicks and for the records behind a mark; hidden ones are told nowhere', async () => {
    const { path } = await make({ role: 'all', fixed: { region: ['north'] }, shown: [], open: ['kind'], withRecords: true })
    const answer = await ask(`${path}/run`, { values: { kind: ['pump'] }, cross: { report: 'by_kind', cell: { k: 'pump' } } })
    expect(rows(answer, 'by_region')).toEqual([['north', 1]])
    expect(answer.json().values).toEqual({ kind: ['pump'] })
    const crossed = await ask(`${path}/run`, { cross: { report: 'by_region', cell: { k: 'south' } } })
    expect(rows(crossed, 'by_kind')).toEqual([])
    const drilled = await ask(`${path}/reports/by_region/drill`, { cell: {} })
    expect([drilled.json().count, drilled.json().records.length]).toEqual([2, 2])
    expect((await ask(`${path}/reports/by_region/drill`, { cell: { k: 'south' } })).json().count).toBe(0)
    expect((await desk.nobody().send('GET', path)).json().app.dashboards.items.open.filters.order).toEqual(['kind'])
  })
})

describe('the records behind a mark', () => {
  it('are read only where the link says so, down the path of the author, on its own reports', async () => {
    const figures = await make()
    for (const way of ['drill', 'run']) {
      const answer = await ask(`${figures.path}/reports/by_region/${way}`, way === 'drill' ? { cell: {} } : {})
      expect([answer.statusCode, answer.body]).toEqual([404, expect.not.stringContaining('S-')])
    }
    const { path } = await make({ withRecords: true })
    expect((await ask(`${path}/reports/by_region/drill`, { cell: { k: 'north' } })).json().count).toBe(2)
    const step = (by: string) => ask(`${path}/reports/by_region/run`, { steps: [{ cell: { k: 'north' }, by }] })
    expect((await step('kind')).json().rows).toEqual([
      ['pump', 1],
      ['valve', 1],
    ])
    expect((await step('no')).statusCode).toBe(403)
    expect((await ask(`${path}/reports/amounts/drill`, { cell: {} })).statusCode).toBe(404)
    expect((await ask(`${path}/reports/by_region/drill`, { cell: {}, dashboard: 'lent' })).statusCode).toBe(404)
  })
})

describe('the token', () => {
  it('opens nothing else', async () => {
    const { token } = await make({ withRecords: true })
    const urls = [
      'apps',
      'apps/shop',
      'apps/shop/entities/sale/records',
      'live',
      `public/forms/${token}`,
      `public/links/${token}`,
      'session/me',
    ]
    for (const url of urls) {
      const answer = await desk
        .nobody()
        .send('GET', `/api/v1/${url}`, undefined, { authorization: `Bearer ${token}`, 'x-embed-ticket': token })
      expect([401, 404], url).toContain(answer.statusCode)
    }
    for (const url of ['apps/shop/dashboards/open/run', 'apps/shop/reports/by_region/export?format=csv', `public/embeds/${token}/export`])
      expect([401, 404], url).toContain((await ask(`/api/v1/${url}`, {}, { authorization: `Bearer ${token}` })).statusCode)
  })

  it('answers alike when it never was, was revoked, has expired, or its role, dashboard, app or maker is gone', async () => {
    const paths: { [what: string]: string } = { absent: '/api/v1/public/embeds/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }
    const revoked = await make()
    expect((await ask(`${revoked.path}/run`)).statusCode).toBe(200)
    expect((await boss.send('DELETE', `${base}/${revoked.id}`)).statusCode).toBe(200)
    paths.revoked = revoked.path
    const expired = await make({ expiresAt: new Date(Date.now() + 60_000).toISOString() })
    await desk.query(`update tangram.embed set expires_at = now() - interval '1 second' where id = '${expired.id}'`)
    paths.expired = expired.path
    for (const [what, change] of [
      ['role', `role = 'gone'`],
      ['dashboard', `dashboard = 'gone'`],
      ['report', `report = 'amounts'`],
      ['maker without the role', `created_by = '${stranger.id}'`],
    ] as const) {
      const { id, path } = await make()
      await desk.query(`update tangram.embed set ${change} where id = '${id}'`)
      paths[what] = path
    }
    const bodies = new Set<string>()
    for (const [what, path] of Object.entries(paths)) {
      for (const answer of [
        await desk.nobody().send('GET', path),
        await ask(`${path}/run`),
        await ask(`${path}/unlock`, { password: 'x' }),
      ]) {
        expect(answer.statusCode, what).toBe(404)
        bodies.add(answer.body.replace(/"(instance|id|request)":"[^"]*"/g, ''))
      }
      const page = await desk.nobody().send('GET', path.replace('/api/v1/public/embeds', '/embed'))
      expect([page.statusCode, page.headers['content-security-policy']], what).toEqual([
        404,
        expect.stringContaining("frame-ancestors 'none'"),
      ])
    }
    expect([...bodies]).toHaveLength(1)
  })

  it('closes when its role is published away, and when its maker may no longer sign in', async () => {
    const { path } = await make({}, partner)
    const status = async () => (await ask(`${path}/run`)).statusCode
    expect(await status()).toBe(200)
    await desk.query(`update tangram.person set active = false where id = '${partner.id}'`)
    expect(await status()).toBe(404)
    await desk.query(`update tangram.person set active = true where id = '${partner.id}'`)
    expect(await status()).toBe(200)
    await desk.query(`delete from tangram.role_member where app = 'shop' and person = '${partner.id}'`)
    expect(await status()).toBe(404)
    await desk.query(`insert into tangram.role_member (app, role, person) values ('shop', 'partner', '${partner.id}')`)
    const publish = async (document: Json) => {
      const draft = await boss.send('GET', '/api/v1/apps/shop/draft')
      await boss.send('PUT', '/api/v1/apps/shop/draft', { document }, { 'if-match': String(draft.headers.etag) })
      await boss.post('/api/v1/apps/shop/publish', {})
    }
    await publish(shop(({ access }) => (access.roles.items.partner.dashboards = ['lent'])))
    expect(await status()).toBe(404)
    await publish(shop())
    expect(await status()).toBe(200)
  })
})

describe('a password', () => {
  it('is needed before anything is told, and guessing it is limited', async () => {
    const { path } = await make({ password: 'long enough' })
    expect((await desk.nobody().send('GET', path)).json()).toEqual({ locked: true })
    expect((await ask(`${path}/run`)).statusCode).toBe(403)
    const { ticket } = (await ask(`${path}/unlock`, { password: 'long enough' })).json()
    expect((await ask(`${path}/run`, {}, { 'x-embed-ticket': ticket })).statusCode).toBe(200)
    const other = await make({ password: 'another one' })
    expect((await ask(`${other.path}/run`, {}, { 'x-embed-ticket': ticket })).statusCode).toBe(403)
    const [, signature = ''] = String(ticket).split('.')
    expect((await ask(`${path}/run`, {}, { 'x-embed-ticket': `zzzzzzzzz.${signature}` })).statusCode).toBe(403)
    const tries = []
    for (let i = 0; i < 12; i++) tries.push((await ask(`${other.path}/unlock`, { password: `guess ${i}` })).statusCode)
    expect([tries[0], tries.at(-1)]).toEqual([403, 429])
    expect((await ask(`${other.path}/unlock`, { password: 'another one' })).statusCode).toBe(429)
  })
})

describe('a quota', () => {
  it('ends the questions of an hour for all visitors, with the time to wait', async () => {
    const { path } = await make({ quota: 2 })
    const answers = [await ask(`${path}/run`), await ask(`${path}/run`), await ask(`${path}/run`, {}, { 'x-forwarded-for': '9.9.9.9' })]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429])
    expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('making one', () => {
  it('is for designers with any role, and for holders of a role whose figures they may export with that role', async () => {
    expect((await boss.get(base)).roles.map(({ id }: Json) => id)).toEqual(['all', 'partner', 'own'])
    expect((await partner.get(base)).roles.map(({ id }: Json) => id)).toEqual(['partner'])
    expect((await partner.send('POST', base, { ...asIs, role: 'all' })).statusCode).toBe(403)
    expect((await stranger.get(base)).roles).toEqual([])
    expect((await stranger.send('GET', base.replace('/open/', '/nowhere/'))).statusCode).toBe(404)
    expect((await stranger.send('POST', base, { ...asIs, role: 'own' })).statusCode).toBe(404)
    expect((await desk.nobody().send('POST', base, asIs)).statusCode).toBe(401)
    const { id } = await make({ role: 'all' })
    expect((await partner.get(base)).links.map((link: Json) => link.id)).not.toContain(id)
    expect((await partner.send('DELETE', `${base}/${id}`)).statusCode).toBe(404)
    expect((await boss.send('DELETE', `${base.replace('open', 'lent')}/${id}`)).statusCode).toBe(404)
  })

  it.each([
    [{ sites: ['https://ok.example; script-src *'] }],
    [{ sites: ['*'] }],
    [{ sites: ['javascript:alert(1)'] }],
    [{ fixed: { gone: ['x'] } }],
    [{ fixed: { kind: 'pump' } }],
    [{ shown: ['kind'] }],
    [{ fixed: { kind: ['pump'] }, open: ['kind'] }],
    [{ expiresAt: '2001-01-01T00:00:00Z' }],
    [{ password: 'short' }],
    [{ createdBy: 'me' }],
  ])('refuses %j', async (more) => {
    expect((await boss.send('POST', base, { ...asIs, ...more })).statusCode).toBe(400)
  })

  it('is noted, and so is revoking', async () => {
    const { id } = await make()
    await boss.send('DELETE', `${base}/${id}`)
    const { rows: noted } = await desk.query(`select action, actor from tangram.audit where object like '%${id}%' order by at, action`)
    expect(noted).toEqual([
      { action: 'embed.create', actor: boss.id },
      { action: 'embed.revoke', actor: boss.id },
    ])
  })
})

describe('its page', () => {
  it('may be framed by the sites of the link and by no other', async () => {
    const { token } = await make({ sites: ['https://www.example.com', "'self'"] })
    const page = await desk.nobody().send('GET', `/embed/${token}`)
    expect(page.headers['content-security-policy']).toContain("frame-ancestors https://www.example.com 'self'")
    expect(page.headers).not.toHaveProperty('x-frame-options')
    expect(page.headers['referrer-policy']).toBe('no-referrer')
    const alone = await desk.nobody().send('GET', `/embed/${(await make()).token}`)
    expect(alone.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(alone.headers['x-frame-options']).toBe('DENY')
  })
})
