import { type Diagnostic, diagnose, type Id, pointer } from '@tangram/data-model'
import type { CompiledProcess } from './compile-process.ts'
import { flowMessages } from './messages.ts'
import type { ElementInstance, InstanceState, Undoable } from './state.ts'

/** What of one version becomes what of another; null: nothing yet, somebody has to choose. */
export type MigrationPlan = {
  /** Every node that is active, open or can be undone, and the events on the borders of what is active. */
  nodes: { [from: Id]: Id | null }
  /** Every flow with a token on it, or that a complex join remembers. */
  flows: { [from: Id]: Id | null }
  problems: Diagnostic[]
  /** Timers and subscriptions of events: set anew by the settings of the other version, dropped, or added. */
  waits: { element: string; event: Id; change: 'again' | 'dropped' | 'added' }[]
}

type Chosen = { nodes?: { [from: Id]: Id }; flows?: { [from: Id]: Id } }

/**
 * Plans how a running instance goes on under another version of its process: what is not chosen goes to the same id if there is a
 * node of the same type, or a flow. The plan fits when it has no problems; `migrate` with its nodes and flows carries it out.
 */
export function planMigration(from: CompiledProcess, to: CompiledProcess, state: InstanceState, chosen: Chosen = {}): MigrationPlan {
  const nodeFor = (id: Id): Id | null => {
    const wanted = chosen.nodes?.[id] ?? (to.nodes[id]?.type.type === from.nodes[id]?.type.type ? id : undefined)
    return wanted !== undefined && to.nodes[wanted] ? wanted : null
  }
  const flowFor = (id: Id): Id | null => {
    const wanted = chosen.flows?.[id] ?? id
    return to.flows[wanted] ? wanted : null
  }
  const borders = Object.values(state.elements).flatMap((element) => from.nodes[element.node]?.attached ?? [])
  const needed = nodesIn(state)
  const known = borders.filter((event) => nodeFor(event) !== null)
  const nodes = Object.fromEntries([...needed, ...known].map((id) => [id, nodeFor(id)]))
  const flows = Object.fromEntries([...flowsIn(state)].map((id) => [id, flowFor(id)]))
  const typeOf = (id: Id) => from.nodes[id]?.type.type
  return { nodes, flows, problems: problemsOf(to, state, nodes, flows, typeOf), waits: waitsOf(to, state, nodes) }
}

/** Why an instance cannot go on like that. `typeOf`: the type a node had; absent when the version it comes from is not at hand. */
export function problemsOf(
  to: CompiledProcess,
  state: InstanceState,
  nodes: { [from: Id]: Id | null },
  flows: { [from: Id]: Id | null },
  typeOf: (node: Id) => string | undefined = () => undefined,
): Diagnostic[] {
  const nodeAt = (id: Id | null | undefined) => (typeof id === 'string' ? to.nodes[id] : undefined)
  const gone = [...nodesIn(state)].filter((id) => !nodeAt(nodes[id]))
  const other = [...nodesIn(state)].filter((id) => {
    const [before, after] = [typeOf(id), nodeAt(nodes[id])?.type.type]
    return before !== undefined && after !== undefined && before !== after
  })
  const lost = [...flowsIn(state)].filter((id) => !to.flows[flows[id] ?? ''])
  const misplaced = Object.values(state.elements).filter((element) => {
    const node = nodeAt(nodes[element.node])
    const isOther = node && element.index === undefined && (node.document.loop !== undefined) !== (element.loop !== undefined)
    return node && (isOther || node.document.parent !== parentOf(state, element, nodes))
  })
  const report = (code: 'flow.migration.node-gone' | 'flow.migration.type' | 'flow.migration.scope', id: Id) =>
    diagnose(flowMessages, code, pointer('nodes', id), { node: nodeAt(nodes[id])?.document.label ?? id })
  return [
    ...gone.map((id) => report('flow.migration.node-gone', id)),
    ...other.map((id) => report('flow.migration.type', id)),
    ...[...new Set(misplaced.map((element) => element.node))].map((id) => report('flow.migration.scope', id)),
    ...lost.map((id) => diagnose(flowMessages, 'flow.migration.flow-gone', pointer('flows', id), { flow: id })),
  ]
}

/** The sub-process an element stands in, under its new name. Loops and what is being undone stand where their own node does. */
function parentOf(state: InstanceState, element: ElementInstance, nodes: { [from: Id]: Id | null }): Id | undefined {
  const holder = state.elements[state.scopes[element.scope]?.element ?? '']
  if (!holder) return undefined
  if (holder.loop || holder.undoing) return parentOf(state, holder, nodes)
  return nodes[holder.node] ?? undefined
}

function waitsOf(to: CompiledProcess, state: InstanceState, nodes: { [from: Id]: Id | null }): MigrationPlan['waits'] {
  return Object.values(state.elements).flatMap((element) => {
    const events = to.nodes[nodes[element.node] ?? '']?.attached.filter((event) => to.nodes[event]?.type.attaches === 'arms') ?? []
    const { arm, attaches } = to.nodes[nodes[element.node] ?? '']?.type ?? {}
    const itself = arm && !attaches ? [element.node] : []
    const waiting = [...Object.values(element.timers ?? {}), ...Object.values(element.subscriptions ?? {})]
    const before = [...new Set(waiting.flatMap((wait) => wait.catches ?? itself))]
    const mapped = new Set(Object.values(nodes))
    return [
      ...before.map((event) => ({
        element: element.id,
        event,
        change: to.nodes[nodes[event] ?? event] ? ('again' as const) : ('dropped' as const),
      })),
      ...events.filter((event) => !mapped.has(event)).map((event) => ({ element: element.id, event, change: 'added' as const })),
    ]
  })
}

/** Every node the state names that has to be something in another version too. */
function nodesIn(state: InstanceState): Set<Id> {
  const scopes = Object.values(state.scopes)
  const undone = [
    ...scopes.flatMap((scope) => scope.undoable ?? []),
    ...Object.values(state.elements).flatMap(({ undoing }) => undoing ?? []),
  ]
  return new Set([
    ...Object.values(state.elements).map((element) => element.node),
    ...undone.flatMap(handlersOf),
    ...scopes.flatMap((scope) => Object.keys(scope.fired ?? {})),
  ])
}

const handlersOf = (entry: Undoable): Id[] => [
  ...(entry.handler === undefined ? [] : [entry.handler]),
  ...(entry.inner ?? []).flatMap(handlersOf),
]

function flowsIn(state: InstanceState): Set<Id> {
  return new Set(Object.values(state.scopes).flatMap((scope) => [...Object.keys(scope.taken), ...Object.values(scope.fired ?? {}).flat()]))
}
