import type { Readable } from 'node:stream'
import type { DataRecord, Id, Locale, RecordPage, RecordQuery, RecordValues } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { Fence, Transaction } from '../transaction.ts'
import type { ChangeEntry } from './changes.ts'

export type WriteOptions = {
  /** The form the values were typed into: its conditions are checked beside the entity's. */
  form?: Id
  /** The version of the app that the form was opened from, when it may be an earlier one: its fields and its rules hold. */
  appVersion?: number
  /** A repeated create or update by the same principal with the same key answers with the first one's record and writes nothing. Kept for 30 days. */
  idempotencyKey?: string
  /** The worker's fencing token, when a job writes. */
  fence?: Fence
  trx?: Transaction
  /** What led here (`flow:…`, `rule:…`); a system principal's own cause when absent. */
  cause?: string
}

export type RecordOption = { id: string; label: string }

/** Records of every app, seen with one principal's rights. */
export type Records = {
  /** @throws storage.record.unknown 404, the same for a record that is absent and one that is not visible */
  get(app: Id, entity: Id, id: string, more?: { select?: Id[] }): Promise<DataRecord>
  /** @throws storage.query.* 400 with a path for fields that are unknown or hidden */
  list(app: Id, entity: Id, query?: RecordQuery & { deleted?: boolean }): Promise<RecordPage<DataRecord>>
  count(app: Id, entity: Id, query?: Pick<RecordQuery, 'where' | 'search'>): Promise<number>
  /** Title of the records that may be chosen; labels only. */
  options(app: Id, entity: Id, query?: { search?: string; ids?: readonly string[]; where?: Logic; limit?: number }): Promise<RecordOption[]>
  /** @throws storage.record.invalid 422 with FieldErrors, storage.record.forbidden 403 */
  create(app: Id, entity: Id, values: RecordValues, more?: WriteOptions & { id?: string }): Promise<DataRecord>
  /** @throws storage.record.stale 409 with details `{ current: DataRecord, yours: values }` */
  update(app: Id, entity: Id, id: string, values: RecordValues, more: WriteOptions & { version?: number }): Promise<DataRecord>
  /** Moves it to the recycle bin. */
  remove(app: Id, entity: Id, id: string, more?: WriteOptions & { version?: number }): Promise<void>
  restore(app: Id, entity: Id, id: string, more?: WriteOptions): Promise<DataRecord>
  history(app: Id, entity: Id, id: string): Promise<ChangeEntry[]>
  /** All pages of a list, fetched as they are read. Needs the export right. */
  export(app: Id, entity: Id, query?: RecordQuery): AsyncIterable<DataRecord>
  /**
   * The selected columns of all matching records as lines of CSV without headings, written by PostgreSQL; null when another column
   * than those named `joined` holds several values or parts, which its field type writes. Needs the export right.
   *
   * @throws storage.report.busy 503, storage.report.left 499, storage.query.* 400
   */
  csv(
    app: Id,
    entity: Id,
    query: RecordQuery & { select: Id[] },
    more: {
      locale: Locale
      /** Columns of several values that can be written all the same: files by their names, choices by their labels. */
      joined?: { [column: Id]: 'files' | 'choices' }
      signal?: AbortSignal
    },
  ): Promise<Readable | null>
}
