import type { Command } from '@tangram/app-model'
import { type Id, inOrder, textIn } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { idFrom } from '../form/new-element.ts'
import { fixPlaces } from './add-step.ts'
import { newFlow } from './edit-flow.ts'
import { belongingTo, boxesOf, nodeTypeOf } from './places.ts'

/** Steps on their way to another place, with the flows between them. */
export type StepClip = { tangram: 'steps'; nodes: NodeDocument[]; flows: SequenceFlowDocument[] }

/** What copying these steps takes along: what stands in them or sits on them, and the flows between. */
export function clipOf(process: ProcessDocument, ids: readonly Id[]): StepClip | undefined {
  const all = new Set(ids.flatMap((id) => [id, ...belongingTo(process, id)]))
  const boxes = boxesOf(process)
  const nodes = inOrder(process.nodes).flatMap((node) => {
    const box = boxes.get(node.id)
    if (!all.has(node.id) || !box || isLoose(node, all)) return []
    return [{ ...node, position: { x: box.x, y: box.y } }]
  })
  const flows = inOrder(process.flows).filter(({ from, to }) => all.has(from) && all.has(to))
  return nodes.length === 0 ? undefined : { tangram: 'steps', nodes, flows }
}

/** An event for borders needs the activity it sits on. */
const isLoose = (node: NodeDocument, all: ReadonlySet<Id>) => node.attachedTo !== undefined && !all.has(node.attachedTo)

export function readStepClip(text: string): StepClip | undefined {
  try {
    const found: unknown = JSON.parse(text)
    const isClip = typeof found === 'object' && found !== null && 'tangram' in found && found.tangram === 'steps' && 'nodes' in found
    return isClip ? (found as StepClip) : undefined
  } catch {
    return undefined
  }
}

/** Puts the copies a little beside where the originals stand; into a sub-process when one is named. */
export function pasteSteps(process: ProcessDocument, clip: StepClip, into: Id | undefined): { ids: Id[]; command: Command } {
  const taken = new Set(process.nodes.order)
  const names = new Map<Id, Id>()
  for (const node of clip.nodes) {
    const id = idFrom(textIn(node.label, 'zh-CN') || node.id, (candidate) => taken.has(candidate))
    taken.add(id)
    names.set(node.id, id)
  }
  const corner = into === undefined ? undefined : boxesOf(process).get(into)
  const left = Math.min(...clip.nodes.map(({ position }) => position?.x ?? 0))
  const top = Math.min(...clip.nodes.map(({ position }) => position?.y ?? 0))
  const by = corner ? { x: corner.x + 40 - left, y: corner.y + 50 - top } : { x: 40, y: 40 }
  const flows = new Set(process.flows.order)
  return {
    ids: clip.nodes.flatMap((node) => (isTop(node, names) ? [names.get(node.id) ?? ''] : [])),
    command: {
      type: 'batch',
      commands: [
        ...fixPlaces(process),
        ...clip.nodes.map((node): Command => ({ type: 'add-node', process: process.id, node: copied(process, node, names, by, into) })),
        ...clip.flows.map(({ id: _id, waypoints: _way, ...flow }): Command => {
          const ends = { from: names.get(flow.from) ?? flow.from, to: names.get(flow.to) ?? flow.to }
          return { type: 'connect', process: process.id, flow: newFlow(flows, { ...flow, ...ends }) }
        }),
      ],
    },
  }
}

const isTop = (node: NodeDocument, names: ReadonlyMap<Id, Id>) => !names.has(node.parent ?? '') && !names.has(node.attachedTo ?? '')

function copied(
  process: ProcessDocument,
  { parent, attachedTo, position, ...node }: NodeDocument,
  names: ReadonlyMap<Id, Id>,
  by: { x: number; y: number },
  into: Id | undefined,
): NodeDocument {
  const held = names.get(parent ?? '') ?? into ?? (nodeTypeOf(process.nodes.items[parent ?? ''])?.contains ? parent : undefined)
  const host = names.get(attachedTo ?? '')
  return {
    ...node,
    id: names.get(node.id) ?? node.id,
    position: { x: (position?.x ?? 0) + by.x, y: (position?.y ?? 0) + by.y },
    ...(held === undefined ? {} : { parent: held }),
    ...(host === undefined ? {} : { attachedTo: host }),
  }
}
