import { type AppDocument, resolveApp } from '@tangram/app-model'
import { type Id, itemOf } from '@tangram/data-model'
import { platform } from '../platform.ts'
import { isTime } from './edit-report.ts'

/**
 * The time that says when a record came to be: each has one of its own, except those of linked tables and figures about others, which
 * are asked by their first date. Undefined where there is none.
 */
export function recordTime(document: AppDocument, from: Id): Id | undefined {
  const source = resolveApp(document, platform).reportSource(from)
  if (!source?.dataset && !itemOf(document.entities, from)?.linked) return 'created_at'
  return Object.values(source?.attributes ?? {}).find(({ valueType }) => isTime(valueType))?.id
}
