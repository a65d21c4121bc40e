import type { ResolvedApp } from '@tangram/app-model'
import { isEncrypted, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import { converted } from '../apps/convert-column.ts'
import type { Conversion } from '../apps/plan-columns.ts'
import type { Context } from '../context.ts'
import { linkedRows } from '../linked/linked-rows.ts'
import { notOpened } from './encrypted-fields.ts'
import type { Vault } from './vault.ts'

const batch = 1_000

/** Whether values have to pass through the server on their way to another column: PostgreSQL neither seals nor opens. */
export function isSealing({ fromType, toType }: Pick<Conversion, 'fromType' | 'toType'>): boolean {
  return isEncrypted(fromType) || isEncrypted(toType)
}

/**
 * Carries values over to a column that is encrypted, or from one, in batches. Each can be repeated.
 *
 * @param among which rows; all when absent
 * @throws storage.encryption.damaged 500: what does not open is not thrown away
 */
export async function convertSealed(
  { db, options }: Pick<Context, 'db' | 'options'>,
  client: PoolClient,
  { app, vault, conversion }: { app: ResolvedApp; vault: Vault; conversion: Conversion },
  among: RawBuilder<unknown> = sql`where true`,
): Promise<void> {
  const { entity, attribute: field, from, to, fromType, toType } = conversion
  const table = sql.id(app.id, entity)
  const run = (statement: RawBuilder<unknown>) => {
    const { sql: text, parameters } = statement.compile(db.kysely)
    return client.query<{ id: string; value: string | null }>(text, [...parameters])
  }
  const source = sql`t.${sql.id(from)}`
  const value = isEncrypted(fromType) ? source : converted(fromType, { kind: 'text' }, source, options.zone)
  const target = isEncrypted(toType) ? sql`x.value` : converted({ kind: 'text' }, toType, sql`x.value`, options.zone, targetOf(app, toType))
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await run(
      sql`select t.id::text as id, ${value} as value from ${table} as t ${among} and t.id > ${after}::uuid order by t.id limit ${sql.lit(batch)}`,
    )
    const last = rows.at(-1)
    if (!last) return
    const texts = isEncrypted(fromType) ? await opened(vault, { entity, field }, rows) : rows.map((row) => row.value)
    const values = texts.map((text, i) =>
      text === null || !isEncrypted(toType) ? text : vault.seal({ entity, field, record: rows[i]?.id ?? '' }, text),
    )
    const ids = rows.map(({ id }) => id)
    await run(
      sql`update ${table} as t set ${sql.id(to)} = ${target} from unnest(${ids}::uuid[], ${values}::text[]) as x(id, value) where t.id = x.id`,
    )
    after = last.id
  }
}

async function opened(
  vault: Vault,
  place: { entity: string; field: string },
  rows: readonly { id: string; value: string | null }[],
): Promise<(string | null)[]> {
  const sealed = rows.flatMap(({ id, value }) => (value === null ? [] : [{ place: { ...place, record: id }, sealed: value }]))
  const texts = await vault.open(sealed)
  const byRecord = new Map(
    sealed.map(({ place: one }, i) => {
      const each = texts[i]
      if (!each || 'problem' in each) throw notOpened(one, each?.problem)
      return [one.record, each.text]
    }),
  )
  return rows.map(({ id }) => byRecord.get(id) ?? null)
}

function targetOf(app: ResolvedApp, type: ValueType): RawBuilder<unknown> | undefined {
  const target = type.kind === 'reference' ? app.entity(type.to) : undefined
  if (target?.linked) return linkedRows(target)
  return target && sql.id(target.system ? 'tangram' : app.id, target.id)
}
