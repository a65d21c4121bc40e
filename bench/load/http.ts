import { type ChildProcess, execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { connect } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import autocannon from 'autocannon'
import { begin } from '../http/begin.ts'
import { furnish, type Ids } from '../http/furnish.ts'
import { signIn } from '../sign-in.ts'
import { openLoop, type User } from './open-loop.ts'
import { summaryOf } from './summary.ts'

export type LoadResult = { open: object; closed: object; overload: object; missed: string[] }

const people = 1_000
const thinkSeconds = 10
const connections = 100

/**
 * 100,000 complaints under row rules, one server, its database and these users on the same machine:
 * open loop, 1,000 people who do something every ten seconds each · closed loop, 100 who do the next as soon as they are answered · three
 * times of what the server managed then, and how soon it is well again.
 */
export async function loadHttp(seconds: number): Promise<LoadResult> {
  const dataDir = dataFolder('tangram-load-')
  const db = await connect({ dataDir, poolSize: 4 })
  const children: ChildProcess[] = []
  try {
    console.log('› 100,000 complaints')
    const ids = await furnish(db, dataDir)
    const env = { ...process.env, DATABASE_URL: db.url, TANGRAM_DATA: dataDir, PORT: '0', LOG_LEVEL: 'error' }
    const url = await begin('app-server.ts', env, children)
    const users = await usersOf(url, db, ids)
    const memory = () => memoryOf(children[0])
    await openLoop({ url, users, perSecond: 50, seconds: 5 })

    console.log(`› ${people} people, one request in ${thinkSeconds} seconds each, for ${seconds} s`)
    const half = Math.ceil(seconds / 2)
    const first = await openLoop({ url, users, perSecond: people / thinkSeconds, seconds: half })
    const memoryAtHalf = memory()
    const second = await openLoop({ url, users, perSecond: people / thinkSeconds, seconds: seconds - half })
    const open = { ...summaryOf([...first, ...second]), memoryAtHalf, memoryAtEnd: memory() }

    console.log(`› ${connections} connections without a pause, for ${seconds} s`)
    const [user] = users as [User]
    const closed = closedSummary(await autocannon({ url: url + user.requests.list, headers: user.headers, connections, duration: seconds }))

    const flood = 3 * closed.perSecond
    const floodSeconds = Math.max(10, Math.min(30, Math.round(seconds / 6)))
    console.log(`› ${flood} requests a second, three times of that, for ${floodSeconds} s`)
    const flooded = await openLoop({ url, users, perSecond: flood, seconds: floodSeconds, kinds: ['list'], patienceMs: 10_000 })
    const recoveredAfterMs = await recovery(url, user)
    const overload = { ...summaryOf(flooded, 'onWireMs'), recoveredAfterMs }
    return { open, closed, overload, missed: missedBy({ open, closed, overload }) }
  } finally {
    for (const child of children) {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
    }
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** People of ten teams, each with a session of their own: rights are worked out for each. */
async function usersOf(url: string, db: Awaited<ReturnType<typeof connect>>, ids: Ids): Promise<User[]> {
  await db.pool.query(
    `with made as (insert into tangram.person (login, name, sample) select 'load_' || n, 'Load ' || n, true from generate_series(1, $1::int) n returning id, login)
     insert into tangram.team_member (team, person)
     select t.id, m.id from made m join tangram.team t on t.key = 'team_' || (substr(m.login, 6)::int % 10)`,
    [people],
  )
  await db.pool.query(
    `insert into tangram.role_member (app, role, team) select 'service_desk', 'agent', id from tangram.team on conflict do nothing`,
  )
  const { rows } = await db.pool.query<{ id: string; record: string }>(
    `select p.id, (select r.id from service_desk.ticket r where r.team = m.team limit 1) as record
     from tangram.person p join tangram.team_member m on m.person = p.id where p.login like 'load_%'`,
  )
  const base = '/api/v1/apps/service_desk/entities/ticket/records'
  const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'status' }, 'handling'] }))
  const values = {
    customer_name: '张伟',
    phone: '13800000000',
    product: ids.product,
    problem_type: 'malfunction',
    urgency: 'normal',
    description: '设备无法启动。',
  }
  const users: User[] = []
  for (const { id, record } of rows) {
    const { cookie, csrf } = await signIn(url, id)
    users.push({
      headers: { cookie, 'x-csrf-token': csrf },
      requests: {
        list: `${base}?where=${where}&sort=-created_at&limit=25`,
        read: `${base}/${record}`,
        count: `${base}/count?where=${where}`,
        create: base,
      },
      values,
    })
  }
  return users
}

function closedSummary({ requests, latency, non2xx, errors, statusCodeStats }: autocannon.Result) {
  const serverErrors = Object.entries(statusCodeStats ?? {}).reduce(
    (sum, [status, { count = 0 }]) => sum + (Number(status) >= 500 ? count : 0),
    0,
  )
  return { perSecond: Math.round(requests.average), p50: latency.p50, p99: latency.p99, refused: non2xx, unanswered: errors, serverErrors }
}

/** Milliseconds until ten requests in a row are answered within 300 ms each; half a minute is waited at most. */
async function recovery(url: string, user: User): Promise<number> {
  const began = performance.now()
  let good = 0
  while (good < 10 && performance.now() - began < 30_000) {
    const at = performance.now()
    const answer = await fetch(url + user.requests.list, { headers: user.headers }).catch(() => undefined)
    await answer?.arrayBuffer()
    good = answer?.ok && performance.now() - at < 300 ? good + 1 : 0
  }
  return Math.round(performance.now() - began)
}

type Measured = {
  open: ReturnType<typeof summaryOf> & { memoryAtHalf: number; memoryAtEnd: number }
  closed: ReturnType<typeof closedSummary>
  overload: ReturnType<typeof summaryOf> & { recoveredAfterMs: number }
}

/** Which figures of docs/guide/operating.md were not held. */
function missedBy({ open, closed, overload }: Measured): string[] {
  const held: [string, boolean][] = [
    ['open: p99 below 300 ms', open.p99 < 300],
    ['open: nothing but answers', open.failed + open.shed + open.unsent === 0],
    ['open: memory flat', open.memoryAtEnd < open.memoryAtHalf * 1.2 + 30],
    ['closed: 300 a second or more', closed.perSecond >= 300],
    ['closed: p99 below 800 ms', closed.p99 < 800],
    ['closed: nothing but answers', closed.refused + closed.unanswered === 0],
    ['overload: what is too much gets 503 with Retry-After', overload.shed > 0 && overload.shedWithoutRetryAfter === 0],
    ['overload: no other failure', overload.failed === 0],
    ['overload: whoever is admitted is answered within 2 s (p99)', overload.p99 < 2_000],
    ['overload: well again within 10 s', overload.recoveredAfterMs < 10_000],
  ]
  return held.flatMap(([what, isHeld]) => (isHeld ? [] : [what]))
}

/** Resident memory of the server in MB. */
function memoryOf(child: ChildProcess | undefined): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child?.pid)], { encoding: 'utf8' })
  return Math.round(Number(kilobytes) / 1024)
}
