import { buffer } from 'node:stream/consumers'
import { defaultPlatform } from '@tangram/app-model'
import type { Fence, Storage } from '@tangram/storage'
import { type Cell, readCsv, writeCsv, writeXlsx } from '@tangram/workbook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from './imports/run-import.ts'
import { asSystem } from './system-principal.ts'
import { atRest, uploadFile } from './testing/import-file.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const app = 'service_desk'
let desk: Desk
let manager: Caller
let agent: Caller
beforeAll(async () => {
  desk = await openDesk()
  ;[manager, agent] = await Promise.all([desk.as('lin_yue'), desk.as('chen_mo')])
})
afterAll(() => desk.close())

const upload = (content: Buffer, name = '产品.xlsx', by = manager): Promise<Json> => uploadFile(desk, by, content, name)
const settled = (id: string, by = manager): Promise<Json> => atRest(by, id)

const columns = [
  { column: 0, field: 'model' },
  { column: 1, field: 'name' },
  { column: 2, field: 'line' },
]
const products = (table = '0', key: string | null = 'model') => ({ app, steps: [{ table, entity: 'product', columns, key }] })

async function imported(rows: Cell[][], mode: 'check' | 'write', more: object = {}): Promise<Json> {
  const { id } = await upload(await buffer(writeXlsx(rows)))
  await settled(id)
  await manager.post(`/api/v1/imports/${id}/start`, { mode, ...products(), ...more })
  return settled(id)
}

const heading = ['型号', '名称', '产品线']
const row = (n: number, name = `产品 ${n}`): Cell[] => [`IMP-${n}`, name, ['家电', '工业设备', '医疗器械'][n % 3] ?? '']
const modelsLike = async (prefix: string): Promise<Json[]> => {
  const where = encodeURIComponent(JSON.stringify({ 'starts-with': [{ var: 'model' }, prefix] }))
  const { records } = await manager.get(`/api/v1/apps/${app}/entities/product/records?limit=200&search=${prefix}`)
  void where
  return records
}

