import type { Diagnostic } from '@tangram/data-model'
import { type Change, diffApps } from './diff-apps.ts'
import type { AppDocument } from './document.ts'
import { planDiagnostics } from './plan-diagnostics.ts'
import { planSchema, type Retired } from './plan-schema.ts'
import type { Platform } from './platform.ts'
import { resolveApp } from './resolve-app.ts'
import { returningIds } from './returning-ids.ts'
import type { SchemaChange } from './schema-change.ts'
import type { UsedIds } from './used-ids.ts'

/** What a publish would do: for people, for storage, and what its author should know first. */
export type PublishPlan = { diff: Change[]; schemaChanges: SchemaChange[]; diagnostics: Diagnostic[] }

/**
 * Plans the way from the published document (null: none yet) to another. Both have passed `checkApp`.
 *
 * @param earlier.retired what earlier publishes retired and storage still keeps, so that it comes back with its data
 * @param earlier.used ids of every published version: one that comes back must be what it was
 */
export function planPublish(
  from: AppDocument | null,
  to: AppDocument,
  platform: Pick<Platform, 'fields'>,
  earlier: { retired?: Retired; used?: UsedIds } = {},
): PublishPlan {
  const before = from ? resolveApp(from, platform).ownEntities : []
  const schemaChanges = planSchema(before, resolveApp(to, platform).ownEntities, earlier.retired)
  return {
    diff: diffApps(from, to),
    schemaChanges,
    diagnostics: [...planDiagnostics(from, to, schemaChanges), ...returningIds(from, to, platform.fields, earlier.used)],
  }
}
