import type { Id } from '@tangram/data-model'
import type { Run } from './run.ts'
import type { ElementInstance, Undoable } from './state.ts'

/**
 * Begins to undo what was done in a scope, or one activity of it (looked for outwards): handlers run one by one inside the element,
 * the one of what was done last first. False: there is nothing to undo.
 */
export function beginUndo(run: Run, element: ElementInstance, activity?: Id): boolean {
  const scope = scopeWith(run, element.scope, activity)
  if (scope === undefined) return false
  const entries = (run.state.scopes[scope]?.undoable ?? []).filter((entry) => activity === undefined || entry.node === activity)
  const handlers = entries.flatMap(handlersOf)
  if (handlers.length === 0) return false
  run.emit({ type: 'undo.begun', element: element.id, scope, entries: handlers })
  run.emit({ type: 'scope.opened', scope: element.id, parent: element.scope, element: element.id, node: element.node })
  undoNext(run, element.id)
  return true
}

/** Has the next handler begin; false when all of them are done. */
export function undoNext(run: Run, id: string): boolean {
  const next = run.state.elements[id]?.undoing?.at(-1)
  if (next?.handler === undefined) return false
  run.emit({ type: 'undo.next', element: id })
  const { index, item } = next
  const begun = index === undefined ? undefined : { how: 'undo' as const, index, ...(item === undefined ? {} : { item }) }
  run.agenda.push({ node: next.handler, scope: id, begun })
  return true
}

/** A sub-process without a handler of its own is undone by undoing what was done in it, for the instance of the loop that it was. */
function handlersOf(entry: Undoable): Undoable[] {
  if (entry.handler !== undefined) return [entry]
  const { index, item } = entry
  const instance = index === undefined ? {} : { index, ...(item === undefined ? {} : { item }) }
  return (entry.inner ?? []).flatMap(handlersOf).map((handler) => (handler.index === undefined ? { ...handler, ...instance } : handler))
}

function scopeWith(run: Run, from: Id, activity: Id | undefined): Id | undefined {
  for (let scope: Id | null = from; scope !== null; scope = run.state.scopes[scope]?.parent ?? null) {
    if (activity === undefined || run.state.scopes[scope]?.undoable?.some((entry) => entry.node === activity)) return scope
  }
  return undefined
}