describe('importing a file', () => {
  it('tells what it is, compares it without writing, writes it through every check and log', async () => {
    const rows = [heading, ...Array.from({ length: 30 }, (_, n) => row(n)), ['IMP-X', '没有这条线', '汽车'], [null, '没有型号', '家电']]
    const { id, state } = await upload(await buffer(writeXlsx(rows)))
    expect(state).toBe('reading')
    const read = await settled(id)
    expect(read).toMatchObject({
      state: 'read',
      name: '产品.xlsx',
      tables: [{ rows: 32, columns: [{ header: '型号' }, {}, { header: '产品线' }] }],
    })

    await manager.post(`/api/v1/imports/${id}/start`, { mode: 'check', ...products() })
    expect((await settled(id)).counts).toEqual([{ created: 30, changed: 0, unchanged: 0, missing: expect.any(Number), refused: 2 }])
    expect(await modelsLike('IMP-')).toHaveLength(0)

    await manager.post(`/api/v1/imports/${id}/start`, { mode: 'write', ...products() })
    expect(await settled(id)).toMatchObject({ state: 'done', share: 1, error: null, counts: [{ created: 30, refused: 2 }] })
    const made = await modelsLike('IMP-')
    expect(made).toHaveLength(30)
    const one = made.find(({ values }) => values.model === 'IMP-4')
    expect(one).toMatchObject({ version: 1, createdBy: manager.id, values: { name: '产品 4', line: 'industrial' } })
    const [change] = await manager.get(`/api/v1/apps/${app}/entities/product/records/${one.id}/history`)
    expect(JSON.stringify(change)).toContain(`import:${id}`)
  })

  it('reports each refused row with its reason, also as a file to mend', async () => {
    const done = await imported([heading, ['REF-1', '好', '家电'], ['REF-2', '坏', '汽车'], ['REF-1', '又一次', '家电']], 'write')
    expect(done.counts[0]).toMatchObject({ created: 1, refused: 2 })
    const { refusals } = await manager.get(`/api/v1/imports/${done.id}/refusals`)
    expect(refusals.map(({ row: number }: Json) => number)).toEqual([3, 4])
    expect(refusals[0].problems).toEqual([
      {
        column: 2,
        field: 'line',
        message: { en: expect.stringContaining('“汽车” cannot be read'), 'zh-CN': expect.stringContaining('“汽车”') },
      },
    ])
    expect(refusals[1].problems[0].message.en).toBe('Row 2 names the same record')
    const file = await manager.send('GET', `/api/v1/imports/${done.id}/refusals?format=csv`)
    const lines = []
    for await (const line of readCsv([file.rawPayload])) lines.push(line)
    expect(lines).toEqual([
      [...heading, 'Row', 'Why it was refused'],
      ['REF-2', '坏', '汽车', '3', expect.stringContaining('汽车')],
      ['REF-1', '又一次', '家电', '4', expect.stringContaining('Row 2')],
    ])
  })

  it('again is a difference, not a double', async () => {
    const first = [heading, ...[1, 2, 3, 4].map((n) => [`AGN-${n}`, `产品 ${n}`, '家电'])]
    expect((await imported(first, 'write')).counts[0]).toMatchObject({ created: 4, changed: 0, unchanged: 0 })
    expect((await imported(first, 'write')).counts[0]).toMatchObject({ created: 0, changed: 0, unchanged: 4, refused: 0 })
    const second = [heading, ['AGN-1', '产品 1', '家电'], ['AGN-2', '改了', '家电'], ['AGN-5', '新的', '工业设备']]
    const check = await imported(second, 'check')
    expect(check.counts[0]).toMatchObject({ created: 1, changed: 1, unchanged: 1 })
    expect(check.counts[0].missing).toBeGreaterThanOrEqual(2)
    expect((await imported(second, 'write')).counts[0]).toMatchObject({ created: 1, changed: 1, unchanged: 1 })
    const found = await modelsLike('AGN-')
    expect(found.map(({ values, version }: Json) => [values.model, values.name, version]).sort()).toEqual([
      ['AGN-1', '产品 1', 1],
      ['AGN-2', '改了', 2],
      ['AGN-3', '产品 3', 1],
      ['AGN-4', '产品 4', 1],
      ['AGN-5', '新的', 1],
    ])
  })

  it('finds the records that a cell names, and refuses names that nobody has', async () => {
    const [product] = await manager.get(`/api/v1/apps/${app}/entities/product/options?limit=1`)
    const file = await buffer(
      writeCsv([
        ['客户', '电话', '产品', '类型', '紧急', '描述'],
        ['甲', '13800138001', product.label, '其他', '高', '一'],
        ['乙', '13800138002', '没有的产品', '其他', '高', '二'],
      ]),
    )
    const { id } = await upload(file, '投诉.csv')
    await settled(id)
    const fields = ['customer_name', 'phone', 'product', 'problem_type', 'urgency', 'description']
    const steps = [{ table: '0', entity: 'ticket', columns: fields.map((field, column) => ({ column, field })) }]
    await manager.post(`/api/v1/imports/${id}/start`, { mode: 'write', app, steps })
    const done = await settled(id)
    expect(done.counts[0]).toMatchObject({ created: 1, refused: 1 })
    const { refusals } = await manager.get(`/api/v1/imports/${id}/refusals`)
    expect(refusals[0].problems).toEqual([
      { field: 'product', message: { en: 'There is no record called “没有的产品”', 'zh-CN': '没有名为“没有的产品”的记录' } },
    ])
    const { records } = await manager.get(`/api/v1/apps/${app}/entities/ticket/records?search=13800138001&limit=1`)
    expect(records[0].values).toMatchObject({ phone: '+8613800138001', product: product.id, urgency: 'high' })
    expect(records[0].values.number).toMatch(/^TS-/)
  })

  it('that is hostile or no table says so', async () => {
    const { id } = await upload(Buffer.from('%PDF-1.7 …'), 'a.xlsx')
    expect(await settled(id)).toMatchObject({
      state: 'failed',
      error: { code: 'workbook.unreadable', text: { 'zh-CN': expect.stringContaining('a.xlsx') } },
    })
  })

  it('is nobody else’s, and nobody writes what they may not', async () => {
    const { id } = await upload(await buffer(writeXlsx([heading, row(900)])))
    await settled(id)
    for (const [method, url] of [
      ['GET', `/api/v1/imports/${id}`],
      ['GET', `/api/v1/imports/${id}/refusals`],
      ['GET', `/api/v1/imports/${id}/refusals?format=csv`],
    ] as const)
      expect((await agent.send(method, url)).statusCode).toBe(404)
    expect((await agent.send('POST', `/api/v1/imports/${id}/cancel`, {})).statusCode).toBe(404)
    const own = await upload(await buffer(writeXlsx([heading, row(901)])), 'a.xlsx', agent)
    await settled(own.id, agent)
    const answer = await agent.send('POST', `/api/v1/imports/${own.id}/start`, { mode: 'write', ...products() })
    expect([403, 404]).toContain(answer.statusCode)
    const hidden = { app, steps: [{ table: '0', entity: 'ticket', columns: [{ column: 0, field: 'internal_cost' }] }] }
    expect((await agent.send('POST', `/api/v1/imports/${own.id}/start`, { mode: 'write', ...hidden })).statusCode).toBe(400)
  })
})

