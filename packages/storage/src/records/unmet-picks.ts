import { idTypeOf } from '@tangram/data-model'
import type { Pick } from '@tangram/form-engine'
import { sql } from 'kysely'
import { compileQuery, runQuery } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { pickable, type ReferencesQuestion } from './check-references.ts'
import { whereSql } from './read-records.ts'
import { asKept, idsParameter, isIdOf } from './record-ids.ts'
import { sourceOf } from './source.ts'

/**
 * Those of the picked records that do not meet the condition they were offered under. The condition is the form's, so it may read
 * fields that are hidden from whoever picks. Of records that they could not have picked at all it says nothing: `checkReferences` refuses
 * those, in the same words whether they meet the condition, do not, or do not exist.
 */
export async function unmetPicks(context: Context, writer: ReferencesQuestion, picks: readonly Pick[]): Promise<readonly Pick[]> {
  const { app, executor } = writer
  const groups = Map.groupBy(picks, ({ entity, where }) => `${entity} ${JSON.stringify(where)}`)
  const unmet: Pick[] = []
  for (const group of groups.values()) {
    const [{ entity, where }] = group as [Pick, ...Pick[]]
    const principal = { kind: 'system', cause: 'pick', zone: context.options.zone, locale: 'zh-CN' } as const
    const question = { app, principal, entity, given: givenFor(context, principal, app) }
    const source = sourceOf(question)
    const type = idTypeOf(source.entity)
    const ids = [...new Set(group.map(({ record }) => record))].filter((id) => isIdOf(source.entity, id))
    const query = sql`select s.id::text from ${source.query} as s where s.id = any(${idsParameter(source.entity, ids)}) and ${whereSql(question, source, where)}`
    const { rows } = await runQuery<{ id: string }>(executor, compileQuery(context.db, query))
    const met = new Set(rows.map(({ id }) => id))
    const missing = ids.map((id) => asKept(type, id)).filter((id) => !met.has(id))
    const told = missing.length > 0 ? await pickable(context, writer, type, missing) : met
    unmet.push(...group.filter(({ record }) => !met.has(asKept(type, record)) && told.has(asKept(type, record))))
  }
  return unmet
}
