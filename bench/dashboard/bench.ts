import { rmSync } from 'node:fs'
import path from 'node:path'
import packed from '@sparticuz/chromium'
import { defaultPlatform } from '@tangram/app-model'
import { configFromEnvironment, startServer } from '@tangram/server'
import { connect, createStorage, type Database, migrateSystem } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { type BenchResult, median } from '../result.ts'
import { signIn } from '../sign-in.ts'
import { salesApp } from './sales-app.ts'

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

/**
 * A dashboard of twelve charts over a million records in headless Chromium, from asking for the page to the first chart and to the last.
 * Cold is a server that has just changed a record, so that nothing is remembered; warm is the same page again. The browser has the
 * scripts of the page, as that of anybody has who was there before.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-dashboard-')
  const db = await connect({ dataDir, poolSize: 4 })
  const browser = await launch()
  try {
    const person = await furnish(db, dataDir)
    const env = { ...process.env, DATABASE_URL: db.url, TANGRAM_DATA: dataDir, PORT: '0', LOG_LEVEL: 'error' }
    const server = await startServer({ ...configFromEnvironment(['--trial'], env), sample: false })
    try {
      const context = await signedIn(browser, server.url, person)
      const times = { cold: [] as Times[], warm: [] as Times[] }
      for (let round = -1; round < rounds; round += 1) {
        await server.storage.records(system).create('shop', 'sale', { channel: 'web', status: 'new', amount: '1' })
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        const [cold, warm] = [await open(context, server.url), await open(context, server.url)]
        if (round < 0) continue
        times.cold.push(cold)
        times.warm.push(warm)
        console.log(`› cold: first ${cold.first} ms, all ${cold.all} ms; warm: first ${warm.first} ms, all ${warm.all} ms`)
      }
      const of = (which: 'cold' | 'warm', part: keyof Times) => Math.round(median(times[which].map((each) => each[part])))
      const figures = {
        rows,
        firstChartMs: of('cold', 'first'),
        allChartsMs: of('cold', 'all'),
        firstChartWarmMs: of('warm', 'first'),
        allChartsWarmMs: of('warm', 'all'),
      }
      return { ratios: {}, figures }
    } finally {
      await server.close()
    }
  } finally {
    await browser.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The shop with a million sales to twenty thousand customers, and somebody who sees all of it. */
async function furnish(db: Database, dataDir: string): Promise<string> {
  await migrateSystem(db)
  const secret = `${'b'.repeat(20)}ench-only-0123456789`
  const storage = await createStorage({
    db,
    platform: defaultPlatform,
    zone: 'Asia/Shanghai',
    fileDir: path.join(dataDir, 'files'),
    secret,
  })
  const { id: person } = await storage.people.create(system, { login: 'owner', name: 'Owner', sample: true, admin: true })
  await storage.apps.create(system, salesApp())
  await storage.apps.publish(system, 'shop')
  await db.pool.query('set statement_timeout = 0')
  await db.pool.query(
    `insert into shop.customer (id, version, created_at, updated_at, name, region)
     select uuidv7(), 1, now(), now(), 'Customer ' || n, (array['华东','华南','华北','西南','东北','North','South'])[1 + n % 7]
     from generate_series(1, 20000) as n`,
  )
  const client = await db.pool.connect()
  await client.query('set statement_timeout = 0')
  await client.query(
    `with everyone as (select array_agg(id) as ids from shop.customer)
     insert into shop.sale (id, version, created_at, updated_at, channel, status, placed_at, amount, rating, customer)
     select uuidv7(), 1, at, at, (array['shop','web','phone','wechat','partner','fair'])[1 + h % 6], (array['new','paid','sent','back'])[1 + h / 7 % 4],
            at, (h % 100000)::numeric / 100, 1 + h / 31 % 5, ids[1 + h % 20000]
     from generate_series(1, $1::int) as n, everyone, lateral (select abs(hashint4(n)) as h) as mixed,
          lateral (select now() - (h % 94608000) * interval '1 second' as at) as moment`,
    [rows],
  )
  await client.query('vacuum analyze')
  client.release()
  return person
}

async function launch(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  const unfit = ['--single-process', '--no-zygote']
  const args = packed.args.filter((arg) => !arg.startsWith('--headless') && !unfit.includes(arg))
  return chromium.launch({ executablePath: await packed.executablePath(), args, headless: true })
}

async function signedIn(browser: Browser, url: string, person: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 2000 }, reducedMotion: 'reduce' })
  const { cookie } = await signIn(url, person)
  const cookies = cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url }
  })
  await context.addCookies(cookies)
  return context
}

type Times = { first: number; all: number }

/** Milliseconds from asking for the page until the first of its tiles holds a chart, and until all do. */
async function open(context: BrowserContext, url: string): Promise<Times> {
  const page = await context.newPage()
  try {
    page.setDefaultTimeout(60_000)
    await page.addInitScript(watchTiles)
    await page.goto(`${url}/a/shop/d/sales`)
    const found = await page.waitForFunction(() => {
      const { tiles } = window as unknown as { tiles: Partial<Times> }
      return tiles.all === undefined ? undefined : (tiles as Times)
    })
    const { first, all } = (await found.jsonValue()) as Times
    return { first: Math.round(first), all: Math.round(all) }
  } finally {
    await page.close()
  }
}

/** Runs in the page: a tile is there when it holds a drawing, a table, a list or a figure. */
function watchTiles(): void {
  const tiles: { first?: number; all?: number } = {}
  Object.assign(window, { tiles })
  const look = () => {
    const all = [...document.querySelectorAll('[data-report]')]
    const drawn = all.filter((tile) => {
      const drawing = tile.querySelector('[class*=_drawing_]')
      return drawing ? drawing.querySelector('svg path, canvas') : tile.querySelector('[class*=_kpi_], table, ol')
    })
    if (drawn.length > 0) tiles.first ??= performance.now()
    if (all.length === 12 && drawn.length === 12) tiles.all ??= performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
