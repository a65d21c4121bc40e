import type { Id } from '@tangram/data-model'
import type { CompiledProcess } from './compile-process.ts'

/** Nodes a token at a node can come to in one step, within its scope: along flows, through links, by events on its border. */
export function nextOf(process: CompiledProcess, id: Id): Id[] {
  const node = process.nodes[id]
  return node ? [...node.outgoing.map((flow) => flow.to), ...node.jumpsTo, ...node.attached] : []
}

/** Every node from which one of the flows into a join can be reached without passing the join. */
export function sourcesOf(process: CompiledProcess, join: Id, flows: readonly Id[]): Set<Id> {
  const before = previousIn(process)
  const open = flows.flatMap((flow) => process.flows[flow]?.from ?? []).filter((id) => id !== join)
  const seen = new Set(open)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const previous of before.get(at) ?? []) {
      if (previous !== join && !seen.has(previous)) {
        seen.add(previous)
        open.push(previous)
      }
    }
  }
  return seen
}

const known = new WeakMap<CompiledProcess, Map<Id, Id[]>>()

function previousIn(process: CompiledProcess): Map<Id, Id[]> {
  const found = known.get(process)
  if (found) return found
  const previous = new Map<Id, Id[]>()
  for (const id of Object.keys(process.nodes)) {
    for (const next of nextOf(process, id)) previous.set(next, [...(previous.get(next) ?? []), id])
  }
  known.set(process, previous)
  return previous
}
