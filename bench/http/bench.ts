import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import { serviceDesk } from '@tangram/example-service-desk'
import { connect, createStorage, migrateSystem } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import autocannon from 'autocannon'
import { type BenchResult, median } from '../result.ts'
import { type Session, signIn } from '../sign-in.ts'

const rows = 100_000
const poolSize = 10
const connections = 16
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const secondsPerRound = Number(process.env.BENCH_SECONDS ?? 4)
const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

/**
 * Create, read and filtered list (25 of 100,000, row condition on) of the app against a bare Fastify + pg route on the same
 * PostgreSQL. Both are processes of their own; rounds alternate ABBA.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-')
  const db = await connect({ dataDir, poolSize: 4 })
  const children: ChildProcess[] = []
  try {
    console.log(`› ${rows} tickets`)
    const ids = await furnish(db, dataDir)
    const env = {
      ...process.env,
      DATABASE_URL: db.url,
      TANGRAM_DATA: dataDir,
      PORT: '0',
      POOL: String(poolSize),
      TANGRAM_POOL: String(poolSize),
      LOG_LEVEL: 'error',
    }
    const [bare, ours] = [await begin('bare-server.ts', env, children), await begin('app-server.ts', env, children)]
    const session = await signIn(ours, ids.agent)
    const figures: BenchResult['figures'] = { rows, connections, poolSize }
    const ratios: BenchResult['ratios'] = {}
    for (const [name, pair] of Object.entries(contests(bare, ours, session, ids))) {
      const rates = await alternate(pair)
      ratios[name] = round(median(rates.ours) / median(rates.bare))
      figures[`${name}PerSecond`] = Math.round(median(rates.ours))
      figures[`${name}BarePerSecond`] = Math.round(median(rates.bare))
      console.log(`› ${name}: ${figures[`${name}PerSecond`]}/s, bare ${figures[`${name}BarePerSecond`]}/s, ratio ${ratios[name]}`)
    }
    return { ratios, figures }
  } finally {
    for (const child of children) {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
    }
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000

type Ids = { agent: string; team: string; product: string; record: string }

/** The service desk with 100,000 tickets over ten teams, and the same rows in a table of the bare route's own. */
async function furnish(db: Awaited<ReturnType<typeof connect>>, dataDir: string): Promise<Ids> {
  await migrateSystem(db)
  const storage = await createStorage({
    db,
    platform: defaultPlatform,
    zone: 'Asia/Shanghai',
    fileDir: path.join(dataDir, 'files'),
    secret: 'b'.repeat(20) + 'ench-only-0123456789',
  })
  const app = serviceDesk.id
  await storage.apps.create(system, serviceDesk)
  await storage.apps.publish(system, app)
  const agent = await storage.people.create(system, { login: 'agent', name: 'Agent', sample: true })
  for (let n = 0; n < 10; n += 1) await storage.people.createTeam(system, { key: `team_${n}`, name: `Team ${n}` })
  await storage.people.addMember(system, 'team_0', agent.id)
  await storage.people.grant(system, app, 'agent', { person: agent.id })
  const product = await storage.records(system).create(app, 'product', { model: 'B-1', name: 'Bench', line: 'appliance' })
  await storage.close()
  const client = await db.pool.connect()
  try {
    const { rows: teams } = await client.query<{ id: string }>(`select id from tangram.team where key like 'team_%' order by key`)
    await client.query(
      `insert into service_desk.ticket (id, version, created_at, updated_at, created_by, number, customer_name, phone, product, problem_type, urgency, description, status, team)
       select uuidv7(), 1, t, t, null, 'X' || n, '客户 ' || n, '13800000000', $1, (array['malfunction','delivery','billing','installation','other'])[1 + n % 5],
              'normal', '描述 ' || n || repeat(' 设备运行一段时间后停机，重启后恢复。', 4), (array['new','handling','resolved','closed'])[1 + n / 10 % 4], ($2::uuid[])[1 + n % 10]
       from generate_series(1, $3::int) as n, lateral (select now() - n * interval '7 minutes' as t) as at`,
      [product.id, teams.map(({ id }) => id), rows],
    )
    await client.query(
      `create schema bare; create sequence bare.number; create table bare.ticket (like service_desk.ticket including all); insert into bare.ticket select * from service_desk.ticket`,
    )
    await client.query(
      `alter table bare.ticket alter column id set default uuidv7(), alter column version set default 1, alter column created_at set default now(), alter column updated_at set default now()`,
    )
    await client.query('create index bare_list on bare.ticket (team, status, created_at desc, id desc)')
    await client.query('vacuum analyze')
    const { rows: some } = await client.query<{ id: string }>('select id from service_desk.ticket where team = $1 limit 1', [teams[0]?.id])
    return { agent: agent.id, team: teams[0]?.id ?? '', product: product.id, record: some[0]?.id ?? '' }
  } finally {
    client.release()
  }
}

function begin(file: string, env: NodeJS.ProcessEnv, children: ChildProcess[]): Promise<string> {
  const child = fork(path.join(import.meta.dirname, file), [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: string }).ready))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)))
  })
}

type Contest = { bare: autocannon.Options; ours: autocannon.Options }

function contests(bare: string, ours: string, session: Session, ids: Ids): { [name: string]: Contest } {
  const headers = { cookie: session.cookie, 'x-csrf-token': session.csrf }
  const posted = { ...headers, 'content-type': 'application/json' }
  const values = {
    customer_name: '张伟',
    phone: '13800000000',
    product: ids.product,
    problem_type: 'malfunction',
    urgency: 'normal',
    description: '设备无法启动，指示灯闪烁。',
  }
  const records = `${ours}/api/v1/apps/service_desk/entities/ticket/records`
  const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'status' }, 'handling'] }))
  const select = 'number,customer_name,phone,product,problem_type,urgency,description,status,team,assignee,due_at'
  return {
    read: { bare: { url: `${bare}/records/${ids.record}` }, ours: { url: `${records}/${ids.record}`, headers } },
    list: {
      bare: { url: `${bare}/records?team=${ids.team}&status=handling` },
      ours: { url: `${records}?where=${where}&sort=-created_at&limit=25&select=${select}`, headers },
    },
    create: {
      bare: { url: `${bare}/records`, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) },
      ours: { url: records, method: 'POST', headers: posted, body: JSON.stringify({ values }) },
    },
  }
}

/** Rounds in the order A B B A …, the first of each thrown away as warm-up. */
async function alternate({ bare, ours }: Contest): Promise<{ bare: number[]; ours: number[] }> {
  const rates = { bare: [] as number[], ours: [] as number[] }
  for (let turn = 0; turn <= rounds; turn += 1) {
    const order = turn % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)
    for (const who of order) {
      const result = await autocannon({ ...(who === 'bare' ? bare : ours), connections, duration: secondsPerRound })
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${who} answered ${result.non2xx} requests with an error, ${result.errors} not at all`)
      if (turn > 0) rates[who].push(result.requests.average)
    }
  }
  return rates
}
