import { type AppDocument, applyCommand } from '@tangram/app-model'
import { emptyApp } from '../things/empty-app.ts'
import { startOf, type ThingKind } from '../things/starters.ts'

/** An app made as a builder makes it: a table `leave` and one new thing of each of these kinds, all called Leave. */
export function sampleApp(...kinds: ThingKind[]): AppDocument {
  const label = { en: 'Leave' }
  const start = emptyApp('app', label)
  return (['entities', ...kinds] as ThingKind[]).reduce(
    (document, kind) => applyCommand(document, startOf(kind, { document, label, entity: 'leave', usedIds: {} }).command).document,
    start,
  )
}
