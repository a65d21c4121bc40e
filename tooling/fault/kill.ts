import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { dataFolder } from '@tangram/storage/testing'
import pg from 'pg'
import { openAcknowledgements } from './acknowledgements.ts'
import { type Person, signIn } from './person.ts'
import { randomFrom } from './random.ts'
import { ended, endProcess, startProcess } from './server-process.ts'

/** What a drill found. `lost`: acknowledged but not there. `doubled`: there twice, asked once. `stuck`: a flow that waits for nothing. */
export type KillResult = {
  kills: number
  acknowledged: number
  inFlightAtKill: number
  lost: number
  doubled: number
  unopenable: number
  stuck: number
}

type Victim = 'server' | 'database' | 'both'
type Ready = { ready: string; people: { [login: string]: string }; product: string }

const app = '/apps/service_desk/entities/ticket/records'
const acknowledgedPerRun = 110
const runLimitMs = 60_000

/**
 * Lets people file and handle complaints, kills server, database or both at a random moment with -9, starts again, and does so `runs`
 * times. In the end every acknowledged write must be there once, each complaint must have one process, and no process may wait for nothing.
 */
export async function kill({ runs, seed }: { runs: number; seed: number }): Promise<KillResult> {
  const dataDir = dataFolder('tangram-fault-')
  const acknowledgements = openAcknowledgements(path.join(dataDir, 'acknowledged.jsonl'))
  const random = randomFrom(seed)
  const result: KillResult = { kills: 0, acknowledged: 0, inFlightAtKill: 0, lost: 0, doubled: 0, unopenable: 0, stuck: 0 }
  const asked: string[] = []
  let server: { child: ChildProcess; ready: Ready } | undefined
  try {
    for (let run = 0; run < runs; run += 1) {
      server ??= await start(dataDir)
      const victim = (['server', 'database', 'both'] as const)[Math.floor(random() * 3)] as Victim
      const load = await drive(server.ready, acknowledgements, asked)
      await load.reached(acknowledgedPerRun)
      await pause(random() * 300)
      await load.busy()
      result.inFlightAtKill += load.inFlight()
      strike(server.child, dataDir, victim)
      result.kills += 1
      if (victim === 'database') {
        // The server lives on and must find its way back by itself.
        const isBack = await answersAgain(server.ready.ready)
        await load.stop()
        if (!isBack) {
          result.unopenable += 1
          server.child.kill('SIGKILL')
          await ended(server.child)
          server = undefined
        }
      } else {
        await ended(server.child)
        await load.stop()
        server = undefined
        server = await start(dataDir).catch((error: unknown) => {
          console.error(String(error))
          result.unopenable += 1
          return undefined
        })
      }
      console.log(`${run + 1}/${runs} killed ${victim}, ${acknowledgements.entries.length} acknowledged so far`)
    }
    server ??= await start(dataDir)
    const settling = Date.now()
    await settle(dataDir)
    console.log(`the rest was done after ${Math.round((Date.now() - settling) / 1000)} s`)
    result.acknowledged = acknowledgements.entries.length
    Object.assign(result, await count(dataDir, acknowledgements.entries, asked))
    return result
  } finally {
    acknowledgements.close()
    if (server) await endProcess(server.child)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const start = (dataDir: string) => startProcess<Ready>('server.ts', { TANGRAM_DATA: dataDir })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The postmaster's process id, from its own file. */
function databasePid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

function strike(child: ChildProcess, dataDir: string, victim: Victim): void {
  if (victim !== 'server') process.kill(databasePid(dataDir), 'SIGKILL')
  if (victim !== 'database') child.kill('SIGKILL')
}

async function answersAgain(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    await pause(250)
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
    if (answer?.ok) return true
  }
  return false
}

/** Eight people filing, two working off tasks, all without pause. */
async function drive(ready: Ready, acknowledgements: ReturnType<typeof openAcknowledgements>, asked: string[]) {
  const lead = await signIn(ready.ready, ready.people.desk_lead ?? '')
  const agent = await signIn(ready.ready, ready.people.agent ?? '')
  const before = acknowledgements.entries.length
  let inFlight = 0
  let isStopping = false
  let refusal = ''

  async function flying<T>(work: () => Promise<T>): Promise<T | undefined> {
    inFlight += 1
    try {
      return await work()
    } catch {
      return undefined
    } finally {
      inFlight -= 1
    }
  }

  async function file() {
    while (!isStopping) {
      const marker = randomUUID()
      asked.push(marker)
      const values = {
        customer_name: marker,
        phone: '13800000000',
        product: ready.product,
        problem_type: 'malfunction',
        urgency: 'high',
        description: 'Drill',
      }
      const answer = await flying(() => lead.send<{ id: string }>('POST', app, { values }, { 'idempotency-key': marker }))
      if (answer?.status === 201) acknowledgements.add({ kind: 'created', marker, record: answer.body.id })
      else {
        if (answer && answer.status < 500) refusal = JSON.stringify(answer.body)
        await pause(20)
      }
    }
  }

  async function work() {
    while (!isStopping) {
      const list = await flying(() => agent.send<{ tasks: { id: string }[] }>('GET', '/tasks?status=open&limit=20'))
      for (const task of list?.body.tasks ?? []) {
        if (isStopping) return
        const completed = await flying(() => complete(agent, task.id))
        if (completed) acknowledgements.add({ kind: 'completed', task: task.id })
      }
      await pause(20)
    }
  }

  const all = [...Array.from({ length: 8 }, file), work(), work()]
  return {
    inFlight: () => inFlight,
    async reached(count: number) {
      const until = Date.now() + runLimitMs
      while (acknowledgements.entries.length - before < count) {
        if (Date.now() > until)
          throw new Error(
            `only ${acknowledgements.entries.length - before} of ${count} writes were acknowledged in ${runLimitMs} ms. ${refusal}`,
          )
        await pause(5)
      }
    },
    /** Until a request is under way. */
    async busy() {
      while (inFlight === 0) await pause(0)
    },
    async stop() {
      isStopping = true
      await Promise.all(all)
    },
  }
}

async function complete(agent: Person, task: string): Promise<boolean> {
  const detail = await agent.send<{ task: { outcomes: { id: string }[] }; record: { version: number } }>('GET', `/tasks/${task}`)
  if (detail.status !== 200) return false
  const body = {
    requestId: `drill:${task}`,
    outcome: detail.body.task.outcomes[0]?.id,
    version: detail.body.record.version,
    values: { solution: 'Done' },
  }
  return (await agent.send('POST', `/tasks/${task}/complete`, body)).status === 200
}

async function withDatabase<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { port, password } = JSON.parse(readFileSync(path.join(dataDir, 'database.json'), 'utf8')) as { port: number; password: string }
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'tangram', password, database: 'tangram' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Waits until every consequence of what was written has happened; as long as the backlog shrinks there is no hurry. */
async function settle(dataDir: string): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let shrankAt = Date.now()
  for (;;) {
    const left = await withDatabase(dataDir, async (client) => {
      const { rows } = await client.query<{ left: number }>(
        `select count(*)::int as left from tangram.job where kind in ('change.follow', 'flow.action')`,
      )
      return rows[0]?.left ?? 0
    })
    if (left === 0) return
    if (left < least) {
      least = left
      shrankAt = Date.now()
    }
    if (Date.now() - shrankAt > 60_000) throw new Error(`${left} jobs are waiting and none was done for a minute`)
    await pause(500)
  }
}

