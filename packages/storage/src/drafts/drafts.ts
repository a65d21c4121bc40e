import type { FieldDocument, Id, Instant, RecordValues } from '@tangram/data-model'

/** What somebody typed into a form and has not handed in. */
export type DraftContent = {
  /** What tells it from others; the title of the record to be, as far as it is known. */
  title: string
  values: RecordValues
  /** The fields as they were then: a form published since may no longer know them, and the answers must stay readable. */
  fields: { [field: Id]: FieldDocument }
  /** The version of the app that the form was opened from. */
  appVersion: number
}

export type DraftSummary = { id: string; app: Id; entity: Id; form: Id | null; title: string; savedAt: Instant; expiresAt: Instant }
export type FormDraft = DraftSummary & DraftContent

/** Unfinished forms of one person: nobody else sees them, administrators neither. Each goes 30 days after it was last saved. */
export type Drafts = {
  /**
   * The newest first.
   *
   * @throws storage.entity.unknown 404
   */
  list(about: { app: Id; entity: Id }): Promise<DraftSummary[]>
  /** @throws storage.draft.unknown 404 */
  get(id: string): Promise<FormDraft>
  /**
   * Keeps what was typed, with the files it names.
   *
   * @throws storage.entity.unknown 404, storage.form.unknown 404; storage.record.forbidden 403 for who may not make such records;
   *   storage.draft.too-many 422
   */
  create(about: { app: Id; entity: Id; form: Id | null }, content: DraftContent): Promise<FormDraft>
  /** @throws storage.draft.unknown 404 */
  update(id: string, content: DraftContent): Promise<FormDraft>
  /**
   * Also when it is gone already.
   *
   * @throws storage.entity.unknown 404 when it is said what it is about, and there is no such table
   */
  remove(id: string, about?: { app: Id; entity: Id }): Promise<void>
}
