import type { FieldAnswer, Principal, RightsAction, RightsAnswer, Verdict } from '@tangram/access'
import type { Id, LocalizedText } from '@tangram/data-model'

type Words = Required<LocalizedText>

/** Whose rights are asked about: a person's, or those of somebody who holds just these roles and is in no team. */
export type AccessQuestion = { app: Id; entity: Id; record?: string; whose: { person: string } | { roles: readonly Id[] } }

export type ActionExplained = Pick<RightsAnswer, 'basis'> & {
  action: RightsAction
  verdict: Verdict
  /** Sentences, the decisive one first. */
  words: Words[]
  /** The comparisons of the conditions that decide, with what the record holds: for one record only. */
  tests: { role: Words; words: Words; holds: boolean | null; values: { name: Words; value: Words }[] }[]
}

export type FieldExplained = Pick<FieldAnswer, 'field' | 'sees' | 'changes' | 'basis'> & { label: LocalizedText; words: Words[] }

export type AccessExplained = {
  /** Null: asked about roles, not about a person. */
  person: { id: string; name: string } | null
  /** The roles they hold in the app. */
  roles: { id: Id; label: Words }[]
  actions: ActionExplained[]
  fields: FieldExplained[]
}

export type Explanations = {
  /**
   * Why somebody may (not) see and do things with the records of an entity, or with one of them.
   *
   * Administrators and those who design the app ask about anybody; whoever else asks about themself, and is told of nothing that they do
   * not see: no hidden field, no condition on one, no role that they do not hold. Values of the record are those that the asker sees.
   *
   * @throws storage.explanation.forbidden 403, storage.record.unknown 404 when the asker does not see the record, storage.person.unknown 404
   */
  explain(asker: Principal, question: AccessQuestion): Promise<AccessExplained>
}
