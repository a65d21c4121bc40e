import type { FlowCommand } from '../command.ts'
import { elementNamed } from '../element-named.ts'
import { jump } from '../jump.ts'
import type { Run } from '../run.ts'

/** An administrator moves the process on or back. */
export function jumpTo(run: Run, { elements, to, actor, reason }: Extract<FlowCommand, { type: 'jump' }>): void {
  for (const id of elements) elementNamed(run, id)
  run.emit({ type: 'instance.jumped', to, elements, by: actor, reason })
  jump(run, { elements, to })
}
