import type { Database } from '../database.ts'
import type { Hub } from '../hub.ts'

/** Names of people, teams and departments by id, kept in memory so that a list of records needs no join for them. */
export type OrganisationLabels = {
  /** The name, when it is in memory. */
  known(id: string): string | undefined
  /** Adds the names of these ids to `into`; ids of nobody are passed over. */
  collect(ids: Iterable<string>, into: { [id: string]: string }): Promise<void>
  close(): void
}

const maxKept = 50_000

export function createOrganisationLabels(db: Database, hub: Hub): OrganisationLabels {
  const names = new Map<string, string>()
  const close = hub.on('people', () => names.clear())
  return {
    close,
    known: (id) => names.get(id),
    collect: async (ids, into) => {
      const missing: string[] = []
      for (const id of new Set(ids)) {
        const name = names.get(id)
        if (name === undefined) missing.push(id)
        else into[id] = name
      }
      if (missing.length === 0) return
      const { rows } = await db.pool.query<{ id: string; name: string }>({
        name: 'labels.organisation',
        text: `select id, name from tangram.person where id = any($1::uuid[])
               union all select id, name from tangram.team where id = any($1::uuid[])
               union all select id, name from tangram.department where id = any($1::uuid[])`,
        values: [missing],
      })
      if (names.size > maxKept || !hub.isListening()) names.clear()
      for (const { id, name } of rows) {
        if (hub.isListening()) names.set(id, name)
        into[id] = name
      }
    },
  }
}
