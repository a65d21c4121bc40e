import { type Diagnostic, diagnose, isJsonObject, type JsonValue } from '@tangram/data-model'
import { flowMessages } from './messages.ts'

const places: readonly JsonValue[] = ['start', 'previous', 'any']
const ways: readonly (JsonValue | undefined)[] = ['replay', 'direct', 'choose']

/** Checks where tasks may be sent back to, and how they come back. */
export function checkReturnRule(rule: unknown, path: string): Diagnostic[] {
  const given = isJsonObject(rule) ? rule : {}
  const isComplete = Array.isArray(given.to) && given.to.every((place) => places.includes(place)) && ways.includes(given.resubmit)
  return isComplete ? [] : [diagnose(flowMessages, 'flow.return.incomplete', path)]
}
