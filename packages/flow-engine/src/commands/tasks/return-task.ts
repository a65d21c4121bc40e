import type { FlowCommand } from '../../command.ts'
import { fail } from '../../errors.ts'
import type { Run } from '../../run.ts'
import { sendTaskBack } from './send-task-back.ts'
import { offerFor, openTaskOf, standingIn } from './task-to-act-on.ts'

type Command = Extract<FlowCommand, { type: 'return-task' }>

/** @throws flow.return.nowhere when the node is not one it can go back to */
export function returnTask(run: Run, { task: id, actor, to, resubmit, opinion }: Command): void {
  const task = openTaskOf(run, id, actor)
  const offer = offerFor(run, task, actor, 'return')
  if (!offer.to.some((target) => target.node === to)) throw fail('flow.return.nowhere')
  const words = opinion?.trim()
  if (offer.needsOpinion && !words) {
    throw fail('flow.opinion.required', { outcome: { en: 'Return', 'zh-CN': '退回' } })
  }
  const how = offer.resubmit === 'choose' ? resubmit : offer.resubmit
  sendTaskBack(run, task, { to, resubmit: how, by: actor, ...(words ? { opinion: words } : {}), ...standingIn(task, actor) })
}
