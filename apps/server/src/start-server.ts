import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { createPainter } from '@tangram/output'
import { connect, createStorage, type Database, migrateSystem, type Storage } from '@tangram/storage'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { backupJobs, queueNextBackup } from './backup/backup-jobs.ts'
import type { ServerConfig } from './config.ts'
import { buildApp } from './http/build-app.ts'
import { type Listening, listen } from './http/listen.ts'
import { createThrottle } from './http/throttle.ts'
import { createImporter } from './imports/create-importer.ts'
import { createHttpCall } from './jobs/call-http.ts'
import { createCompiler } from './jobs/compiled-app.ts'
import { createFlowRunner, type FlowRunner } from './jobs/flow-runner.ts'
import { createJobHandlers, queueHousekeeping } from './jobs/job-handlers.ts'
import { createLiveHub } from './live/live-hub.ts'
import { bundlePlugIns } from './plug-ins/bundle-plug-ins.ts'
import { loadPlugIns } from './plug-ins/load-plug-ins.ts'
import { loadSample } from './sample-data.ts'
import type { Services } from './services.ts'
import { openSetup } from './setup.ts'

export type RunningServer = {
  /** `http://127.0.0.1:7070`: where it listens. */
  url: string
  /** The address people use: the configured one, else `url`. */
  publicUrl: string
  /** The one-time link for the first administrator; null when there is one. */
  setupUrl: string | null
  storage: Storage
  /** Moves process instances, for whoever embeds the server. */
  flows: FlowRunner
  /** Processes and rules of a version of an app, ready to run. */
  compiled: Services['compiled']
  app: FastifyInstance
  /** Stops accepting, finishes what is under way, then closes workers, database and the embedded PostgreSQL. */
  close(): Promise<void>
}

const stopWithinMs = 10_000

/** Opens the database, brings it up to date, starts the workers and listens. Whatever fails, nothing is left running. */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const plugIns = await loadPlugIns(config.plugIns)
  const plugInScript = plugIns.packages.length > 0 ? await bundlePlugIns(plugIns.packages) : null
  config.progress('Opening the database')
  const { databaseUrl, dataDir, poolSize } = config
  const common = { poolSize, log: config.progress }
  const db = await connect(databaseUrl ? { databaseUrl, ...common } : { dataDir, ...common })
  const undo: Undo = [() => db.close()]
  try {
    await migrateSystem(db)
    const reportDb = await connect({
      databaseUrl: config.reportDatabaseUrl ?? db.url,
      isForReports: true,
      poolSize: config.reportPoolSize,
      statementTimeoutMs: config.reportTimeoutMs,
      log: config.progress,
    })
    undo.push(() => reportDb.close())
    return await serve(config, { db, reportDb, platform: plugIns.platform, plugInScript }, undo)
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined)
    throw error
  }
}

/** What to take back when the start fails half-way, in the order it was done. */
type Undo = (() => Promise<unknown>)[]

