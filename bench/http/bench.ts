import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { connect } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import autocannon from 'autocannon'
import { type BenchResult, median } from '../result.ts'
import { type Session, signIn } from '../sign-in.ts'
import { begin } from './begin.ts'
import { furnish, type Ids, rows } from './furnish.ts'

const poolSize = 10
const connections = 16
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const secondsPerRound = Number(process.env.BENCH_SECONDS ?? 4)

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
