import type { Assignees } from '../document.ts'
import { engineAttributes, isExpression, zeebe } from './dialect.ts'
import type { Element } from './element.ts'
import type { Reading } from './reading.ts'

/** Who does a task, by the assignment of any engine. */
export function readPeople(reading: Reading, element: Element, item?: string): Assignees {
  const { assignee, candidateUsers, candidateGroups } = {
    ...engineAttributes(element, reading.namespaces),
    ...zeebe(element, 'assignmentDefinition'),
  }
  const found = (assignee && person(reading, element, assignee, item)) || (candidateUsers && people(reading, element, candidateUsers, item))
  if (found) {
    if ((assignee && candidateUsers) || candidateGroups)
      reading.say('bpmn.task.people-in-part', element, { taken: assignee || candidateUsers || '' }, false)
    return found
  }
  const group = candidateGroups && groups(reading, element, candidateGroups, item)
  if (group) return group
  if (!assignee && !candidateUsers && !candidateGroups) reading.say('bpmn.task.no-people', element, {}, false)
  return { kind: 'initiator' }
}

function person(reading: Reading, element: Element, text: string, item: string | undefined): Assignees | undefined {
  if (text === '$INITIATOR') return { kind: 'initiator' }
  if (!isExpression(text)) return { kind: 'people', people: [text] }
  return computed(reading, element, text, item)
}

function computed(reading: Reading, element: Element, text: string, item: string | undefined): Assignees | undefined {
  const logic = reading.logic(element, text, item)
  if (logic === undefined) return undefined
  const name = typeof logic === 'object' && logic !== null && !Array.isArray(logic) ? logic.var : undefined
  if (name === '$initiator') return { kind: 'initiator' }
  if (typeof name === 'string' && /^[a-z]\w*$/.test(name)) return { kind: 'field', field: name, pick: 'all' }
  return { kind: 'expression', logic, pick: 'all' }
}

function people(reading: Reading, element: Element, text: string, item: string | undefined): Assignees | undefined {
  if (isExpression(text)) return computed(reading, element, text, item)
  const named = namedIn(reading, element, text)
  return named.length > 0 ? { kind: 'people', people: named, pick: 'all' } : undefined
}

function groups(reading: Reading, element: Element, text: string, item: string | undefined): Assignees | undefined {
  if (isExpression(text)) return computed(reading, element, text, item)
  const [first, ...more] = namedIn(reading, element, text)
  if (first === undefined) return undefined
  if (more.length > 0) reading.say('bpmn.task.people-in-part', element, { taken: first }, false)
  return reading.options.groups?.(first) ?? { kind: 'team', team: first, pick: 'all' }
}

/** The names of a list; what is computed among them is told and left out. */
function namedIn(reading: Reading, element: Element, text: string): string[] {
  const all = text.split(',').map((each) => each.trim())
  const named = all.filter((each) => each !== '' && !isExpression(each))
  if (all.some(isExpression)) reading.say('bpmn.task.people-in-part', element, { taken: named.join(', ') }, false)
  return named
}
