import type { Instant, JsonValue, Locale, RecordValues, ValueType } from '@tangram/data-model'
import { compileEvaluator } from '@tangram/expression'
import { isAssignees } from './check-assignees.ts'
import { type Fact, type Facts, factKey } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import { membersSeen } from './people-meant.ts'
import { uniqueTexts } from './people-texts.ts'

/** The active people, each once; or the facts still needed, then ask again with them. */
export type PeopleFound = { people: string[]; need?: undefined } | { need: Fact[]; people?: undefined }

/**
 * The people a setting means, seen from a record and no running process: for steps of rules, of agreements, of anything else. The
 * initiator is who made the record; nobody has completed a step before. What is no such setting means nobody.
 *
 * @param record.values own values of the record; what they lead to, and what every record has, is asked for as facts
 */
export function findPeople(
  who: JsonValue,
  record: { values: RecordValues; typeOf: (path: string[]) => ValueType | undefined },
  given: { now: Instant; zone: string; locale?: Locale; facts: Facts },
): PeopleFound {
  if (!isAssignees(who)) return { people: [] }
  const { facts, ...clock } = given
  const fact = (asked: Fact): JsonValue => {
    if (!Object.hasOwn(facts, factKey(asked))) throw new FactsMissing([asked])
    return facts[factKey(asked)] ?? null
  }
  const read = (path: string[]): JsonValue => {
    const [first = ''] = path
    if (first.startsWith('$')) return null
    if (!Object.hasOwn(record.values, first)) return fact({ type: 'value', path })
    const own = record.values[first] ?? null
    if (path.length === 1) return own
    return typeof own === 'string' ? fact({ type: 'value', path, via: own }) : null
  }
  try {
    const { people } = membersSeen(
      {
        fact,
        read,
        evaluate: (logic) => compileEvaluator(logic)(read, clock),
        typeOf: record.typeOf,
        initiator: () => uniqueTexts(read(['created_by']))[0] ?? null,
        tasks: () => [],
        node: '',
      },
      who,
    )
    return { people }
  } catch (error) {
    if (error instanceof FactsMissing) return { need: error.facts }
    throw error
  }
}
