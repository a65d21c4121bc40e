import { recordColumn } from '@tangram/app-model'
import type { Entity, Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'

/** Where the rows of each dataset lie, what names one of them, and when it began. */
const views: { [dataset: Id]: { view: string; id: string } } = {
  flow_activity: { view: 'flow_activity', id: 'id' },
  flow_cycle: { view: 'flow_cycle', id: 'instance' },
  sla_clock: { view: 'sla_report', id: 'id' },
}

/**
 * The rows of a dataset of this app as a subselect that looks like a table of records. `about_entity` and `about_record` say which
 * record each is about: whoever may not see that one does not see the row.
 */
export function datasetRows(app: Pick<LoadedApp, 'id'>, dataset: Entity): RawBuilder<unknown> {
  const { view = '', id = '' } = views[dataset.id] ?? {}
  const columns = dataset.order.map((each) => sql`${columnOf(dataset, each)} as ${sql.id(each)}`)
  return sql`(select d.${sql.id(id)}::text as id, 1 as version, d.started_at as created_at, null::uuid as created_by, d.started_at as updated_at,
    null::uuid as updated_by, null::timestamptz as deleted_at, null::uuid as deleted_by, d.entity as about_entity, d.record as about_record,
    ${sql.join(columns)} from ${sql.id('tangram', view)} as d where d.app = ${app.id})`
}

/** Times are kept as milliseconds and asked as hours; a record stands in the column of its table. */
function columnOf(dataset: Entity, id: Id): RawBuilder<unknown> {
  const type = dataset.attributes[id]?.valueType
  if (type?.kind === 'reference' && id === recordColumn(type.to)) return sql`case when d.entity = ${type.to} then d.record end`
  const milliseconds = id.endsWith('_hours') ? `${id.slice(0, -'_hours'.length)}_ms` : undefined
  return milliseconds === undefined ? sql`d.${sql.id(id)}` : sql`round(d.${sql.id(milliseconds)} / 3600000.0, 4)`
}
