import type { Principal } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { ReportReading } from '../report-reading.ts'
import { recordHistory } from './history.ts'
import { countRecords, exportRecords, getRecord, listRecords, recordOptions } from './read-records.ts'
import type { Records } from './records.ts'
import { recordsCsv } from './records-csv.ts'
import { updateOnce } from './update-once.ts'
import { createRecord, moveRecord, updateRecord } from './write-record.ts'

export function createRecords(context: Context, principal: Principal, reading: ReportReading): Records {
  return principal.kind === 'person' && principal.seenBy !== undefined
    ? { ...recordsOf(context, principal, reading), create: refuse, update: refuse, remove: refuse, restore: refuse }
    : recordsOf(context, principal, reading)
}

/** A second wall behind the server's gate. */
async function refuse(): Promise<never> {
  throw fail('storage.see-as.read-only')
}

function recordsOf(context: Context, principal: Principal, reading: ReportReading): Records {
  const about = (app: string, entity: string) => ({ app, entity, principal })
  return {
    get: (app, entity, id, more) => getRecord(context, about(app, entity), id, more),
    list: (app, entity, query) => listRecords(context, about(app, entity), query),
    count: (app, entity, query) => countRecords(context, about(app, entity), query),
    options: (app, entity, query) => recordOptions(context, about(app, entity), query),
    create: (app, entity, values, more) => createRecord(context, about(app, entity), values, more),
    update: (app, entity, id, values, { idempotencyKey, ...more }) =>
      idempotencyKey === undefined
        ? updateRecord(context, about(app, entity), id, values, more)
        : updateOnce(context, about(app, entity), id, values, { ...more, idempotencyKey }),
    remove: async (app, entity, id, more) => {
      await moveRecord(context, about(app, entity), id, 'remove', more)
    },
    restore: (app, entity, id, more) => moveRecord(context, about(app, entity), id, 'restore', more),
    history: (app, entity, id) => recordHistory(context, about(app, entity), id),
    export: (app, entity, query) => exportRecords(context, about(app, entity), query),
    csv: (app, entity, query, more) => recordsCsv(context, reading, about(app, entity), query, more),
  }
}
