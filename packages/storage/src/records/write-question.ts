import type { Principal } from '@tangram/access'
import type { Entity, Id } from '@tangram/data-model'
import { entityOf, kept, type LoadedApp } from '../apps/loaded-app.ts'
import { type Context, givenFor } from '../context.ts'
import { fail } from '../errors.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'

export type Write = { app: Id; entity: Id; principal: Principal }

export function ask(context: Context, app: LoadedApp, { principal, entity }: Write): { question: SourceQuestion; source: Source } {
  refuseLinked(entityOf(app, entity))
  const question: SourceQuestion = { app, principal, entity, given: givenFor(context, principal, app) }
  const known = kept(app, principal, `source ${entity} undefined ${principal.zone}`, () => sourceOf(question))
  const source = known.isTimeless ? known : sourceOf(question)
  if (source.entity.system) throw fail('storage.record.forbidden', { action: 'write' })
  return { question, source }
}

/** @throws storage.linked.read-only 405 */
export function refuseLinked({ label, linked }: Entity): void {
  if (linked) throw fail('storage.linked.read-only', { entity: label })
}

/** Kept per principal; what has conditions that follow the clock is made anew each time. */
export function prepared<T>({ app, principal }: SourceQuestion, source: Source, key: string, make: () => T): T {
  return source.isTimeless ? kept(app, principal, `${key} ${principal.zone}`, make) : make()
}
