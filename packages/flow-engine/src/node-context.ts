import { invariant } from '@tangram/data-model'
import { isTruthy } from '@tangram/expression'
import { evaluate, fillTexts, resolveInput } from './evaluate.ts'
import type { NodeContext } from './node-type.ts'
import { leastLoaded, peopleOf, peopleOfEach } from './people.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'
import { closeElement, dropEverything, takeFlows } from './tokens.ts'
import { writeRecord } from './write-record.ts'

/** What one node sees and may do during one decision. */
export function contextOf(run: Run, element: ElementInstance): NodeContext<never> {
  const node = run.process.nodes[element.node]
  invariant(node && run.state.startedAt, `node ${element.node} runs outside of a process`)
  const { now } = run.given
  return {
    config: node.config as never,
    element,
    label: node.document.label,
    now,
    startedAt: run.state.startedAt,
    tasks: () => Object.values(run.state.tasks).filter((task) => task.element === element.id),
    evaluate: (logic) => evaluate(run, logic),
    holds: (logic) => isTruthy(evaluate(run, logic)),
    fill: (value) => fillTexts(run, value),
    people: (assignees) => peopleOf(run, node, assignees),
    peopleOfEach: (settings) => peopleOfEach(run, node, settings),
    leastLoaded: (people) => leastLoaded(run, people),
    set: (values = {}) =>
      writeRecord(run, Object.fromEntries(Object.entries(values).map(([field, logic]) => [field, evaluate(run, logic)]))),
    write: (values) => writeRecord(run, values),
    openTask: (asked) => {
      const task = { id: run.nextId(), element: element.id, node: element.node, label: node.document.label, fields: {}, ...asked }
      run.emit({ type: 'task.opened', task })
      run.effects.push({ type: 'task.open', task })
    },
    issueLink: ({ outcomes, sendTo, message, form }) => {
      const key = `link:${element.id}`
      run.emit({ type: 'link.issued', element: element.id, key })
      run.effects.push({
        type: 'link.issue',
        key,
        purpose: 'confirm',
        element: element.id,
        outcomes,
        sendTo: { field: sendTo },
        message: fillTexts(run, message),
        ...(form ? { form } : {}),
      })
    },
    setTimer: (dueAt) => {
      const key = `timer:${element.id}`
      run.emit({ type: 'timer.set', element: element.id, key, dueAt })
      run.effects.push({ type: 'job', key, kind: 'flow.timer', dueAt, payload: { element: element.id } })
    },
    run: (action, input) => {
      const resolved = resolveInput(run, run.process.actions[action], input)
      run.effects.push({ type: 'action', key: `action:${element.id}`, action, input: resolved })
    },
    leave: (port, outcome) => {
      closeElement(run, element.id, 'completed', outcome ?? port ?? null)
      takeFlows(run, node, element.scope, port)
    },
    end: (outcome, terminate) => {
      run.ending = outcome
      closeElement(run, element.id, 'completed', outcome)
      if (terminate) dropEverything(run)
    },
  }
}
