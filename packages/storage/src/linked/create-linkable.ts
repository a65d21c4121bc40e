import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { linkableTables, sampleOf, sourceTable } from './catalogue.ts'
import type { Linkable } from './linkable.ts'

export function createLinkable(context: Context): Linkable {
  const { pool } = context.db
  const schemas = () => allowedSchemas(context)
  return {
    schemas,
    tables: async () => linkableTables(pool, await schemas()),
    table: async (schema, table) => {
      const found = (await schemas()).includes(schema) ? await sourceTable(pool, schema, table) : undefined
      if (!found) throw fail('storage.linked.unknown', { table: `${schema}.${table}` })
      return { ...found, sample: await sampleOf(pool, found) }
    },
  }
}

/** What the operator allows, without the schemas of apps and of the system, whatever they wrote. */
export async function allowedSchemas({ db, options }: Pick<Context, 'db' | 'options'>): Promise<string[]> {
  const wanted = (options.linkedSchemas ?? []).filter(
    (name) => name !== 'tangram' && name !== 'information_schema' && !name.startsWith('pg_'),
  )
  if (wanted.length === 0) return []
  const { rows } = await db.pool.query<{ id: string }>('select id from tangram.app where id = any($1)', [wanted])
  return wanted.filter((name) => !rows.some(({ id }) => id === name))
}
