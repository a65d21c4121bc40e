import type { FlowCommand } from '../command.ts'
import { fail } from '../errors.ts'
import { jump } from '../jump.ts'
import type { Run } from '../run.ts'

/** An administrator moves the process on or back. */
export function jumpTo(run: Run, { elements, to, actor, reason }: Extract<FlowCommand, { type: 'jump' }>): void {
  if (elements.some((id) => !run.state.elements[id])) throw fail('flow.element.unknown')
  run.emit({ type: 'instance.jumped', to, elements, by: actor, reason })
  jump(run, { elements, to })
}
