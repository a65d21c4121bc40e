import type { JsonObject } from '@tangram/data-model'
import { childOf, childrenOf, type Element, everyElement, idOf, refOf, without } from './element.ts'

/** Where a node is drawn. `shape`: everything else its shape says (colours, its label, whether it is open). */
export type Place = { x: number; y: number; width: number; height: number; shape: Element; diagram: number }
type Edge = { waypoints: { x: number; y: number }[]; edge: Element; diagram: number }

/** The drawing of a file. */
export type Drawing = {
  shapes: ReadonlyMap<string, Place>
  edges: ReadonlyMap<string, Edge>
  /** The diagrams without what is drawn in them. */
  diagrams: Element[]
  /** Shapes and edges of what stands in a process and is no node or flow: lanes, data, notes. With the number of their diagram. */
  within(process: Element, nodesAndFlows: ReadonlySet<string>): JsonObject[]
  /** Those of what stands in none of these processes: pools, message flows, other processes. */
  beside(processes: Element[]): JsonObject[]
}

export function drawingOf(definitions: Element): Drawing {
  const drawn = childrenOf(definitions, 'diagrams').flatMap((diagram, index) => {
    const plane = childOf(diagram, 'plane')
    return plane ? childrenOf(plane, 'planeElement').map((element) => ({ element, diagram: index })) : []
  })
  const shapes = new Map<string, Place>()
  const edges = new Map<string, Edge>()
  for (const { element, diagram } of drawn) {
    const of = refOf(element, 'bpmnElement')
    if (of === undefined) continue
    const place = placeOf(element, diagram)
    if (place && !shapes.has(of)) shapes.set(of, place)
    else if (element.$type === 'bpmndi:BPMNEdge' && !edges.has(of)) {
      edges.set(of, { waypoints: childrenOf(element, 'waypoint').map(pointOf), edge: without(element, 'bpmnElement', 'waypoint'), diagram })
    }
  }
  const within = (process: Element, nodesAndFlows: ReadonlySet<string>) => {
    const ids = new Set([...everyElement(process)].map(idOf).filter((id) => !nodesAndFlows.has(id)))
    return drawn.filter(({ element }) => ids.has(refOf(element, 'bpmnElement') ?? '')) as JsonObject[]
  }
  return {
    shapes,
    edges,
    diagrams: childrenOf(definitions, 'diagrams').map((diagram) => {
      const plane = childOf(diagram, 'plane')
      return plane ? { ...diagram, plane: without(plane, 'planeElement') } : diagram
    }),
    within,
    beside: (processes) => {
      const inside = new Set(processes.flatMap((process) => [...everyElement(process)].map(idOf)))
      return drawn.filter(({ element }) => !inside.has(refOf(element, 'bpmnElement') ?? '')) as JsonObject[]
    },
  }
}

function placeOf(element: Element, diagram: number): Place | undefined {
  const bounds = childOf(element, 'bounds')
  if (element.$type !== 'bpmndi:BPMNShape' || !bounds) return undefined
  const [x, y, width, height] = [bounds.x, bounds.y, bounds.width, bounds.height].map(Number)
  if (![x, y, width, height].every((value) => Number.isFinite(value))) return undefined
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0, shape: without(element, 'bpmnElement', 'bounds'), diagram }
}

function pointOf(element: Element): { x: number; y: number } {
  return { x: Number(element.x) || 0, y: Number(element.y) || 0 }
}