describe('an import that is', () => {
  let quiet: Desk
  let mia: Caller
  beforeAll(async () => {
    quiet = await openDesk({ workers: false })
    mia = await quiet.as('lin_yue')
  })
  afterAll(() => quiet.close())

  /** Prepares a write of 1,200 rows without anybody working on it; then each call of `work` does it as a worker would. */
  async function prepared(prefix: string) {
    const { storage } = quiet.server
    const principal = await storage.people.principalOf(mia.id)
    const rows = [heading, ...Array.from({ length: 1200 }, (_, n): Cell[] => [`${prefix}-${n}`, `产品 ${n}`, '家电'])]
    const file = await storage.files.stage(principal, { name: 'a.xlsx', type: 'x', content: writeXlsx(rows) })
    const { id } = await storage.imports.create(principal, { file: file.id, name: 'a.xlsx' })
    const work = (through: (fence: Fence) => Storage = () => storage) => {
      const stop = new AbortController()
      const handler = async (_: unknown, { fence }: { fence: Fence }) => {
        try {
          await runImport({ storage: through(fence), platform: defaultPlatform, id, fence, zone: 'Asia/Shanghai' })
        } finally {
          stop.abort()
        }
      }
      return storage.jobs.run({ 'import.run': handler }, { workerId: 'test', signal: stop.signal, pollMs: 50 })
    }
    await work()
    const { document } = await storage.apps.get(principal, app)
    const fields = document.entities.items.product?.fields.items ?? {}
    const plan = columns.map(({ column, field }) => ({ column, field: fields[field] as never }))
    const begin = () =>
      storage.imports.start(principal, id, 'write', {
        app,
        steps: [{ table: '0', entity: 'product', plan, key: 'model' }],
        formulas: 'refuse',
        missing: 'keep',
        follow: false,
      })
    const count = () => storage.records(asSystem('test')).count(app, 'product', { search: `${prefix}-` })
    return { id, storage, principal, work, begin, count }
  }
  /** A storage whose batches stop working after so many. */
  const dyingAfter = (storage: Storage, batches: number): Storage => {
    let left = batches
    const batch: Storage['imports']['batch'] = (...all) => {
      if (left-- <= 0) throw new Error('the machine went away')
      return storage.imports.batch(...all)
    }
    return { ...storage, imports: { ...storage.imports, batch } }
  }

  it('interrupted goes on where it was: no row twice, none lost', async () => {
    const { id, storage, principal, work, begin, count } = await prepared('DIE')
    await begin()
    await work(() => dyingAfter(storage, 1))
    const between = await count()
    expect(between).toBeGreaterThan(0)
    expect(between).toBeLessThan(1200)
    await work()
    expect(await count()).toBe(1200)
    const done = await storage.imports.get(principal, id)
    expect(done).toMatchObject({ state: 'done', counts: [{ created: 1200, changed: 0, unchanged: 0, refused: 0 }] })
  })

  it('cancelled writes nothing more; what it wrote stays and a second try adds the rest', async () => {
    const { id, storage, principal, work, begin, count } = await prepared('CAN')
    await begin()
    const cancelling = (): Storage => {
      let batches = 0
      const batch: Storage['imports']['batch'] = async (...all) => {
        if (++batches === 2) await storage.imports.cancel(principal, id)
        return storage.imports.batch(...all)
      }
      return { ...storage, imports: { ...storage.imports, batch } }
    }
    await work(cancelling)
    const written = await count()
    expect(written).toBe(500)
    expect(await storage.imports.get(principal, id)).toMatchObject({ state: 'cancelled' })
    await begin()
    await work()
    expect(await count()).toBe(1200)
    expect((await storage.imports.get(principal, id)).counts[0]).toMatchObject({ created: 700, unchanged: 500 })
  })
})
