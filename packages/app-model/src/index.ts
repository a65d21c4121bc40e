/**
 * The saved app: one document that composes forms, flows, rules, reports and rights. Checks it, compares two versions of it,
 * plans a publish and changes it by commands.
 *
 *     const findings = checkApp(document, defaultPlatform) // [] when it can be published
 *     const { diff, schemaChanges } = planPublish(published, draft, defaultPlatform)
 */

export { canBeEncrypted } from './check/check-encrypted.ts'
export { checkApp } from './check-app.ts'
export { applyCommand } from './commands/apply-command.ts'
export type { Command, ElementPlace } from './commands/command.ts'
export { datasetsOf, recordColumn } from './datasets.ts'
export type { Change } from './diff-apps.ts'
export { diffMessages } from './diff-messages.ts'
export type { AppDocument, ViewDocument } from './document.ts'
export { appErrors } from './errors.ts'
export { nameOfTable } from './linked/check-linked.ts'
export { type Catalogue, linkedDrift } from './linked/linked-drift.ts'
export { fieldTypeOf, linkedEntity } from './linked/linked-entity.ts'
export { linkedMessages } from './linked/messages.ts'
export type { SkippedColumn, SourceColumn, SourceTable } from './linked/source-table.ts'
export { type SourceKind, sourceKind } from './linked/source-type.ts'
export { linkMessages, planMessages, shapeMessages } from './messages.ts'
export { migrateApp } from './migrate-app.ts'
export { type PublishPlan, planPublish } from './plan-publish.ts'
export type { Retired } from './plan-schema.ts'
export { createPlatform, defaultPlatform, type Platform } from './platform.ts'
export { type ResolvedApp, resolveApp } from './resolve-app.ts'
export { appSchema } from './schema/app-schema.ts'
export type { SchemaChange } from './schema-change.ts'
export { tablesRead } from './tables-read.ts'
export { type FieldOfEntity, fieldsOf, type UsedIds, usedBy, withUsedIds } from './used-ids.ts'
