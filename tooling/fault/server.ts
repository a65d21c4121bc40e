/**
 * The server that is killed: a real one over its own embedded PostgreSQL, with the service desk and three people in it.
 * Says `{ ready, people, product }` to its parent once it answers.
 */
import { randomUUID } from 'node:crypto'
import { serviceDesk } from '@tangram/example-service-desk'
import { configFromEnvironment, startServer } from '@tangram/server'

const config = { ...configFromEnvironment(['--trial'], process.env), sample: false }
const server = await startServer(config)
const system = { kind: 'system', cause: 'fault drill', zone: 'Asia/Shanghai', locale: 'en' } as const

/** Everything once, each step only when an earlier life did not get to it. */
async function furnish() {
  const { storage } = server
  const app = serviceDesk.id
  const known = await storage.apps.list(system)
  if (!known.some(({ id }) => id === app)) await storage.apps.create(system, serviceDesk)
  if (!known.some(({ id, version }) => id === app && version !== null && version > 0)) await storage.apps.publish(system, app)
  const teams = await storage.people.teams(system)
  for (const key of ['appliance', 'industrial', 'medical', 'logistics', 'tech', 'finance'])
    if (!teams.some((team) => team.key === key)) await storage.people.createTeam(system, { key, name: key })
  const wanted = {
    desk_lead: { teams: ['tech'], admin: true },
    agent: { teams: ['appliance'], admin: false },
    finance: { teams: ['finance'], admin: false },
  }
  const people = await storage.people.find(system, { sample: true })
  for (const [login, { teams: memberOf, admin }] of Object.entries(wanted))
    if (!people.some((person) => person.login === login))
      people.push(await storage.people.create(system, { login, name: login, sample: true, teams: memberOf, admin }))
  for (const person of people) await storage.people.grant(system, app, 'agent', { person: person.id })
  const products = await storage.records(system).list(app, 'product', { limit: 1 })
  const product =
    products.records[0] ??
    (await storage.records(system).create(app, 'product', { model: `F-${randomUUID().slice(0, 8)}`, name: 'Drill', line: 'appliance' }))
  return { people: Object.fromEntries(people.map((person) => [person.login, person.id])), product: product.id }
}

process.send?.({ ready: server.url, ...(await furnish()) })
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
// Whoever started it is gone: nobody would end it.
process.on('disconnect', () => process.exit(1))
