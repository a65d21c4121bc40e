import { type Id, invariant, type JsonValue } from '@tangram/data-model'
import { isTruthy, type Logic } from '@tangram/expression'
import { addWorkingTime } from './calendar/working-time.ts'
import { contextOfInside } from './context-of-inside.ts'
import { contextOfPeople } from './context-of-people.ts'
import { contextOfWaits } from './context-of-waits.ts'
import { evaluate, fillTexts, keyOf } from './evaluate.ts'
import { leaveElement } from './leave-element.ts'
import type { NodeContext } from './node-type.ts'
import type { Run } from './run.ts'
import { type ElementInstance, rootScope } from './state.ts'
import { throwError, throwEscalation } from './throw-error.ts'
import { clearScope, closeElement } from './tokens.ts'
import { writeRecord } from './write-record.ts'

/**
 * What one node sees and may do during one decision.
 *
 * @param event an event that acts on behalf of the element: on its border, or behind it when it is an event gateway
 */
export function contextOf(run: Run, element: ElementInstance, event?: Id): NodeContext<never> {
  const node = run.process.nodes[event ?? element.node]
  invariant(node && run.state.startedAt, `node ${event ?? element.node} runs outside of a process`)
  const { now, zone } = run.given
  const valuesOf = (values: { [name: string]: Logic } = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, logic]): [string, JsonValue] => [name, evaluate(run, logic)]))
  const setVariables = (variables: { [variable: Id]: JsonValue }) => {
    if (Object.keys(variables).length > 0) run.emit({ type: 'variables.set', variables })
  }
  return {
    ...contextOfWaits(run, element, event),
    ...contextOfInside(run, element),
    ...contextOfPeople(run, node, element),
    config: node.config as never,
    element,
    label: node.document.label,
    now,
    zone,
    startedAt: run.state.startedAt,
    later: (from, ms) => {
      const { calendar } = run.process
      return calendar ? addWorkingTime(calendar, from, ms) : new Date(Date.parse(from) + ms).toISOString()
    },
    tasks: () => Object.values(run.state.tasks).filter((task) => task.element === element.id),
    evaluate: (logic) => evaluate(run, logic),
    holds: (logic) => isTruthy(evaluate(run, logic)),
    knowing: (names, act) => run.within(element, { ...run.focus?.names, ...names }, act),
    fill: (value) => fillTexts(run, value),
    key: (text) => keyOf(run, text),
    set: (values) => {
      const { fields, variables } = parted(valuesOf(values))
      writeRecord(run, fields)
      setVariables(variables)
    },
    valuesOf,
    write: (values) => writeRecord(run, values),
    setVariables,
    archive: () => run.effects.push({ type: 'record.archive' }),
    armNext: () => {
      for (const { to } of node.outgoing) run.process.nodes[to]?.type.arm?.(contextOf(run, element, to))
    },
    throwError: (code, message, ends = false) => throwError(run, element, { code, message }, ends),
    throwEscalation: (code) => throwEscalation(run, element, code),
    leave: (port, outcome) => leaveElement(run, element, port, { outcome }),
    jumpsTo: node.jumpsTo,
    clearOthers: () => clearScope(run, element.scope, element.id),
    goTo: (to) => {
      closeElement(run, element.id, 'completed', to)
      run.agenda.push({ node: to, scope: element.scope })
    },
    end: (outcome, terminate) => {
      if (!run.state.elements[element.id]) return
      if (element.scope === rootScope) run.emit({ type: 'end.reached', outcome })
      closeElement(run, element.id, 'completed', outcome)
      if (terminate) clearScope(run, element.scope)
    },
  }
}

const variablePrefix = '$vars.'

/** Values for fields, and those for variables without their `$vars.`. */
function parted(values: { [name: string]: JsonValue }) {
  const fields: { [field: Id]: JsonValue } = {}
  const variables: { [variable: Id]: JsonValue } = {}
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith(variablePrefix)) variables[name.slice(variablePrefix.length)] = value
    else fields[name] = value
  }
  return { fields, variables }
}
