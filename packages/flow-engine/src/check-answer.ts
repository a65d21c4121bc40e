import type { Id } from '@tangram/data-model'
import { fail } from './errors.ts'
import type { TaskOutcome } from './state.ts'

/** The opinion given with an answer, if any. @throws flow.outcome.unknown, flow.opinion.required */
export function checkAnswer(outcomes: readonly TaskOutcome[], outcome: Id, opinion: string | undefined): { opinion?: string } {
  const chosen = outcomes.find((candidate) => candidate.id === outcome)
  if (!chosen) throw fail('flow.outcome.unknown', { outcome, possible: outcomes.map((candidate) => candidate.id) }, { path: '/outcome' })
  const said = opinion?.trim()
  if (chosen.needsOpinion && !said) throw fail('flow.opinion.required', { outcome: chosen.label }, { path: '/opinion' })
  return said ? { opinion: said } : {}
}
