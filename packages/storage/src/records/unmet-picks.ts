import type { Pick } from '@tangram/form-engine'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, type Executor, runQuery } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { isUuid } from '../uuid.ts'
import { whereSql } from './read-records.ts'
import { sourceOf } from './source.ts'

/**
 * Those of the picked records that do not meet the condition they were offered under. The condition is the form's, so it may read
 * fields that are hidden from whoever picks; whether they may see the record is asked elsewhere.
 */
export async function unmetPicks(context: Context, app: LoadedApp, picks: readonly Pick[], executor: Executor): Promise<readonly Pick[]> {
  const groups = Map.groupBy(picks, ({ entity, where }) => `${entity} ${JSON.stringify(where)}`)
  const unmet: Pick[] = []
  for (const group of groups.values()) {
    const [{ entity, where }] = group as [Pick, ...Pick[]]
    const principal = { kind: 'system', cause: 'pick', zone: context.options.zone, locale: 'zh-CN' } as const
    const question = { app, principal, entity, given: givenFor(context, principal, app) }
    const source = sourceOf(question)
    const ids = [...new Set(group.map(({ record }) => record))].filter(isUuid)
    const query = sql`select s.id from ${source.query} as s where s.id = any(${ids}::uuid[]) and ${whereSql(question, source, where)}`
    const { rows } = await runQuery<{ id: string }>(executor, compileQuery(context.db, query))
    const met = new Set(rows.map(({ id }) => id))
    unmet.push(...group.filter(({ record }) => !met.has(record.toLowerCase())))
  }
  return unmet
}
