import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../testing/open-desk.ts'
import { bundlePlugIns } from './bundle-plug-ins.ts'
import { loadPlugIns } from './load-plug-ins.ts'

const guide = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/guide/field-type.md'), 'utf8')
const parent = mkdtempSync(path.join(tmpdir(), 'tangram-plug-in-'))
const folder = path.join(parent, 'node_modules/@acme/tangram-likelihood')
for (const name of ['package.json', 'index.js', 'widgets.jsx']) {
  const [, code = ''] = guide.split(`\`${name}\`\n\n`)[1]?.match(/^```\w+\n([\s\S]*?)```/) ?? []
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, name), code)
}
afterAll(() => rmSync(parent, { recursive: true, force: true }))

describe('a server with the plug-in of the guide', () => {
  let desk: Desk
  let pages = ''
  beforeAll(async () => {
    pages = path.join(parent, 'portal')
    mkdirSync(pages)
    writeFileSync(path.join(pages, 'index.html'), '<html><head></head><body></body></html>')
    desk = await openDesk({ plugIns: [folder], webRoots: { portal: pages, designer: pages } })
  })
  afterAll(() => desk.close())

  it('stores its fields in columns of their own and refuses what its own check refuses', async () => {
    const builder = await desk.as('zhou_ran')
    const { document, revision } = await builder.get('/api/v1/apps/service_desk/draft')
    const { fields } = document.entities.items.ticket
    fields.order.push('likely')
    fields.items.likely = { id: 'likely', type: 'likelihood', label: { en: 'Likely', 'zh-CN': '意愿' }, config: { max: 5 } }
    const saved = await builder.send('PUT', '/api/v1/apps/service_desk/draft', { document }, { 'if-match': String(revision) })
    expect(saved.statusCode, saved.body).toBe(200)
    await builder.post('/api/v1/apps/service_desk/publish')

    const manager = await desk.as('lin_yue')
    const records = '/api/v1/apps/service_desk/entities/ticket/records'
    const refused = await manager.send('POST', records, { values: await desk.complaint({ likely: 6 }) })
    expect(refused.statusCode).toBe(422)
    expect(refused.json().errors).toMatchObject([{ path: '/likely', code: 'likelihood.too-high' }])
    const { id } = await manager.post(records, { values: await desk.complaint({ likely: 5 }) })
    const { rows } = await desk.query('select likely, pg_typeof(likely)::text as type from service_desk.ticket where id = $1', [id])
    expect(rows).toEqual([{ likely: 5, type: 'smallint' }])
  })

  it('tells its pages where the widgets are, in a file that its own policy allows and browsers keep', async () => {
    const page = await desk.server.app.inject('/login')
    const [, address = ''] = /<meta name="tangram-plug-ins" content="(\/plug-ins\/plug-ins-[0-9a-f]{16}\.js)" \/>/.exec(page.body) ?? []
    const script = await desk.server.app.inject(address)
    expect(script.statusCode).toBe(200)
    expect(script.headers['cache-control']).toContain('immutable')
    expect(script.headers['content-security-policy']).toContain("script-src 'self'")
    expect(script.body).toContain('likelihood.too-high')
    expect(script.body, 'React is lent by the page').toContain('tangramLends')
    expect(script.body).not.toContain('react.transitional.element')
  })
})

describe('a server refuses to start with a plug-in that', () => {
  const altered = (name: string, change: (source: string) => string, file = 'index.js') => {
    const copy = path.join(parent, 'node_modules', name)
    cpSync(folder, copy, { recursive: true })
    writeFileSync(path.join(copy, file), change(readFileSync(path.join(copy, file), 'utf8')))
    return copy
  }
  const refusalOf = (work: Promise<unknown>) => work.then(() => 'none').catch(({ code }) => code)

  it.each([
    ['is not there', () => '@acme/nowhere', 'server.plug-in.not-found'],
    ['cannot be run', () => altered('broken', () => 'import "nothing-of-the-kind"'), 'server.plug-in.broken'],
    ['has no list', () => altered('listless', () => 'export const fields = {}'), 'server.plug-in.wrong-shape'],
    ['has an entry without a widget', () => altered('bare', (code) => code.replace(/widget: .*\n/, '')), 'server.plug-in.wrong-shape'],
    [
      'has a type of Tangram',
      () => altered('clash', (code) => code.replace("type: 'likelihood'", "type: 'rating'")),
      'server.plug-in.clash',
    ],
  ])('%s', async (_, make, code) => {
    expect(await refusalOf(loadPlugIns([make()]))).toBe(code)
  })

  it('has a type of another plug-in, which is named', async () => {
    const twin = altered('twin', (code) => code, 'index.js')
    await expect(loadPlugIns([folder, twin])).rejects.toMatchObject({
      code: 'server.plug-in.clash',
      params: { owner: '@acme/tangram-likelihood' },
    })
  })

  it('has widgets that cannot be bundled', async () => {
    const { packages } = await loadPlugIns([altered('unbundled', () => "import 'nothing-of-the-kind'", 'widgets.jsx')])
    expect(await refusalOf(bundlePlugIns(packages))).toBe('server.plug-in.broken')
  })
})
