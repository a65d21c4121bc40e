import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { Id } from '@tangram/data-model'
import type { NodeType, ProcessDocument } from '@tangram/flow-engine'
import { useTranslation } from '@tangram/ui'
import { Background, ConnectionMode, Controls, MiniMap, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, useMemo } from 'react'
import type { StepPlace } from '../add-step.ts'
import { whyNot } from '../edit-flow.ts'
import classes from './diagram.module.css'
import { DiagramContext } from './diagram-context.ts'
import { type Marks, MarksContext } from './marks.ts'
import { StepNode } from './step-node.tsx'
import { useCanvas } from './use-canvas.ts'
import { useDropTarget } from './use-drop-target.ts'
import { useReveal } from './use-reveal.ts'
import { WayEdge } from './way-edge.tsx'

const nodeTypes = { step: StepNode }
const edgeTypes = { way: WayEdge }
/** From so many steps on only those in view are drawn, and a map helps to find one's way. */
const isLarge = 40

export type DiagramProps = {
  process: ProcessDocument
  /** The steps or the flow that are chosen. */
  chosen: readonly Id[]
  onSelect: (ids: readonly Id[]) => void
  marks: Marks
  /** A try-out is shown, nothing is changed. */
  isReadOnly: boolean
  /** The kind of step that is on its way from the palette. */
  dragged: NodeType | null
  onDrop: (type: NodeType, place: StepPlace) => void
  children?: ReactNode
}

/** The process as a diagram one draws in. */
export function Diagram(props: DiagramProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ process, chosen, onSelect, marks, isReadOnly, dragged, onDrop, children }: DiagramProps) {
  const { t } = useTranslation('flow')
  const isPhone = useMediaQuery('(max-width: 900px)') ?? false
  const scheme = useComputedColorScheme()
  const canvas = useCanvas({ process, chosen, onSelect, isReadOnly })
  useReveal(canvas.nodes, chosen)
  const drop = useDropTarget({ process, dragged, onDrop })
  const shown = useMemo(() => ({ ...marks, target: drop.target }), [marks, drop.target])
  const actions = useMemo(() => ({ isReadOnly, onResize: canvas.resize }), [isReadOnly, canvas.resize])
  const isMany = process.nodes.order.length > isLarge
  return (
    <MarksContext value={shown}>
      <DiagramContext value={actions}>
        <section className={classes.diagram} aria-label={t('canvas')} data-refused={drop.refused || undefined} {...drop.handlers}>
          <ReactFlow
            nodes={canvas.nodes}
            edges={canvas.edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            colorMode={scheme}
            fitView
            fitViewOptions={{ maxZoom: 1, minZoom: 0.4, padding: 0.12 }}
            minZoom={0.1}
            connectionMode={ConnectionMode.Loose}
            nodesConnectable={!isReadOnly}
            nodesDraggable={!isReadOnly}
            edgesReconnectable={!isReadOnly}
            deleteKeyCode={null}
            multiSelectionKeyCode={['Meta', 'Control']}
            selectionKeyCode="Shift"
            onlyRenderVisibleElements={isMany}
            elevateNodesOnSelect={false}
            zIndexMode="manual"
            isValidConnection={({ source, target }) => source !== target && whyNot(process, source, target) === undefined}
            onNodesChange={canvas.onNodesChange}
            onEdgesChange={canvas.onEdgesChange}
            onNodeDragStart={canvas.onDragStart}
            onNodeDragStop={canvas.onDragStop}
            onSelectionDragStart={canvas.onDragStart}
            onSelectionDragStop={canvas.onDragStop}
            onConnect={canvas.onConnect}
            onReconnect={canvas.onReconnect}
            onPaneClick={() => onSelect([])}
          >
            <Background gap={16} />
            {!isPhone && <Controls showInteractive={false} />}
            {!isPhone && isMany && <MiniMap pannable zoomable ariaLabel={t('minimap')} />}
            {children}
          </ReactFlow>
          {drop.refused && (
            <p className={classes.refused} role="status">
              {t(drop.refused)}
            </p>
          )}
        </section>
      </DiagramContext>
    </MarksContext>
  )
}
