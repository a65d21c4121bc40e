import { invariant, unreachable } from '@tangram/data-model'
import type { FlowCommand } from '../command.ts'
import type { CaseStep } from '../document.ts'
import { fail } from '../errors.ts'
import type { Waiting } from './simulation.ts'

type WithoutRequest<C> = C extends { requestId: string } ? Omit<C, 'requestId'> : never
type StepCommand = { command: WithoutRequest<FlowCommand>; ends?: Waiting }

/**
 * The command that a step of a play means, given what the process waits for. `ends`: what waits no more because of it.
 *
 * @throws flow.play.nothing-waits when nothing waits for this step
 */
export function commandFor(step: Exclude<CaseStep, { do: 'wait' }>, waiting: readonly Waiting[]): StepCommand {
  switch (step.do) {
    case 'complete': {
      const { task } = first(waiting, step.node, (each) => each.kind === 'task' && mayAct(each, step.by))
      const { outcome, opinion, values } = step
      const more = { ...(opinion ? { opinion } : {}), ...(values ? { values } : {}) }
      return { command: { type: 'complete-task', task: task.id, actor: actorOf(task, step.by), outcome, ...more } }
    }
    case 'operate': {
      const { task } = first(waiting, step.node, (each) => each.kind === 'task' && mayAct(each, step.by))
      const command = { ...step.command, task: task.id, actor: actorOf(task, step.by) }
      return { command: command as never }
    }
    case 'answer':
      return answer(firstOf(waiting, step.node, isAnswerable), step.outcome)
    case 'message':
    case 'signal': {
      const subscribed = waiting.find((each) => each.kind === 'subscription' && each.of === step.do && each.name === step.name)
      if (subscribed?.kind !== 'subscription') throw fail('flow.play.nothing-waits', { node: step.name })
      const payload = step.do === 'message' ? (step.payload ?? {}) : {}
      return { command: { type: 'deliver', element: subscribed.element, subscription: subscribed.key, payload }, ends: subscribed }
    }
    case 'fail': {
      const found = firstOf(waiting, step.node, (each) => each.kind === 'action')
      return { command: { type: 'fail-job', element: found.element, code: step.code, message: step.code }, ends: found }
    }
    default:
      return unreachable(step)
  }
}

function answer(found: Waiting, outcome: string): StepCommand {
  const { element } = found
  if (found.kind === 'link') return { command: { type: 'answer-link', element, outcome }, ends: found }
  if (found.kind === 'call') return { command: { type: 'child-ended', element, outcome, status: 'ended', variables: {} }, ends: found }
  invariant(found.kind === 'action', `${found.kind} is not answered`)
  return { command: { type: 'finish-job', element, result: {} }, ends: found }
}

const isAnswerable = (each: Waiting) => each.kind === 'link' || each.kind === 'call' || each.kind === 'action'

const mayAct = (each: Extract<Waiting, { kind: 'task' }>, by: string | undefined) => by === undefined || each.task.candidates.includes(by)

const actorOf = (task: Extract<Waiting, { kind: 'task' }>['task'], by: string | undefined) =>
  by ?? task.assignee ?? task.candidates[0] ?? ''

function firstOf(waiting: readonly Waiting[], node: string, fits: (each: Waiting) => boolean): Waiting {
  const found = waiting.find((each) => each.node === node && fits(each))
  if (!found) throw fail('flow.play.nothing-waits', { node })
  return found
}

function first(waiting: readonly Waiting[], node: string, fits: (each: Waiting) => boolean): Extract<Waiting, { kind: 'task' }> {
  const found = firstOf(waiting, node, fits)
  invariant(found.kind === 'task', 'tasks are looked for')
  return found
}
