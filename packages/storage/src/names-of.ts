import type { ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { attributeOf } from './records/entity-columns.ts'
import { isAllowed, type SourceQuestion, sourceOf } from './records/source.ts'

/**
 * `label_key` and `label_text` of everything that a value can refer to, as far as the reader may see it: to be joined or asked by key.
 * Undefined when they see no name.
 */
export function namesOf(question: SourceQuestion, type: ValueType & { kind: 'reference' }): RawBuilder<unknown> | undefined {
  const { app, principal, given } = question
  const target = app.resolved.entity(type.to)
  if (!target || !isAllowed(app, target)) return undefined
  if (target.system) return sql`(select id as label_key, name as label_text from ${sql.id('tangram', target.id)})`
  const source = sourceOf({ app, principal, given, entity: target.id, only: new Set([target.title]) })
  if (source.rights.hidden.has(target.title) || !attributeOf(target, target.title)) return undefined
  return sql`(select x.id as label_key, ${sql.ref(`x.${target.title}`)}::text as label_text from ${source.query} as x)`
}
