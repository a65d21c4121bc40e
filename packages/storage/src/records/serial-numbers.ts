import type { Attribute, Entity } from '@tangram/data-model'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, runQuery } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { columnOf, tableOf } from './entity-columns.ts'

/** The next number of a serial attribute: prefix, date in the organisation's zone, count: `TS-20261122-0001`. */
export async function serialNumber(context: Context, app: LoadedApp, entity: Entity, attribute: Attribute): Promise<string> {
  const stem = stemOf(context, attribute)
  const count = await context.counter.next(counterKey(app, entity, attribute, stem))
  return stem + String(count).padStart(attribute.serial?.digits ?? 4, '0')
}

/** Lifts the counter to the highest number in use; imported records bring their own. */
export async function raiseCounter(context: Context, app: LoadedApp, entity: Entity, attribute: Attribute): Promise<void> {
  const stem = stemOf(context, attribute)
  const column = sql.id(columnOf(app, entity, attribute.id))
  const highest = sql`select coalesce(max(substr(${column}, ${stem.length + 1})::bigint), 0) from ${tableOf(app, entity)}
    where starts_with(${column}, ${stem}) and substr(${column}, ${stem.length + 1}) ~ '^[0-9]{1,15}$'`
  const raise = sql`insert into tangram.counter as c (key, value) values (${counterKey(app, entity, attribute, stem)}, (${highest}))
    on conflict (key) do update set value = greatest(c.value, excluded.value)`
  await runQuery(context.db.pool, compileQuery(context.db, raise))
}

function counterKey(app: LoadedApp, entity: Entity, attribute: Attribute, stem: string): string {
  return `${app.id}.${entity.id}.${attribute.id}:${stem}`
}

function stemOf(context: Context, { serial }: Attribute): string {
  if (!serial) return ''
  const [year = '', month = '', day = ''] = dateIn(context.options.zone, context.now())
  const date = { none: '', year, month: year + month, day: year + month + day }[serial.date]
  return [serial.prefix, date].flatMap((part) => (part === '' ? [] : [`${part}-`])).join('')
}

const formats = new Map<string, Intl.DateTimeFormat>()
let latest = { minute: '', zone: '', date: [] as string[] }

/** Year, month and day; a day changes on a full minute in every zone, so one answer serves a minute. */
function dateIn(zone: string, instant: string): string[] {
  const minute = instant.slice(0, 16)
  if (latest.minute === minute && latest.zone === zone) return latest.date
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  const date = format.format(new Date(instant)).split('-')
  latest = { minute, zone, date }
  return date
}
