import type { Id } from '@tangram/data-model'
import type { NodeType, ProcessDocument } from '@tangram/flow-engine'
import { useReactFlow } from '@xyflow/react'
import { type DragEvent, useState } from 'react'
import type { StepPlace } from '../add-step.ts'
import { dropOf } from './drop.ts'

type Given = { process: ProcessDocument; dragged: NodeType | null; onDrop: (type: NodeType, place: StepPlace) => void }

/** Takes a kind of step from the palette: shows where it would go before it is let go, or why it cannot go there. */
export function useDropTarget({ process, dragged, onDrop }: Given) {
  const { screenToFlowPosition } = useReactFlow()
  const [hover, setHover] = useState<{ target: Id | undefined; refused?: 'drop-on-activity' } | null>(null)

  function dropAt(event: DragEvent) {
    const point = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    return dragged && dropOf(process, dragged, point, flowAt(event))
  }

  return {
    target: dragged ? hover?.target : undefined,
    refused: dragged ? hover?.refused : undefined,
    handlers: {
      onDragOver(event: DragEvent) {
        const drop = dropAt(event)
        if (!drop) return
        event.preventDefault()
        const next = 'refused' in drop ? { target: undefined, refused: drop.refused } : { target: drop.target }
        event.dataTransfer.dropEffect = 'refused' in drop ? 'none' : 'copy'
        setHover((before) => (before?.target === next.target && before?.refused === next.refused ? before : next))
      },
      onDragLeave: () => setHover(null),
      onDrop(event: DragEvent) {
        const drop = dropAt(event)
        setHover(null)
        if (!drop || !dragged || 'refused' in drop) return
        event.preventDefault()
        onDrop(dragged, drop.place)
      },
    },
  }
}

/** The flow under the pointer; its touch area is wider than its line. */
function flowAt({ clientX, clientY }: DragEvent): Id | undefined {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    if (element.closest('.react-flow__node')) return undefined
    const edge = element.closest('.react-flow__edge')
    if (edge) return edge.getAttribute('data-id') ?? undefined
  }
  return undefined
}
