import { fail } from './errors.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'

/** The element that somebody names in a command. @throws flow.element.unknown when it is over, or never was */
export function elementNamed(run: Run, id: string): ElementInstance {
  const element = Object.hasOwn(run.state.elements, id) ? run.state.elements[id] : undefined
  if (!element) throw fail('flow.element.unknown')
  return element
}
