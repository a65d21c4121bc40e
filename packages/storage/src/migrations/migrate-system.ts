import type { PoolClient } from 'pg'
import type { Database } from '../database.ts'
import { inTransaction } from '../transaction.ts'
import { organisation } from './001-organisation.ts'
import { tidying } from './002-tidying.ts'
import { operations } from './003-operations.ts'
import { uploads } from './004-uploads.ts'
import { imports } from './005-imports.ts'
import { links } from './005-links.ts'
import { drafts } from './006-drafts.ts'
import { flows } from './007-flows.ts'
import { slas } from './008-sla.ts'
import { deliveries } from './009-deliveries.ts'
import { deliveryResults } from './010-delivery-results.ts'
import { embeds } from './011-embeds.ts'
import { seeAs } from './012-see-as.ts'
import { signIn } from './012-sign-in.ts'
import { audit } from './013-audit.ts'
import { providers } from './013-providers.ts'
import { sight } from './013-sight.ts'
import { people } from './014-people.ts'
import { administrators } from './015-administrators.ts'
import { encryption } from './016-encryption.ts'
import { backups } from './018-backups.ts'

/** In order; a step that was released is never changed, a new one is added below. */
const steps: readonly { name: string; sql: string }[] = [
  { name: '001-organisation', sql: organisation },
  { name: '002-tidying', sql: tidying },
  { name: '003-operations', sql: operations },
  { name: '004-uploads', sql: uploads },
  { name: '005-links', sql: links },
  { name: '005-imports', sql: imports },
  { name: '006-drafts', sql: drafts },
  { name: '007-flows', sql: flows },
  { name: '008-sla', sql: slas },
  { name: '009-deliveries', sql: deliveries },
  { name: '010-delivery-results', sql: deliveryResults },
  { name: '011-embeds', sql: embeds },
  { name: '012-sign-in', sql: signIn },
  { name: '012-see-as', sql: seeAs },
  { name: '013-providers', sql: providers },
  { name: '013-audit', sql: audit },
  { name: '013-sight', sql: sight },
  { name: '014-people', sql: people },
  { name: '015-administrators', sql: administrators },
  { name: '018-backups', sql: backups },
  { name: '016-encryption', sql: encryption },
]

/** By name: a database that has others was made by a newer release. */
export const knownSteps: ReadonlySet<string> = new Set(steps.map((step) => step.name))

/** Brings schema `tangram` to this release. Any number of processes may start at once; one does it, the others wait. */
export async function migrateSystem(db: Database): Promise<void> {
  await inTransaction(db, async ({ client }) => {
    await client.query('set local statement_timeout = 0')
    await client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.migrate', 0))`)
    await client.query('create schema if not exists tangram')
    await client.query(
      'create table if not exists tangram.migration (name text primary key, applied_at timestamptz(3) not null default now())',
    )
    await applySteps(client)
  })
}

/** Those that this database has not had, in the transaction that is open. */
export async function applySteps(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from tangram.migration')
  const done = new Set(rows.map((row) => row.name))
  for (const step of steps) {
    if (done.has(step.name)) continue
    await client.query(step.sql)
    await client.query('insert into tangram.migration (name) values ($1)', [step.name])
  }
}
