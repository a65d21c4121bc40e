import type { PersonPrincipal, Principal, SystemPrincipal } from '@tangram/access'
import type { AppDocument, Change as DiffEntry, ResolvedApp, UsedIds } from '@tangram/app-model'
import type { Diagnostic, Id, Instant, LocalizedText } from '@tangram/data-model'
import type { Fact, Facts } from '@tangram/flow-engine'
import type { FormDocument } from '@tangram/form-engine'

export type PublishedApp = { id: Id; version: number; document: AppDocument; resolved: ResolvedApp }
export type AppSummary = { id: Id; label: LocalizedText; icon: string | null; version: number | null; canDesign: boolean }
export type AppDraft = {
  document: AppDocument
  revision: number
  publishedVersion: number | null
  updatedAt: Instant
  updatedBy: string | null
  /** Taken by published versions: a new field or choice is given another one. */
  usedIds: UsedIds
}
export type AppVersion = {
  version: number
  publishedAt: Instant
  by: { id: string; name: string } | null
  note: string | null
  diff: DiffEntry[]
  current: boolean
}
export type PublishPlan = { diff: DiffEntry[]; diagnostics: Diagnostic[]; canPublish: boolean; runningInstances: number }
/** Values of a changed type that could not be carried over; they stay in the retired column. `attribute` of a row's column: `items.amount`. */
export type Unconverted = { entity: Id; attribute: Id; record: string; value: string }
export type Published = { version: number; unconverted: Unconverted[] }
export type PublishProgress = { step: number; steps: number; text: LocalizedText }

export type Apps = {
  /** Published apps, and drafts the principal may design. */
  list(principal: Principal): Promise<AppSummary[]>
  /** The current version, cached; every process follows a publish within a second. @throws storage.app.unknown 404 */
  get(principal: Principal, app: Id): Promise<PublishedApp>
  /** An earlier version: running flow instances keep theirs. */
  version(principal: Principal, app: Id, version: number): Promise<PublishedApp>
  /** A form as the newest version that has it knows it: as it is, or as it was when it was removed. Null when none ever had it. */
  latestForm(principal: SystemPrincipal, app: Id, form: Id): Promise<FormDocument | null>
  /** Saves a first draft. @throws storage.app.exists 409 */
  create(principal: Principal, document: AppDocument): Promise<{ id: Id; revision: number }>
  draft(principal: Principal, app: Id): Promise<AppDraft>
  /** @throws storage.draft.stale 409 with details `{ current: AppDraft }` */
  saveDraft(principal: Principal, app: Id, document: AppDocument, ifRevision: number): Promise<{ revision: number }>
  versions(principal: Principal, app: Id): Promise<AppVersion[]>
  /** Who published what people use now, while that person may still sign in. */
  publisher(app: Id): Promise<PersonPrincipal | null>
  /** What publishing the draft would do. */
  plan(principal: Principal, app: Id): Promise<PublishPlan>
  /** @throws storage.draft.invalid 422 with diagnostics */
  publish(principal: Principal, app: Id, more?: { note?: string; onProgress?: (progress: PublishProgress) => void }): Promise<Published>
  /** What a play of a process of the draft asks for: people as they are, records as the principal may see them. */
  playFacts(principal: Principal, about: { app: Id; entity: Id; process: Id }, need: readonly Fact[]): Promise<Facts>
  /** Publishes an earlier version again; saved cases do not stand in the way of going back. */
  restore(principal: Principal, app: Id, version: number): Promise<Published>
}
