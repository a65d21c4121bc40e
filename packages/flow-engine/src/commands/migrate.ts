import type { Id } from '@tangram/data-model'
import type { FlowCommand } from '../command.ts'
import type { CompiledNode } from '../compile-process.ts'
import { fail } from '../errors.ts'
import { contextOf } from '../node-context.ts'
import { problemsOf } from '../plan-migration.ts'
import type { Run } from '../run.ts'
import type { ElementInstance } from '../state.ts'
import { stopTimer, unsubscribe } from '../waits.ts'

/**
 * Goes on under the version this decision was compiled from. Whatever the nodes and flows do not mention keeps its id. Events, those on
 * borders and behind event gateways too, are set anew by its settings, counted from when the element was entered; a timer that has gone
 * off, or that repeats, is left as it is. People keep the deadlines of the tasks they have.
 *
 * @throws flow.migration.unfit when something active has no place in this version
 */
export function migrate(run: Run, { actor, to, nodes, flows }: Extract<FlowCommand, { type: 'migrate' }>): void {
  const { state, process } = run
  const whole = { ...same(Object.values(state.elements).map((element) => element.node)), ...sameIds(run), ...nodes }
  const wholeFlows = { ...same(Object.keys(process.flows)), ...flows }
  const [problem] = problemsOf(process, state, whole, wholeFlows)
  if (problem) throw fail('flow.migration.unfit', { problem: problem.message })
  const stopped = Object.values(state.elements).map((element) => {
    const node = process.nodes[whole[element.node] ?? '']
    return { id: element.id, itself: node !== undefined && stopItself(run, element, node), events: stopEvents(run, element) }
  })
  run.emit({ type: 'instance.migrated', to, nodes, flows, by: actor })
  for (const { id, node } of Object.values(run.state.tasks)) {
    if (state.tasks[id]?.node !== node) run.effects.push({ type: 'task.change', task: id, node })
  }
  const known = new Set([...Object.keys(nodes), ...Object.values(nodes)])
  for (const { id, itself, events } of stopped) {
    if (itself) armItself(run, id)
    armAgain(run, id, new Set(events.map((event) => nodes[event] ?? event)), known)
  }
  for (const [scope, { taken }] of Object.entries(run.state.scopes)) {
    for (const flow of Object.keys(taken)) run.agenda.push({ flow, scope })
  }
}

const same = (ids: readonly Id[]): { [id: Id]: Id } => Object.fromEntries(ids.map((id) => [id, id]))

const sameIds = (run: Run): { [id: Id]: Id } => same(Object.keys(run.process.nodes))

/** Stops what an event waits for that a token has come to; false when it does not wait, or is no event. */
function stopItself(run: Run, element: ElementInstance, { type }: CompiledNode): boolean {
  if (!type.arm || type.attaches) return false
  const timers = Object.keys(element.timers ?? {}).filter((key) => element.timers?.[key]?.catches === undefined)
  const subscriptions = Object.keys(element.subscriptions ?? {}).filter((key) => element.subscriptions?.[key]?.catches === undefined)
  for (const key of timers) stopTimer(run, element.id, key)
  for (const key of subscriptions) unsubscribe(run, element.id, key)
  return timers.length + subscriptions.length > 0
}

function armItself(run: Run, id: string): void {
  const element = run.state.elements[id]
  const type = element && run.process.nodes[element.node]?.type
  if (element) run.within(element, {}, () => type?.arm?.({ ...contextOf(run, element), now: element.enteredAt }))
}

/** Stops what an element waits for on behalf of events, except timers that repeat. Answers with the events. */
function stopEvents(run: Run, element: ElementInstance): Id[] {
  const timers = Object.entries(element.timers ?? {}).filter(([, timer]) => timer.catches !== undefined && timer.round === 1)
  const subscriptions = Object.entries(element.subscriptions ?? {}).filter(([, listens]) => listens.catches !== undefined)
  for (const [key] of timers) stopTimer(run, element.id, key)
  for (const [key] of subscriptions) unsubscribe(run, element.id, key)
  return [...timers, ...subscriptions].flatMap(([, { catches }]) => catches ?? [])
}

/** Sets the events of an element: those that waited before, and those that this version has added. */
function armAgain(run: Run, id: string, waited: ReadonlySet<Id>, known: ReadonlySet<Id>): void {
  const element = run.state.elements[id]
  const node = element && run.process.nodes[element.node]
  if (!node || element.index !== undefined) return
  const behind = node.type.awaitsNext ? node.outgoing.map((flow) => flow.to) : []
  const border = node.attached.filter(
    (event) => run.process.nodes[event]?.type.attaches === 'arms' && (waited.has(event) || !known.has(event)),
  )
  for (const event of [...behind, ...border]) {
    const { type } = run.process.nodes[event] ?? {}
    run.within(element, {}, () => type?.arm?.({ ...contextOf(run, element, event), now: element.enteredAt }))
  }
}
