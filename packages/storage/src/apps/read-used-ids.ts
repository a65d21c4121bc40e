import { type FieldOfEntity, type UsedIds, withUsedIds } from '@tangram/app-model'
import type { Id } from '@tangram/data-model'
import type { Context } from '../context.ts'

/** Ids that every version of an app published so far has used. Versions are never changed: each is read once per process. */
export function usedIdsReader({ db, options }: Context): (app: Id) => Promise<UsedIds> {
  const known = new Map<Id, { upTo: number; used: UsedIds }>()
  return async (app) => {
    const { upTo, used } = known.get(app) ?? { upTo: 0, used: {} }
    const { rows } = await db.pool.query<{ last: number | null; fields: FieldOfEntity[] | null }>(
      `select max(version) as last, jsonb_agg(distinct jsonb_build_object('entity', e.key, 'field', f.value)) filter (where f.value is not null) as fields
       from tangram.app_version v
       left join lateral jsonb_each(v.document #> '{entities,items}') e on true
       left join lateral jsonb_each(e.value #> '{fields,items}') f on true
       where v.app = $1 and v.version > $2`,
      [app, upTo],
    )
    const { last = null, fields = null } = rows[0] ?? {}
    if (last === null) return used
    const now = withUsedIds(used, fields ?? [], options.platform.fields)
    known.set(app, { upTo: last, used: now })
    return now
  }
}
