import type { Id, JsonObject } from '@tangram/data-model'
import { fireTaskTimer } from './approval/task-timeouts.ts'
import { catchBehind, catchOnBorder, interrupts } from './catch-event.ts'
import { resumeElement } from './enter-node.ts'
import { contextOf } from './node-context.ts'
import type { Signal } from './node-type.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'
import { unsubscribe } from './waits.ts'

/** A timer of an element is due. */
export function fireTimer(run: Run, element: ElementInstance, key: string): void {
  const timer = element.timers?.[key]
  if (!timer) return
  run.emit({ type: 'timer.fired', element: element.id, key })
  if (fireTaskTimer(run, element, timer)) return
  fire(run, element, timer.catches, { type: 'timer', timer: timer.name, round: timer.round })
}

/** What an element listens to has come. The subscription is used up, except that of a boundary event that lets the activity go on. */
export function deliver(run: Run, element: ElementInstance, key: string, payload: JsonObject): void {
  const subscription = element.subscriptions?.[key]
  if (!subscription) return
  run.emit({ type: 'message.received', element: element.id, key, payload })
  const { kind, name, catches } = subscription
  const stays = catches !== undefined && isOnBorder(run, catches) && !interrupts(run, catches)
  if (!stays) unsubscribe(run, element.id, key)
  fire(run, element, catches, { type: 'message', kind, name, payload })
}

function fire(run: Run, { id }: ElementInstance, catches: Id | undefined, signal: Signal): void {
  const element = run.state.elements[id]
  if (!element) return
  if (catches === undefined) resumeElement(run, element, signal)
  else if (isOnBorder(run, catches)) {
    catchOnBorder(run, element, catches, signal)
    repeat(run, id, catches, signal)
  } else catchBehind(run, element, catches, signal)
}

const isOnBorder = (run: Run, event: Id): boolean => run.process.nodes[event]?.type.attaches !== undefined

/** A timer that repeats runs on as long as its activity does. */
function repeat(run: Run, host: string, event: Id, signal: Signal): void {
  const element = run.state.elements[host]
  const again = run.process.nodes[event]?.type.repeat
  if (!element || !again || signal.type !== 'timer') return
  run.within(element, {}, () => again(contextOf(run, element, event), signal.round + 1))
}
