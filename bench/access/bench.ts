import { rmSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import type { PersonPrincipal, RoleDocument } from '@tangram/access'
import { type AppDocument, defaultPlatform } from '@tangram/app-model'
import { emptyCollection, type FieldDocument, type RecordValues } from '@tangram/data-model'
import { connect, createStorage, migrateSystem, type Storage } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import { type BenchResult, median } from '../result.ts'

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000)
const atOnce = 4
const rounds = Number(process.env.BENCH_ROUNDS ?? 9)
const secondsPerRound = Number(process.env.BENCH_SECONDS ?? 3)
const system = { kind: 'system', cause: 'bench', zone: 'UTC', locale: 'en' } as const

/**
 * A page of 25 among 1,000,000 rows for somebody with three roles: three row conditions and ten field rules, which hide some fields
 * everywhere and others in single records. Against the statement that somebody would write by hand for this one person, prepared, over the
 * same table and pool; both answers are compared first. Rounds alternate ABBA.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-')
  const db = await connect({ dataDir, poolSize: atOnce })
  await migrateSystem(db)
  const options = {
    db,
    platform: defaultPlatform,
    zone: 'UTC',
    fileDir: path.join(dataDir, 'files'),
    secret: 'b'.repeat(20) + 'ench-only-0123456789',
  }
  const storage = await createStorage(options)
  try {
    console.log(`› ${rows} tickets`)
    const person = await furnish(storage, db)
    const reader = storage.records(person)
    const query = { limit: 25, select: shownFields }
    const ours = async () => (await reader.list('guarded', 'ticket', query)).records.map(({ values }) => values)
    const values = [person.teams, person.id]
    const byHand = async () => (await db.pool.query<RecordValues>({ name: 'by-hand', text: handwritten, values })).rows
    requireEqual(await ours(), (await byHand()).slice(0, 25))
    const rates = { ours: [] as number[], byHand: [] as number[] }
    for (let turn = 0; turn <= rounds; turn += 1) {
      const order = turn % 2 === 0 ? (['byHand', 'ours'] as const) : (['ours', 'byHand'] as const)
      for (const which of order) {
        const rate = await rateOf(which === 'ours' ? ours : byHand)
        // The first of each is the warm-up.
        if (turn > 0) rates[which].push(rate)
      }
    }
    const [mine, limit] = [median(rates.ours), median(rates.byHand)]
    return {
      ratios: { listVsSql: Math.round((mine / limit) * 1000) / 1000 },
      figures: { rows, atOnce, listsPerSecond: Math.round(mine), byHandPerSecond: Math.round(limit) },
    }
  } finally {
    await storage.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const ruled = Array.from({ length: 10 }, (_, n) => `f${n}`)
const hiddenFrom = {
  team: ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'],
  own: ['f0', 'f1'],
  north: ['f0', 'f1', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9'],
}
const shownFields = ['subject', 'region', 'level', 'team', ...ruled.filter((id) => id !== 'f0' && id !== 'f1')]

const inTeam = 'team = any($1::uuid[])'
const isOwn = 'assignee = $2::uuid'
const inNorth = `(region = 'north' and level >= 3)`
/** Where a field is shown: in the rows of the roles that do not hide it. */
const shownTo: { [field: string]: string } = Object.fromEntries(
  ruled.map((field) => {
    const roles = [
      ...(hiddenFrom.team.includes(field) ? [] : [inTeam]),
      ...(hiddenFrom.own.includes(field) ? [] : [isOwn]),
      ...(hiddenFrom.north.includes(field) ? [] : [inNorth]),
    ]
    return [field, roles.join(' or ')]
  }),
)
const handwritten = `select id, version, created_at, created_by, updated_at, updated_by, subject, region, level, team,
  ${ruled
    .filter((id) => shownTo[id] !== '')
    .map((id) => `case when ${shownTo[id]} then ${id} end as ${id}`)
    .join(', ')}
  from guarded.ticket where deleted_at is null and (${inTeam} or ${isOwn} or ${inNorth})
  order by created_at desc, id desc limit 26`