type Counts = Pick<KillResult, 'lost' | 'doubled' | 'stuck'>

async function count(
  dataDir: string,
  acknowledged: ReturnType<typeof openAcknowledgements>['entries'],
  asked: readonly string[],
): Promise<Counts> {
  const created = acknowledged.flatMap((entry) => (entry.kind === 'created' ? [entry] : []))
  const completed = acknowledged.flatMap((entry) => (entry.kind === 'completed' ? [entry.task] : []))
  return withDatabase(dataDir, async (client) => {
    const number = async (sql: string, values: unknown[]) => Number((await client.query<{ n: string }>(sql, values)).rows[0]?.n ?? 0)
    const ids = created.map(({ record }) => record)
    const markers = created.map(({ marker }) => marker)
    const lost =
      (await number(
        `select count(*) as n from unnest($1::uuid[], $2::text[]) as a(id, marker) where not exists (select from service_desk.ticket t where t.id = a.id and t.customer_name = a.marker)`,
        [ids, markers],
      )) +
      (await number(
        `select count(*) as n from unnest($1::uuid[]) as a(id) where not exists (select from tangram.task t where t.id = a.id and t.status = 'done')`,
        [completed],
      )) +
      (await number(
        `select count(*) as n from service_desk.ticket t where not exists (select from tangram.flow_instance i where i.record = t.id)`,
        [],
      ))
    const doubled =
      (await number(
        `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from service_desk.ticket where customer_name = any($1) group by customer_name having count(*) > 1) d`,
        [asked],
      )) +
      (await number(
        `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from tangram.change where entity = 'ticket' group by record, version having count(*) > 1) d`,
        [],
      )) +
      (await number(
        `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from tangram.flow_instance group by record having count(*) > 1) d`,
        [],
      )) +
      (await number(
        `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from tangram.task where node = 'handle' group by instance having count(*) > 1) d`,
        [],
      ))
    const stuck = await number(
      `select count(*) as n from tangram.flow_instance i where i.status = 'running'
       and not exists (select from tangram.task t where t.instance = i.id and t.status = 'open')
       and not exists (select from tangram.link l where l.instance = i.id and l.answered_at is null)
       and not exists (select from tangram.job j where j.payload ->> 'instance' = i.id::text)`,
      [],
    )
    return { lost, doubled, stuck }
  })
}
