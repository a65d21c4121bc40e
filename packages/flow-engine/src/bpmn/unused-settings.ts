import { engineAttributes, extensionsOf, zeebe } from './dialect.ts'
import { childOf, childrenOf, type Element } from './element.ts'
import { hoursOf } from './read-timer.ts'

/** What goes into a step and out of it in other engines. */
const mappings = ['inputOutput', 'in', 'out', 'ioMapping']

/** Settings of a flow node by which other engines run it otherwise, and which do nothing here: names as the file has them. */
export function unusedSettings(element: Element, namespaces: { [prefix: string]: string }): string[] {
  const { skipExpression, dueDate } = { ...engineAttributes(element, namespaces), ...zeebe(element, 'taskSchedule') }
  const behavior = childOf(element, 'loopCharacteristics')?.behavior
  const extensions = extensionsOf(element).map(({ $type }) => $type)
  return [
    ...new Set(extensions.filter((name) => mappings.includes(name.slice(name.indexOf(':') + 1)))),
    ...(skipExpression === undefined ? [] : ['skipExpression']),
    ...(dueDate === undefined || hoursOf(dueDate) !== undefined ? [] : ['dueDate']),
    ...['startQuantity', 'completionQuantity'].filter((name) => element[name] !== undefined && element[name] !== 1),
    ...(behavior === undefined || behavior === 'All' ? [] : ['behavior']),
    ...(childrenOf(element, 'eventDefinitions').some((definition) => definition.waitForCompletion === false) ? ['waitForCompletion'] : []),
  ]
}
