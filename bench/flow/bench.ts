import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { connect } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import type { Pool } from 'pg'
import { type BenchResult, median } from '../result.ts'
import { bulkLoad } from './bulk-load.ts'
import { completionTimes } from './completion-times.ts'
import type { Answer, Ask } from './flow-server.ts'
import { type Kind, preparePeer, runPeer } from './peer.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const perRound = Number(process.env.BENCH_INSTANCES ?? 1_000)
const finished = { few: 1_000, many: Number(process.env.BENCH_FINISHED ?? 1_000_000) }
const lines = 8
const hanging = 200

/**
 * Instances per second of two small processes, in one server process on the embedded PostgreSQL, beside bpmn-engine that saves its
 * state to the same PostgreSQL at each wait; how long completing a task takes while 200 webhooks hang; and whether a step costs more
 * when a million instances are finished. Rounds alternate ABBA.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-flow-')
  const db = await connect({ dataDir, poolSize: lines })
  const hangs = await neverAnswering()
  const ours: Ours[] = []
  const begin = async (database: string) => {
    await db.pool.query(`create database ${database}`)
    const url = db.url.replace(/\/[^/]*$/, `/${database}`)
    const server = await startOurs({ url, dataDir: path.join(dataDir, database), hangs: addressOf(hangs) })
    ours.push(server)
    return { server, url }
  }
  try {
    const { server, url } = await begin('few')
    await preparePeer(db.pool)
    const result = await besidePeer(server, db.pool)
    const steps = await stepCosts(server, await begin('many'), url)
    const times = await completionTimes(server, hanging)
    return { ratios: { ...result.ratios, ...steps.ratios }, figures: { ...result.figures, ...steps.figures, ...times } }
  } finally {
    for (const { child } of ours) {
      child.kill('SIGTERM')
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)))
    }
    hangs.closeAllConnections()
    hangs.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Instances per second of both, for each process; our steps are the decisions we saved. */
async function besidePeer(server: Ours, pool: Pool): Promise<BenchResult> {
  const figures: BenchResult['figures'] = {}
  const ratios: BenchResult['ratios'] = {}
  const names: { [kind in Kind]: [process: string, figure: string, steps: number] } = {
    'one-job': ['one_job', 'oneJob', 2],
    'user-task': ['user_task', 'userTask', 3],
  }
  for (const [kind, [process, figure, steps]] of Object.entries(names) as [Kind, (typeof names)[Kind]][]) {
    const rates = { ours: [] as number[], peer: [] as number[] }
    const measures = {
      ours: async () => perRound / ((await server.run({ process, count: perRound, concurrency: lines, until: 'ended' })) / 1000),
      peer: async () => perRound / 5 / (await secondsOf(() => many(perRound / 5, () => runPeer(pool, kind)))),
    }
    await measures.ours()
    await measures.peer()
    for (let round = 0; round < rounds; round += 1)
      for (const side of round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const))
        rates[side].push(await measures[side]())
    figures[`${figure}PerSecond`] = Math.round(median(rates.ours))
    figures[`${figure}PeerPerSecond`] = Math.round(median(rates.peer))
    figures.stepsPerSecond = Math.round(median(rates.ours) * steps)
    const ratio = round3(median(rates.ours) / median(rates.peer))
    ratios[kind === 'one-job' ? 'vsBpmnEngine' : 'userTaskVsBpmnEngine'] = ratio
    console.log(`› ${kind}: ${figures[`${figure}PerSecond`]} instances/s, bpmn-engine ${figures[`${figure}PeerPerSecond`]}, ratio ${ratio}`)
  }
  return { ratios, figures }
}

/** The same steps over a thousand finished instances and over a million. */
async function stepCosts(few: Ours, many: { server: Ours; url: string }, fewUrl: string): Promise<BenchResult> {
  for (const [server, url, count] of [
    [few, fewUrl, finished.few],
    [many.server, many.url, finished.many],
  ] as const) {
    await server.run({ process: 'user_task', count: 1, concurrency: 1, until: 'ended' })
    const own = await connect({ databaseUrl: url, poolSize: 2 })
    const before = performance.now()
    const { rows } = await own.pool.query<{ id: string; n: number }>(
      `select id, (select count(*)::int from tangram.flow_instance) as n from tangram.flow_instance where status = 'ended' and process = 'user_task' order by started_at desc limit 1`,
    )
    const missing = Math.max(0, count - (rows[0]?.n ?? 0))
    await bulkLoad(own.pool, rows[0]?.id ?? '', missing)
    await own.close()
    console.log(`› ${count} finished instances, ${missing} of them loaded in ${Math.round((performance.now() - before) / 1000)} s`)
  }
  const cost = { few: [] as number[], many: [] as number[] }
  const measures = { few: () => stepMs(few), many: () => stepMs(many.server) }
  await measures.few()
  await measures.many()
  for (let round = 0; round < rounds; round += 1)
    for (const side of round % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const)) cost[side].push(await measures[side]())
  const ratio = round3(median(cost.many) / median(cost.few))
  console.log(
    `› a step: ${round3(median(cost.few))} ms over ${finished.few}, ${round3(median(cost.many))} ms over ${finished.many}, ratio ${ratio}`,
  )
  return {
    ratios: { stepCost1MVs1K: ratio },
    figures: { stepMs1K: round3(median(cost.few)), stepMs1M: round3(median(cost.many)), finishedMany: finished.many },
  }
}

async function stepMs(server: Ours): Promise<number> {
  const count = Math.ceil(perRound / 2)
  return (await server.run({ process: 'user_task', count, concurrency: lines, until: 'ended' })) / (count * 3)
}

export type Ours = { child: ChildProcess; address: string; clerk: string; run(ask: Omit<Ask, 'id'>): Promise<number> }

async function startOurs({ url, dataDir, hangs }: { url: string; dataDir: string; hangs: string }): Promise<Ours> {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    TANGRAM_DATA: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    BENCH_HANGS: hangs,
    TANGRAM_OUTGOING_NETWORKS: '127.0.0.1/32',
  }
  const child = fork(path.join(import.meta.dirname, 'flow-server.ts'), [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { ready, clerk } = await next<{ ready: string; clerk: string }>(child)
  let asked = 0
  const run = async (ask: Omit<Ask, 'id'>) => {
    asked += 1
    child.send({ id: asked, ...ask } satisfies Ask)
    return (await next<Answer>(child)).ms
  }
  return { child, address: ready, clerk, run }
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`the flow server ended with ${code}`))
    child.once('exit', gone)
    child.once('message', (message) => {
      child.off('exit', gone)
      resolve(message as T)
    })
  })
}

/** A peer that takes every request and answers none. */
async function neverAnswering(): Promise<Server> {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

async function many(count: number, work: () => Promise<void>): Promise<void> {
  let left = Math.round(count)
  const line = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: lines }, line))
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1000
}

const round3 = (value: number) => Math.round(value * 1000) / 1000
