import type { FlowCommand } from '../command.ts'
import { elementNamed } from '../element-named.ts'
import { resumeElement } from '../enter-node.ts'
import { fail } from '../errors.ts'
import { growLoop } from '../loops.ts'
import type { Run } from '../run.ts'

/** A further instance of a loop that is open for it, or an activity of an ad-hoc sub-process. */
export function addInstance(run: Run, { element: id, node, item, actor }: Extract<FlowCommand, { type: 'add-instance' }>): void {
  const element = elementNamed(run, id)
  if (node === undefined) {
    growLoop(run, element, item, actor)
    return
  }
  if (!run.process.nodes[element.node]?.inside.includes(node) || !run.state.scopes[id]) {
    throw fail('flow.ad-hoc.unknown', { node: run.process.nodes[node]?.document.label ?? node })
  }
  resumeElement(run, element, { type: 'begin', node })
}

/** The people of an ad-hoc sub-process say that it is done. */
export function completeAdHoc(run: Run, { element: id }: Extract<FlowCommand, { type: 'complete-ad-hoc' }>): void {
  const element = elementNamed(run, id)
  resumeElement(run, element, { type: 'enough' })
}