function requireEqual(ours: readonly RecordValues[], byHand: readonly RecordValues[]): void {
  const plain = (all: readonly RecordValues[]) => JSON.stringify(all.map((row) => shownFields.map((id) => row[id] ?? null)))
  if (ours.length !== 25 || plain(ours) !== plain(byHand)) throw new Error('the statement by hand does not answer the same')
}

/** Lists a second, `atOnce` of them under way. */
async function rateOf(list: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  const end = begun + secondsPerRound * 1000
  let done = 0
  const work = async () => {
    while (performance.now() < end) {
      await list()
      done++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return done / ((performance.now() - begun) / 1000)
}

async function furnish(storage: Storage, db: Awaited<ReturnType<typeof connect>>): Promise<PersonPrincipal> {
  await storage.apps.create(system, document)
  await storage.apps.publish(system, document.id)
  const { people } = storage
  const teams = await Promise.all(Array.from({ length: 20 }, (_, n) => people.createTeam(system, { key: `team_${n}`, name: `Team ${n}` })))
  const { id } = await people.create(system, { name: 'Reader', teams: ['team_0'] })
  for (const role of ['team', 'own', 'north']) await people.grant(system, document.id, role, { person: id })
  await db.pool.query('set statement_timeout = 0')
  await db.pool.query(
    `insert into guarded.ticket (id, version, created_at, updated_at, subject, region, level, team, assignee, ${ruled.join(', ')})
     select uuidv7(), 1, t, t, 'Ticket ' || n, (array['north','south','east','west'])[1 + n % 4], n % 7, ($1::uuid[])[1 + n % 20],
            case when n % 50 = 0 then $2::uuid end, ${ruled.map((field) => `'${field} ' || n`).join(', ')}
     from generate_series(1, $3::int) as n, lateral (select date_trunc('milliseconds', now() - n * interval '7 seconds') as t) as at`,
    [teams.map((team) => team.id), id, rows],
  )
  await db.pool.query('vacuum analyze guarded.ticket')
  return people.principalOf(id)
}

function say(en: string) {
  return { en, 'zh-CN': en }
}

function listed<T extends { id: string }>(items: readonly T[]) {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}

const role = (id: keyof typeof hiddenFrom, read: NonNullable<RoleDocument['grants'][string]['read']>): RoleDocument => ({
  id,
  label: say(id),
  grants: { ticket: { read, fields: Object.fromEntries(hiddenFrom[id].map((field) => [field, 'hidden' as const])) } },
})

const document: AppDocument = {
  format: 1,
  id: 'guarded',
  label: say('Guarded'),
  entities: listed([
    {
      id: 'ticket',
      label: say('Ticket'),
      title: 'subject',
      fields: listed<FieldDocument>([
        { id: 'subject', type: 'text', label: say('Subject') },
        { id: 'region', type: 'text', label: say('Region') },
        { id: 'level', type: 'integer', label: say('Level') },
        { id: 'team', type: 'team', label: say('Team') },
        { id: 'assignee', type: 'member', label: say('Assignee') },
        ...ruled.map((id) => ({ id, type: 'text', label: say(id) })),
      ]),
    },
  ]),
  forms: emptyCollection(),
  processes: emptyCollection(),
  rules: emptyCollection(),
  reports: emptyCollection(),
  dashboards: emptyCollection(),
  views: emptyCollection(),
  access: {
    roles: listed<RoleDocument>([
      role('team', { in: [{ var: 'team' }, { var: '$user.teams' }] }),
      role('own', { '==': [{ var: 'assignee' }, { var: '$user.id' }] }),
      role('north', { and: [{ '==': [{ var: 'region' }, 'north'] }, { '>=': [{ var: 'level' }, 3] }] }),
    ]),
  },
}
