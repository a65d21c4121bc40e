import type { Id } from '@tangram/data-model'
import { catchOnBorder } from './catch-event.ts'
import { startsIn } from './compile-process.ts'
import { leaveElement } from './leave-element.ts'
import type { NodeContext } from './node-type.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'
import { holderOf } from './throw-error.ts'
import { elementsIn } from './tokens.ts'
import { beginUndo } from './undo.ts'

type Inside = Pick<NodeContext<never>, 'openInside' | 'inside' | 'activeInside' | 'beginInside' | 'begunInside' | 'undo' | 'cancelScope'>

/** What a node does with the scope inside of it, and with the one it stands in. */
export function contextOfInside(run: Run, element: ElementInstance): Inside {
  const { id, node } = element
  const begun = () => (run.state.scopes[id]?.names?.$begun ?? []) as Id[]
  const starts = () => startsIn(run.process, node)
  return {
    openInside: (begin) => {
      run.emit({ type: 'scope.opened', scope: id, parent: element.scope, element: id, node })
      if (begin) run.emit({ type: 'scope.named', scope: id, names: { $begun: begin } })
      for (const start of begin ?? starts()) run.agenda.push({ node: start, scope: id })
    },
    inside: starts,
    activeInside: () => elementsIn(run, id),
    beginInside: (start) => {
      run.emit({ type: 'scope.named', scope: id, names: { $begun: [...begun(), start] } })
      run.agenda.push({ node: start, scope: id })
    },
    begunInside: begun,
    undo: (activity) => beginUndo(run, element, activity),
    cancelScope: () => cancelScope(run, element),
  }
}

function cancelScope(run: Run, element: ElementInstance): void {
  let host = holderOf(run, element)
  while (host?.index !== undefined) host = holderOf(run, host)
  if (!host) return
  const events = run.process.nodes[host.node]?.attached ?? []
  const event = events.find((candidate) => run.process.nodes[candidate]?.type.attaches === 'cancel')
  if (event === undefined) leaveElement(run, host, undefined, { outcome: 'cancelled' })
  else catchOnBorder(run, host, event, { type: 'caught', code: null, message: '' })
}