async function serve(
  config: ServerConfig,
  { db, reportDb, platform, plugInScript }: { db: Database; reportDb: Database } & Pick<Services, 'platform' | 'plugInScript'>,
  undo: Undo,
): Promise<RunningServer> {
  const now = () => new Date().toISOString()
  let address = ''
  let stopping = false
  let log: FastifyBaseLogger | undefined
  const storage = await createStorage({
    db,
    reportDb,
    platform,
    zone: config.organisation.zone,
    fileDir: config.fileDir,
    secret: config.secret,
    formerSecrets: config.formerSecrets,
    linkedSchemas: config.linkedSchemas,
    log: (level, message, details) => log?.[level]({ details }, message),
  })
  undo.push(() => storage.close())
  const compiled = createCompiler(platform)
  const baseUrl = () => config.baseUrl ?? address
  const flows = createFlowRunner({ storage, compiled, ...config.organisation, now })
  const painter = createPainter()
  undo.push(() => painter.close())
  const { app, services } = await buildApp(config, (appLog): Services => {
    log = appLog
    return {
      config,
      storage,
      platform,
      plugInScript,
      log: appLog,
      throttle: createThrottle(storage.attempts),
      painter,
      live: createLiveHub(storage, appLog),
      flows,
      compiled,
      callHttp: createHttpCall(config.outgoingNetworks),
      baseUrl,
      now,
      isStopping: () => stopping,
    }
  })
  undo.push(() => app.close())
  if (config.sample) await loadSample(config, storage, db.url)
  await queueHousekeeping(storage, now())
  await queueNextBackup({ storage, config, now })
  const workers = new AbortController()
  const working = config.workers ? work(storage, createJobHandlers(services), workers.signal, app.log) : Promise.resolve()
  const { fileDir, secret } = config
  const importer = createImporter(storage, {
    databaseUrl: db.url,
    fileDir,
    secret,
    zone: config.organisation.zone,
    plugIns: config.plugIns,
  })
  const importing = config.workers ? work(storage, importer.jobs, workers.signal, app.log, 1) : Promise.resolve()
  const backups = backupJobs({ storage, config, databaseUrl: db.url, log: app.log, now }, workers.signal)
  const backingUp = config.workers ? work(storage, backups, workers.signal, app.log, 1) : Promise.resolve()
  const sealing = config.workers ? keepSealing(storage, workers.signal, app.log) : Promise.resolve()
  undo.push(() => {
    workers.abort()
    return Promise.all([working, importing, backingUp, sealing, importer.close()])
  })
  const listening = await listenAt(app, config)
  undo.push(() => listening.close())
  address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${listening.port}`
  const setupUrl = config.mode === 'serve' ? await openSetup(services) : null

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    stopping = true
    services.live.close()
    const answered = listening.close()
    workers.abort()
    await withinTime(Promise.all([app.close(), answered]), () => app.server.closeAllConnections())
    await Promise.all([working, importing, backingUp, sealing, importer.close(), painter.close()])
    await storage.close()
    await reportDb.close()
    await db.close()
  }
  return { url: address, publicUrl: baseUrl(), setupUrl, storage, flows, compiled, app, close: () => (closing ??= close()) }
}

/** Works on jobs until told to stop; a worker that fails (the database went away) begins again. */
async function work(
  storage: Storage,
  handlers: ReturnType<typeof createJobHandlers>,
  signal: AbortSignal,
  log: FastifyBaseLogger,
  concurrency?: number,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await storage.jobs.run(handlers, { workerId: `${hostname()}-${process.pid}`, signal, ...(concurrency ? { concurrency } : {}) })
    } catch (error) {
      log.error({ err: error }, 'the worker failed and begins again')
      await setTimeout(1_000, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Seals what the audit noted, every second; the last of it when the server stops. */
async function keepSealing({ audit }: Storage, signal: AbortSignal, log: FastifyBaseLogger): Promise<void> {
  for (let isLast = false; !isLast; ) {
    isLast = signal.aborted
    try {
      await audit.seal()
    } catch (error) {
      log.error({ err: error }, 'the audit could not be sealed; it is tried again')
    }
    if (!isLast) await setTimeout(1_000, undefined, { signal }).catch(() => undefined)
  }
}

/** Listens at the wanted port, or where allowed at another free one. */
function listenAt(app: FastifyInstance, { host, port, portMayVary, progress }: ServerConfig): Promise<Listening> {
  return listen(app, host, port).catch((error: { code?: string }) => {
    if (error.code !== 'EADDRINUSE' || !portMayVary) throw error
    progress(`Port ${port} is taken, choosing another`)
    return listen(app, host, 0)
  })
}

async function withinTime(work: Promise<unknown>, otherwise: () => void): Promise<void> {
  const done = new AbortController()
  const late = setTimeout(stopWithinMs, undefined, { signal: done.signal }).then(otherwise, () => undefined)
  await work.finally(() => done.abort())
  await late
}
