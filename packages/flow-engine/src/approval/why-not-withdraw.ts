import type { CompiledProcess } from '../compile-process.ts'
import { isSelfContained } from '../return-targets.ts'
import type { ElementInstance, InstanceState, TaskState } from '../state.ts'
import { forwardWays } from './forward-ways.ts'

/** Why a completed task cannot be taken back; undefined when it can. */
type WithdrawObstacle = 'not-yours' | 'forbidden' | 'too-late' | 'outside'

/**
 * Somebody who has completed a task may take it back as long as nobody has acted on anything it brought about, and nothing of it has
 * left the engine.
 */
export function whyNotWithdraw(
  process: CompiledProcess,
  state: InstanceState,
  task: TaskState,
  actor: string,
): WithdrawObstacle | undefined {
  if (task.by !== actor) return 'not-yours'
  if (process.document.policies?.withdraw === false) return 'forbidden'
  if (task.status !== 'done' || task.isVoid || task.kind === 'opinion' || !task.led || isHandedOn(task)) return 'too-late'
  if (task.led.outside) return 'outside'
  const isTouched = (id: string) => {
    const other = state.tasks[id]
    return other === undefined || (other.status !== 'open' && other.status !== 'waiting')
  }
  if (task.led.tasks.some(isTouched)) return 'too-late'
  if (state.elements[task.element]) return undefined
  // The loop is over with all its visits: one of them cannot be had back alone.
  if (process.nodes[task.node]?.document.loop) return 'too-late'
  const { elements } = task.led
  if (elements.length === 0 || elements.some((id) => isActedOn(state, id))) return 'too-late'
  const led = elements.flatMap((id) => state.elements[id] ?? [])
  const [{ scope } = { scope: '' }] = led
  const isNear = led.every((element) => element.scope === scope && element.index === undefined && comesAfter(process, task, element))
  return isNear ? undefined : 'too-late'
}

/** In the same place, further on, and no join on the way has used up what came from other branches. */
function comesAfter(process: CompiledProcess, task: TaskState, { node }: ElementInstance): boolean {
  const isBeside = process.nodes[node]?.document.parent === process.nodes[task.node]?.document.parent
  return isBeside && forwardWays(process).after(task.node).has(node) && isSelfContained(process, task.node, node)
}

const isHandedOn = (task: TaskState) => task.outcome === 'transferred' || task.outcome === 'returned'

/** It has moved on, or somebody has done part of it. */
function isActedOn(state: InstanceState, id: string): boolean {
  if (!state.elements[id]) return true
  return Object.values(state.tasks).some((task) => task.element === id && task.by !== undefined)
}
