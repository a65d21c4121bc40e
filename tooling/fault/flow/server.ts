/**
 * One of the two servers of the drill, over the database of its parent. Says `{ ready, worker }` once it answers, then every kind of
 * statement it sends again and again; dies where it is told to.
 */
import { configFromEnvironment, startServer } from '@tangram/server'
import { drillApp } from './drill-app.ts'
import { strikeAtStatements } from './strike-at.ts'

const server = await startServer({ ...configFromEnvironment(['--trial'], process.env), sample: false })
const system = { kind: 'system', cause: 'fault drill', zone: 'Asia/Shanghai', locale: 'en' } as const

/** Everything once, each step only when an earlier life did not get to it. */
async function furnish(): Promise<string> {
  const { storage } = server
  const known = await storage.people.find(system, { sample: true })
  const worker =
    known.find(({ login }) => login === 'worker') ??
    (await storage.people.create(system, { login: 'worker', name: 'Worker', sample: true, admin: true }))
  const app = (await storage.apps.list(system)).find(({ id }) => id === 'drill')
  if (!app) await storage.apps.create(system, drillApp(process.env.DRILL_RECORDER ?? ''))
  if (!app?.version) await storage.apps.publish(system, 'drill')
  await storage.people.grant(system, 'drill', 'all', { person: worker.id })
  return worker.id
}

process.send?.({ ready: server.url, worker: await furnish() })
strikeAtStatements()
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
// Whoever started it is gone: nobody would end it.
process.on('disconnect', () => process.exit(1))
