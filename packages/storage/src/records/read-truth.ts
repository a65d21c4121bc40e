import { conditionsAbout, type PersonPrincipal } from '@tangram/access'
import { type Entity, invariant } from '@tangram/data-model'
import type { Given, Logic } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, runForCells } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isRecord, keyArgs } from '../linked/key-parts.ts'
import { tableOf } from './entity-columns.ts'
import { conditionSql } from './source.ts'

/** What is so about one record and one person. */
export type Truth = { holds(condition: Logic): boolean; shownBy: 'task' | 'copy' | undefined }

/** PostgreSQL answers with at most 1,664 columns. */
const mostAtOnce = 500

/**
 * Whether each condition of the roles, and each part of it, holds for a record. PostgreSQL says so, by the expression that the rights of
 * every query are compiled to: an explanation cannot see it otherwise.
 *
 * @throws storage.record.unknown 404
 */
export async function readTruth(
  context: Context,
  { app, entity, principal, given }: { app: LoadedApp; entity: Entity; principal: PersonPrincipal; given: Given },
  record: string,
): Promise<Truth> {
  const conditions = [...conditionsAbout({ access: app.document.access, entity })]
  const known = new Map<string, boolean>()
  const ways =
    entity.system || entity.linked ? [sql`false`, sql`false`] : [hasTask(principal, app, entity), hasCopy(principal, app, entity)]
  let shown: readonly unknown[] = []
  for (let from = 0; from === 0 || from < conditions.length; from += mostAtOnce) {
    const some = conditions.slice(from, from + mostAtOnce)
    const cells = some.map(([, logic]) => sql`coalesce(${conditionSql(app, entity, 't', logic, given)}, false)`)
    const statement = sql`select ${sql.join([...ways, ...cells])} from ${tableOf(app, entity)} as t where ${isRecord(entity, 't')}`
    const [row] = await runForCells(context.db.pool, compileQuery(context.db, statement), keyArgs(entity, record))
    if (!row) throw fail('storage.record.unknown')
    shown = row.slice(0, ways.length)
    for (const [at, [text]] of some.entries()) known.set(text, row[ways.length + at] === true)
  }
  return {
    shownBy: shown[0] === true ? 'task' : shown[1] === true ? 'copy' : undefined,
    holds: (condition) => {
      const found = known.get(JSON.stringify(condition))
      invariant(found !== undefined, `nobody asked whether ${JSON.stringify(condition)} holds`)
      return found
    },
  }
}

function hasTask({ id }: PersonPrincipal, app: LoadedApp, entity: Entity): RawBuilder<unknown> {
  return sql`exists (select from tangram.task as k where k.record = t.id and k.status = 'open' and k.app = ${app.id} and k.entity = ${entity.id} and k.candidates @> array[${id}]::uuid[])`
}

function hasCopy({ id }: PersonPrincipal, app: LoadedApp, entity: Entity): RawBuilder<unknown> {
  return sql`exists (select from tangram.task_copy as c where c.record = t.id and c.app = ${app.id} and c.entity = ${entity.id} and c.person = ${id}::uuid)`
}
