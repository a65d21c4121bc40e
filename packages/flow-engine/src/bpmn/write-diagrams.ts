import { inOrder, isJsonObject, type JsonObject } from '@tangram/data-model'
import type { ProcessDocument, SequenceFlowDocument } from '../document.ts'
import { sizeOf } from '../lay-out-process.ts'
import { childOf, childrenOf, type Element, idOf, isElement } from './element.ts'

type Box = { x: number; y: number; width: number; height: number }
type Point = { x: number; y: number }

/** The drawings of the file: those it came with, with everything where it stands now; or one drawing of all processes. */
export function writeDiagrams(
  documents: readonly ProcessDocument[],
  file: JsonObject | undefined,
  definitions: Element,
  idOfThing: (thing: object) => string,
  fresh: (wish: string) => string,
): Element[] {
  const drawn: { element: Element; diagram: number }[] = [file, ...documents.map(({ bpmn }) => bpmn)].flatMap(drawnIn)
  for (const document of documents) drawn.push(...drawingOf(document, idOfThing, fresh))
  const roots = childrenOf(definitions, 'rootElements')
  const subject = roots.find(({ $type }) => $type === 'bpmn:Collaboration') ?? roots.find(({ $type }) => $type === 'bpmn:Process')
  const came = file && Array.isArray(file.diagrams) ? file.diagrams.filter(isElement) : []
  const diagrams = came.length > 0 ? came : [{ $type: 'bpmndi:BPMNDiagram', id: fresh('diagram') }]
  return diagrams.map((diagram, index) => {
    const plane = childOf(diagram, 'plane') ?? {
      $type: 'bpmndi:BPMNPlane',
      id: fresh('plane'),
      ...(subject ? { bpmnElement: { $ref: idOf(subject) } } : {}),
    }
    const planeElement = drawn.filter((each) => Math.min(each.diagram, diagrams.length - 1) === index).map(({ element }) => element)
    return { ...diagram, $type: diagram.$type, plane: { ...plane, planeElement } }
  })
}

function drawnIn(holder: JsonObject | undefined): { element: Element; diagram: number }[] {
  const drawn = holder?.drawn
  return (Array.isArray(drawn) ? drawn : []).flatMap((each) => {
    if (!isJsonObject(each) || !isElement(each.element)) return []
    return [{ element: each.element, diagram: Number(each.diagram) || 0 }]
  })
}

function drawingOf(
  document: ProcessDocument,
  idOfThing: (thing: object) => string,
  fresh: (wish: string) => string,
): { element: Element; diagram: number }[] {
  const boxes = new Map<string, Box>()
  const nodes = inOrder(document.nodes)
  for (const node of nodes) boxes.set(node.id, { ...(node.position ?? { x: 0, y: 0 }), ...sizeOf(node) })
  const diagramOf = (thing: { bpmn?: JsonObject }) => Number(thing.bpmn?.diagram) || 0
  const shapes = nodes.map((node) => {
    const kept = isElement(node.bpmn?.shape) ? node.bpmn.shape : undefined
    const isOpen = nodes.some(({ parent }) => parent === node.id)
    const element: Element = {
      ...(isOpen ? { isExpanded: true } : {}),
      ...(node.type === 'exclusive-gateway' ? { isMarkerVisible: true } : {}),
      ...kept,
      $type: 'bpmndi:BPMNShape',
      id: kept ? idOf(kept) : fresh(`${idOfThing(node)}_di`),
      bpmnElement: { $ref: idOfThing(node) },
      bounds: { $type: 'dc:Bounds', ...(boxes.get(node.id) ?? {}) },
    }
    return { element, diagram: diagramOf(node) }
  })
  const edges = inOrder(document.flows).map((flow) => {
    const kept = isElement(flow.bpmn?.edge) ? flow.bpmn.edge : undefined
    const element: Element = {
      ...kept,
      $type: 'bpmndi:BPMNEdge',
      id: kept ? idOf(kept) : fresh(`${idOfThing(flow)}_di`),
      bpmnElement: { $ref: idOfThing(flow) },
      waypoint: waypointsOf(flow, boxes, document.nodes.items[flow.from]?.attachedTo !== undefined).map(({ x, y }) => ({
        $type: 'dc:Point',
        x,
        y,
      })),
    }
    return { element, diagram: diagramOf(flow) }
  })
  return [...shapes, ...edges]
}

/** The points it was drawn with; from the lower border of a boundary event; else from the right of one to the left of the other, with a step between where they are not level. */
function waypointsOf({ from, to, waypoints }: SequenceFlowDocument, boxes: ReadonlyMap<string, Box>, isOnBorder: boolean): Point[] {
  if (waypoints && waypoints.length > 1) return waypoints
  const [source, target] = [boxes.get(from), boxes.get(to)]
  if (!source || !target) return []
  const start = { x: source.x + source.width, y: source.y + source.height / 2 }
  const bottom = { x: source.x + source.width / 2, y: source.y + source.height }
  const end = { x: target.x, y: target.y + target.height / 2 }
  if (isOnBorder && end.y > bottom.y) return [bottom, { x: bottom.x, y: end.y }, end]
  if (start.y === end.y) return [start, end]
  const middle = Math.round((start.x + end.x) / 2)
  return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end]
}
