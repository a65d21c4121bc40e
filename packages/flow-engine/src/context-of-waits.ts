import type { Id } from '@tangram/data-model'
import { actionInput } from './action-input.ts'
import { fillTexts } from './evaluate.ts'
import type { NodeContext } from './node-type.ts'
import { publish } from './publish.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'
import { closeTasks } from './tokens.ts'
import { awaitAction, setTimer, stopTimer, subscribe } from './waits.ts'

type Waits = Pick<
  NodeContext<never>,
  'closeTasks' | 'issueLink' | 'setTimer' | 'stopTimer' | 'subscribe' | 'publish' | 'run' | 'awaitAction' | 'call'
>

/** What a node can wait for, and what it sends out. */
export function contextOfWaits(run: Run, element: ElementInstance, event: Id | undefined): Waits {
  const catches = event === undefined ? {} : { catches: event }
  let published = 0
  return {
    closeTasks: () => closeTasks(run, element.id),
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
    setTimer: (dueAt, name = '', round = 1) => setTimer(run, element.id, { dueAt, name, round, ...catches }),
    stopTimer: (name = '') => {
      for (const [key, timer] of Object.entries(run.state.elements[element.id]?.timers ?? {})) {
        if (timer.name === name && timer.catches === event) stopTimer(run, element.id, key)
      }
    },
    subscribe: (to) => subscribe(run, element.id, { ...to, ...catches }),
    publish: (what) => {
      published += 1
      publish(run, `publish:${element.id}${published > 1 ? `:${published}` : ''}`, what)
    },
    run: (action, input) => {
      const resolved = actionInput(run, element, action, input)
      run.effects.push({ type: 'action', key: `action:${element.id}`, action, input: resolved })
    },
    awaitAction: (action, input, retries) => {
      const resolved = actionInput(run, element, action, input)
      awaitAction(run, element.id, { action, input: resolved, ...(retries === undefined ? {} : { retries }) })
    },
    call: ({ process, record, values, variables }) => {
      const tried = run.state.elements[element.id]?.retried
      const key = `call:${element.id}${tried === undefined ? '' : `:${tried}`}`
      run.emit({ type: 'call.begun', element: element.id, key, process })
      const id = record === 'same' ? (run.state.record?.id ?? null) : null
      run.effects.push({ type: 'call', key, element: element.id, process, record: id, values, variables })
    },
  }
}
