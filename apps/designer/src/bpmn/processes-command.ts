import type { AppDocument, Command } from '@tangram/app-model'
import { type Id, textIn } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { idFrom } from '../form/new-element.ts'

/** Adds processes that came from a file as one command, under ids that are free; calls among them follow. */
export function commandForProcesses(
  document: AppDocument,
  processes: readonly ProcessDocument[],
  entity: Id,
): { ids: Id[]; command: Command } {
  const taken = new Set(Object.keys(document.processes.items))
  const ids = new Map<Id, Id>()
  for (const { id, label } of processes) {
    const free = taken.has(id) ? idFrom(textIn(label, 'zh-CN'), (candidate) => taken.has(candidate)) : id
    taken.add(free)
    ids.set(id, free)
  }
  const commands = processes.map((process): Command => {
    const item: ProcessDocument = {
      ...process,
      id: ids.get(process.id) ?? process.id,
      entity,
      nodes: { ...process.nodes, items: withCalls(process, ids) },
    }
    return { type: 'add', collection: '/processes', item }
  })
  return { ids: [...ids.values()], command: { type: 'batch', commands } }
}

function withCalls({ nodes }: ProcessDocument, ids: ReadonlyMap<Id, Id>): ProcessDocument['nodes']['items'] {
  return Object.fromEntries(
    Object.entries(nodes.items).map(([id, node]) => {
      const called = node.type === 'call-process' ? ids.get(String(node.config.process)) : undefined
      return [id, called === undefined ? node : { ...node, config: { ...node.config, process: called } }]
    }),
  )
}
