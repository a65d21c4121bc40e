import path from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import { serviceDesk } from '@tangram/example-service-desk'
import { type connect, createStorage, migrateSystem } from '@tangram/storage'

export const rows = 100_000
const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

export type Ids = { agent: string; team: string; product: string; record: string }

/** The service desk with 100,000 tickets over ten teams, and the same rows in a table of the bare route's own. */
export async function furnish(db: Awaited<ReturnType<typeof connect>>, dataDir: string): Promise<Ids> {
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
