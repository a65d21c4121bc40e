import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultPlatform } from '@tangram/app-model'
import { connect, createStorage, type Storage } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import { countFlow, type FlowCounts } from './flow/count.ts'
import { type Crew, startCrew } from './flow/crew.ts'
import { type Paused, stopBeyondLease } from './flow/pause.ts'
import { openRecorder, type Recorder } from './flow/recorder.ts'
import type { Strike } from './flow/strike-at.ts'
import { randomFrom } from './random.ts'
import { ended, endProcess, startProcess } from './server-process.ts'

export type FlowDrillResult = FlowCounts & {
  kills: number
  /** Kinds of statements a server sends again and again, and at how many places (before sending, after the answer) one was killed. */
  statements: number
  struckAt: number
  /** Servers stopped for longer than a lease with jobs in their hands, then let go on. */
  pausedBeyondLease: number
  /** Jobs that another server took over meanwhile, and what the one that came back wanted to save of them and was refused. */
  takenOver: number
  fencedOff: number
}

const secret = 'fault-drill-only-a1b2c3d4e5f6g7h8'
const system = { kind: 'system', cause: 'fault drill', zone: 'Asia/Shanghai', locale: 'en' } as const
const patienceMs = 180_000

type Server = { child: ChildProcess; address: string }

/**
 * Two servers over one database run instances of a process whose effects can be counted, while one of them is killed again and again:
 * at every kind of statement it sends, before and after, and in between at any moment; now and then, at least once, one is paused beyond
 * its lease. In the end two healthy servers finish what is left, and everything is counted.
 *
 * @throws when it cannot go on (a server does not start, the app refuses): says how far it came, and leaves nothing running
 */
export async function flowDrill({ kills, seed }: { kills: number; seed: number }): Promise<FlowDrillResult> {
  const dataDir = dataFolder('tangram-fault-flow-')
  const random = randomFrom(seed)
  const db = await connect({ dataDir, poolSize: 6 })
  const recorder = await openRecorder()
  const strikes = new Strikes()
  const servers: (Server | undefined)[] = [undefined, undefined]
  let worker = ''
  const begin = async (at: number) => {
    const env = {
      DATABASE_URL: db.url,
      TANGRAM_DATA: dataDir,
      TANGRAM_SECRET: secret,
      DRILL_RECORDER: recorder.url,
      TANGRAM_OUTGOING_NETWORKS: '127.0.0.1/32',
    }
    const { child, ready } = await startProcess<{ ready: string; worker: string }>('flow/server.ts', env)
    child.on('message', ({ statement }: { statement?: string }) => statement !== undefined && strikes.learn(statement))
    worker = ready.worker
    servers[at] = { child, address: ready.ready }
  }
  const storage = { open: undefined as Storage | undefined }
  const pauses: Paused[] = []
  const pausedAt = Math.min(59, Math.floor(kills / 2))
  let crew: Crew | undefined
  let killed = 0
  try {
    await begin(0)
    await begin(1)
    crew = startCrew(() => servers.flatMap((server) => server?.address ?? []), worker)
    for (let kill = 0; kill < kills; kill += 1) {
      crew.check()
      const at = kill % 2
      const victim = servers[at]
      if (!victim) continue
      if (kill % 60 === pausedAt) pauses.push(await stopBeyondLease(db.pool, victim.child, recorder))
      await pause(random() * 500)
      const aim = strikes.next()
      if (aim) victim.child.send({ arm: aim })
      const died = aim && (await Promise.race([ended(victim.child).then(() => true), pause(4_000, false)]))
      if (aim && died) strikes.hit(aim)
      victim.child.kill('SIGKILL')
      servers[at] = undefined
      await ended(victim.child)
      killed += 1
      await begin(at)
      if (kill % 10 === 9)
        console.log(
          `${kill + 1}/${kills} killed, at ${strikes.hits} places of ${strikes.known} statements, ${crew.acknowledged.jobs.length} jobs filed`,
        )
    }
    await crew.finishFiling()
    storage.open = await createStorage({ db, platform: defaultPlatform, zone: system.zone, fileDir: path.join(dataDir, 'files'), secret })
    // People go on: a job of a server that was killed comes to them when its lease has run out.
    await settled(db, recorder, crew)
    await crew.stop()
    const stuck = (await storage.open.flows.stuck(system)).length
    const counts = await countFlow(db.pool, recorder, crew.acknowledged, stuck)
    const sum = (of: keyof Paused) => pauses.reduce((all, each) => all + each[of], 0)
    const paused = {
      pausedBeyondLease: pauses.filter(({ held }) => held > 0).length,
      takenOver: sum('takenOver'),
      fencedOff: sum('fencedOff'),
    }
    return { kills: killed, statements: strikes.known, struckAt: strikes.hits, ...paused, ...counts }
  } catch (error) {
    const done = `${killed} of ${kills} kills, ${crew?.acknowledged.jobs.length ?? 0} jobs and ${crew?.acknowledged.tasks.length ?? 0} tasks acknowledged`
    throw new Error(`the drill could not go on after ${done}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    await crew?.stop()
    await Promise.all(servers.map((server) => server && endProcess(server.child)))
    await storage.open?.close()
    recorder.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Which statements there are and where a server has died already. */
class Strikes {
  readonly #open: Strike[] = []
  readonly #known = new Set<string>()
  #tried = 0
  hits = 0

  get known(): number {
    return this.#known.size
  }

  learn(statement: string): void {
    if (this.#known.has(statement)) return
    this.#known.add(statement)
    this.#open.push({ statement, when: 'before' }, { statement, when: 'after' })
  }

  /** Every other kill is aimed, so that those at any moment do not come too short; a place that was missed is tried again later. */
  next(): Strike | undefined {
    this.#tried += 1
    const aim = this.#tried % 4 === 0 ? undefined : this.#open.shift()
    if (aim) this.#open.push(aim)
    return aim
  }

  hit(aim: Strike): void {
    const at = this.#open.indexOf(aim)
    if (at !== -1) this.#open.splice(at, 1)
    this.hits += 1
  }
}

/** Until no instance runs any more; as long as the rest shrinks there is no hurry. */
async function settled(
  db: { pool: { query: (sql: string) => Promise<{ rows: unknown[] }> } },
  recorder: Recorder,
  crew: Crew,
): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let shrankAt = Date.now()
  for (;;) {
    const { rows } = await db.pool.query(
      `select (select count(*) from tangram.flow_instance where app = 'drill' and status = 'running')
         + (select count(*) from tangram.job where kind in ('change.follow', 'flow.action')) as left`,
    )
    const left = Number((rows[0] as { left: unknown }).left)
    if (left === 0) return
    crew.check()
    if (left < least) {
      least = left
      shrankAt = Date.now()
    }
    // What is left then is counted as lost.
    if (Date.now() - shrankAt > patienceMs) return console.error(`${left} things are left after ${recorder.deliveries.size} deliveries`)
    await pause(300)
  }
}
