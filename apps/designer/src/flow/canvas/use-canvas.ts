import type { Id } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { applyNodeChanges, type Connection, type NodeChange, type OnEdgesChange } from '@xyflow/react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { changeWay, connect } from '../edit-flow.ts'
import { moveSteps, resizeScope } from '../move-steps.ts'
import { type Box, boxesOf, type Point } from '../places.ts'
import { canvasEdges, canvasNodes, type StepNode, type WayEdge } from './to-canvas.ts'

type Given = {
  process: ProcessDocument
  /** The steps or the flow that are chosen. */
  chosen: readonly Id[]
  onSelect: (ids: readonly Id[]) => void
  isReadOnly: boolean
}

/** The steps and flows the canvas draws, and what drawing in it does to the process. Moves are shown at once and kept when they end. */
export function useCanvas({ process, chosen, onSelect, isReadOnly }: Given) {
  const { run } = useDraftActions()
  const [nodes, setNodes] = useState<StepNode[]>(() => marked(canvasNodes(process, []), chosen))
  const isDragging = useRef(false)
  const latest = useRef({ process, nodes, onSelect })
  latest.current = { process, nodes, onSelect }

  useLayoutEffect(() => setNodes((before) => canvasNodes(process, before)), [process])
  // What was chosen elsewhere (a list, an address, a key, a new step) is chosen here too.
  useEffect(() => setNodes((before) => marked(before, chosen)), [chosen])

  const drawn = useRef<WayEdge[]>([])
  const edges = useMemo(() => canvasEdges(process, new Set(chosen), drawn.current), [process, chosen])
  drawn.current = edges

  const move = useCallback(
    (places: ReadonlyMap<Id, Point>) => {
      const command = moveSteps(latest.current.process, places)
      if (command) run(command)
      // Nothing of it is kept (an event stays on its border): it goes back to where it is.
      else setNodes(canvasNodes(latest.current.process, []))
    },
    [run],
  )

  const onNodesChange = useCallback(
    (changes: NodeChange<StepNode>[]) => {
      const after = applyNodeChanges(changes, latest.current.nodes)
      setNodes(after)
      latest.current.nodes = after
      if (changes.some(({ type }) => type === 'select')) {
        latest.current.onSelect(after.flatMap((node) => (node.selected ? [node.id] : [])))
      }
      const moved = changes.flatMap((change) =>
        change.type === 'position' && change.dragging === false && change.position ? [change.id] : [],
      )
      // Arrow keys; a drag says so itself when it is over.
      if (moved.length > 0 && !isDragging.current && !isReadOnly) move(placesOf(latest.current.process, after, moved))
    },
    [move, isReadOnly],
  )

  return {
    nodes,
    edges,
    onNodesChange,
    onEdgesChange: useCallback<OnEdgesChange<WayEdge>>((changes) => {
      const chosen = changes.find((change) => change.type === 'select' && change.selected)
      if (chosen?.type === 'select') latest.current.onSelect([chosen.id])
    }, []),
    onDragStart: useCallback(() => {
      isDragging.current = true
    }, []),
    onDragStop: useCallback(
      (_event: unknown, first: StepNode | readonly StepNode[], all: readonly StepNode[] = []) => {
        isDragging.current = false
        const dragged = Array.isArray(first) ? first : all
        move(
          placesOf(
            latest.current.process,
            latest.current.nodes,
            dragged.map(({ id }: StepNode) => id),
          ),
        )
      },
      [move],
    ),
    onConnect: useCallback(
      ({ source, target }: Connection) => {
        const command = connect(latest.current.process, source, target)
        if (command) run(command)
      },
      [run],
    ),
    onReconnect: useCallback(
      (edge: WayEdge, { source, target }: Connection) => {
        const port = source === edge.source ? {} : { port: undefined }
        run(changeWay(latest.current.process, edge.id, { from: source, to: target, waypoints: undefined, ...port }))
      },
      [run],
    ),
    resize: useCallback(
      (id: Id, box: Box) => {
        const process = latest.current.process
        const around = process.nodes.items[id]?.parent
        const corner = around === undefined ? undefined : boxesOf(process).get(around)
        run(resizeScope(process, id, { ...box, x: box.x + (corner?.x ?? 0), y: box.y + (corner?.y ?? 0) }))
      },
      [run],
    ),
  }
}

/** Where steps stand on the whole canvas; the canvas itself counts from what holds them. */
function placesOf(process: ProcessDocument, nodes: readonly StepNode[], ids: readonly Id[]): Map<Id, Point> {
  const boxes = boxesOf(process)
  return new Map(
    nodes
      .filter(({ id }) => ids.includes(id))
      .map(({ id, position, parentId }) => {
        const corner = parentId === undefined ? undefined : boxes.get(parentId)
        return [id, { x: position.x + (corner?.x ?? 0), y: position.y + (corner?.y ?? 0) }]
      }),
  )
}

const marked = (nodes: readonly StepNode[], ids: readonly Id[]): StepNode[] =>
  nodes.map((node) => ((node.selected === true) === ids.includes(node.id) ? node : { ...node, selected: ids.includes(node.id) }))
