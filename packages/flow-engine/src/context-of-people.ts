import type { Id } from '@tangram/data-model'
import { advanceSigners } from './approval/advance-signers.ts'
import { handOut } from './approval/hand-out.ts'
import type { CompiledNode } from './compile-process.ts'
import { sendCopies } from './copies.ts'
import { endInstance } from './end-instance.ts'
import type { NodeContext } from './node-type.ts'
import { peopleOf } from './people.ts'
import { membersOf } from './people-meant.ts'
import { leastLoaded } from './people-pick.ts'
import { elementBeside, returnTargetFor } from './return-targets.ts'
import type { Run } from './run.ts'
import type { ElementInstance, TaskState } from './state.ts'
import { closeElement, dropEverything } from './tokens.ts'

type People = Pick<
  NodeContext<never>,
  'people' | 'members' | 'leastLoaded' | 'handOut' | 'advanceSigners' | 'sendBack' | 'endInstance' | 'copyTo'
>

/** What a node does with people: finds them, gives them tasks, counts their votes, sends them copies. */
export function contextOfPeople(run: Run, node: CompiledNode, element: ElementInstance): People {
  return {
    people: (assignees) => peopleOf(run, node, assignees),
    members: (assignees) => membersOf(run, node, assignees).people,
    leastLoaded: (people) => leastLoaded(run, people),
    handOut: (plan) => handOut(run, node, element, plan),
    advanceSigners: (rule) => advanceSigners(run, element, rule),
    sendBack: (task, to, resubmit) => sendBack(run, element, task, to, resubmit),
    endInstance: (outcome) => {
      closeElement(run, element.id, 'completed', outcome)
      dropEverything(run)
      endInstance(run, 'ended', outcome)
    },
    copyTo: (people, text) => sendCopies(run, element, { people, by: null, ...(text === undefined ? {} : { text }) }),
  }
}

function sendBack(run: Run, element: ElementInstance, task: TaskState, to: Id, resubmit: 'replay' | 'direct'): boolean {
  const target = returnTargetFor(run.process, run.state, task, to)
  const beside = target === undefined ? undefined : elementBeside(run.process, run.state, element.id, target)
  if (target === undefined || !beside) return false
  closeElement(run, element.id, 'completed', 'rejected')
  closeElement(run, beside.id, 'cancelled', target)
  run.agenda.push({ jumpTo: target, scope: beside.scope, begun: { how: 'return', from: element.node, task: task.id, resubmit } })
  return true
}
