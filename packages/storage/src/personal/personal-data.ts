import type { Principal } from '@tangram/access'
import type { Id, Instant, JsonValue, LocalizedText, PersonalKind, RecordValues } from '@tangram/data-model'
import type { ChangeKind } from '../records/changes.ts'

/** A field that is marked as personal, or (`kind` null) one whose type looks as if it should be. `id` of a sub-form's column: `contacts.phone`. */
export type PersonalField = { id: string; label: LocalizedText; kind: PersonalKind | null; encrypted: boolean }

/** A table with such fields. `records`: how many it has, but for the recycle bin; null where it could not be read. */
export type PersonalTable = {
  app: Id
  appLabel: LocalizedText
  entity: Id
  label: LocalizedText
  linked: boolean
  /** The first list that shows it; null when none does. */
  view: Id | null
  fields: PersonalField[]
  records: number | null
}

/** A record in which the text was found, and in which of its fields. */
export type FoundRecord = { id: string; title: string; createdAt: Instant; fields: string[] }

/** What was found in one table, newest first; `next` is the `after` of what follows. `deleted`: in its recycle bin. */
export type FoundInTable = Omit<PersonalTable, 'records'> & {
  deleted: boolean
  records: FoundRecord[]
  next: string | null
}

export type Place = { app: Id; entity: Id; record: string }

/** Tables that could not be read, so that nobody takes them for empty. */
export type Found = {
  tables: FoundInTable[]
  unread: (Pick<PersonalTable, 'app' | 'appLabel' | 'entity' | 'label'> & { why: LocalizedText })[]
}

/** Everything that is held in these records, as a person is given it. */
export type PersonalExport = {
  madeAt: Instant
  tables: {
    app: Id
    appLabel: LocalizedText
    entity: Id
    label: LocalizedText
    fields: { id: Id; label: LocalizedText; personal: PersonalKind | null }[]
    records: {
      id: string
      deleted: boolean
      createdAt: Instant
      updatedAt: Instant
      values: RecordValues
      /** Names of the records and people that values refer to, by id. */
      labels: { [id: string]: string }
      history: { at: Instant; kind: ChangeKind; before: { [field: Id]: JsonValue }; after: { [field: Id]: JsonValue } }[]
    }[]
  }[]
}

/**
 * What the organisation holds about people, across apps. For whoever has the duty `security`; read whole, whatever roles they hold, because
 * a person has a right to all of it. Callers note each call in the audit.
 *
 * @throws storage.admin.required 403
 */
export type PersonalData = {
  inventory(principal: Principal): Promise<PersonalTable[]>
  /**
   * Records that have the text in a field marked as personal: anywhere in plain texts, whatever the case of its letters and with or without spaces and
   * dashes; as the whole value in encrypted ones.
   *
   * @param query `in`: one table alone, further into what it has
   * @throws storage.personal.too-short 422
   */
  find(principal: Principal, query: { text: string; in?: { app: Id; entity: Id; deleted: boolean; after?: string } }): Promise<Found>
  /** Records that are gone by now are left out. @throws storage.personal.too-many 422 for more than 200 */
  export(principal: Principal, places: readonly Place[]): Promise<PersonalExport>
}
