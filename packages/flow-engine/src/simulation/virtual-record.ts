import type { Instant, JsonValue, RecordValues } from '@tangram/data-model'
import { type Fact, type Facts, factKey } from '../fact.ts'

/** The id of the record that a play runs on. */
export const simulatedRecord = '00000000-0000-7000-8000-000000000000'

/** The record at the start of a play, with the columns every record has. */
export function recordAtStart(values: RecordValues, initiator: string | null, now: Instant): RecordValues {
  const stamps = { created_at: now, created_by: initiator, updated_at: now, updated_by: initiator }
  return { ...stamps, ...values, id: simulatedRecord, version: 1 }
}

/**
 * Answers facts about the record itself from its values in the play and takes the others from what is known outside. A path that
 * leads on from the record is asked outside by the id that the play's record holds there.
 */
export function answerFacts(need: readonly Fact[], values: RecordValues, known: Facts): { facts: Facts; missing: Fact[] } {
  const facts: Facts = {}
  const missing: Fact[] = []
  for (const fact of need) {
    const own = ownAnswer(fact, values)
    const outside = own === undefined ? outsideOf(fact, values) : undefined
    if (own !== undefined) facts[factKey(fact)] = own
    else if (outside && Object.hasOwn(known, factKey(outside))) facts[factKey(fact)] = known[factKey(outside)] ?? null
    else if (outside) missing.push(outside)
  }
  return { facts, missing }
}

function ownAnswer(fact: Fact, values: RecordValues): JsonValue | undefined {
  if (fact.type !== 'value') return undefined
  const [first = ''] = fact.path
  if (fact.path.length === 1) return values[first] ?? null
  return fact.via === undefined && typeof values[first] !== 'string' ? null : undefined
}

function outsideOf(fact: Fact, values: RecordValues): Fact {
  if (fact.type !== 'value' || fact.via !== undefined) return fact
  const via = values[fact.path[0] ?? '']
  return typeof via === 'string' ? { ...fact, via } : fact
}
