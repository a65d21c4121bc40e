import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { EmptyState, useFormat, useLocale, useShortcuts, useTranslation } from '@tangram/ui'
import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { NamesOf } from '../config/names.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setProcessNode } from '../draft/edits.ts'
import { usePlace } from '../shell/use-place.ts'
import { NewThing } from '../things/new-thing.tsx'
import { ThingsBar } from '../things/things-bar.tsx'
import { nodeTypeOf, portsOf, removeStep } from './edit-flow.ts'
import { FlowNode } from './flow-node.tsx'
import classes from './flow-page.module.css'
import { FlowProperties } from './flow-properties.tsx'
import { layOut } from './lay-out.ts'
import { StepProperties } from './step-properties.tsx'

const nodeTypes = { step: FlowNode }

/** The processes of the app as diagrams; a step shows its settings beside it. */
export default function FlowPage() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const { thing, part, openThing, selectPart } = usePlace('flows')
  const processes = inOrder(document.processes)
  const process = processes.find(({ id }) => id === thing) ?? processes[0]
  if (!process) {
    return (
      <EmptyState
        title={t('no-flows')}
        text={t('no-flows-text')}
        action={<NewThing kind="processes" variant="filled" onMade={openThing} />}
      />
    )
  }
  const select = (step: string | null) => selectPart(process.id, step)
  const node = part === undefined ? undefined : process.nodes.items[part]
  return (
    <NamesOf place="flow">
      <div className={classes.page}>
        <div className={classes.canvas}>
          <div className={classes.picker}>
            <ThingsBar kind="processes" current={process.id} onOpen={openThing} />
          </div>
          <Diagram key={process.id} process={process} selected={node?.id ?? null} onSelect={select} />
          <aside className={classes.properties} aria-label={t('properties')}>
            {node ? (
              <StepProperties key={node.id} process={process} node={node} onSelect={select} />
            ) : (
              <FlowProperties process={process} onSelect={select} />
            )}
          </aside>
        </div>
      </div>
    </NamesOf>
  )
}

type DiagramProps = { process: ProcessDocument; selected: string | null; onSelect: (step: string | null) => void }

function Diagram({ process, selected, onSelect }: DiagramProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { text } = useFormat()
  const { run } = useDraftActions()
  const isPhone = useMediaQuery('(max-width: 900px)') ?? false
  const scheme = useComputedColorScheme()

  const { nodes, edges } = useMemo(() => {
    const places = layOut(process)
    const nodes: Node[] = inOrder(process.nodes).map((node) => ({
      id: node.id,
      type: 'step',
      position: node.position ?? places[node.id] ?? { x: 0, y: 0 },
      data: { node, type: nodeTypeOf(node), locale },
      selected: node.id === selected,
      ariaLabel: text(node.label, node.id),
    }))
    const edges: Edge[] = inOrder(process.flows).map((flow) => ({
      id: flow.id,
      source: flow.from,
      target: flow.to,
      focusable: false,
      // A way back runs below the others, so that both can be read.
      ...(isBack(nodes, flow.from, flow.to)
        ? { sourceHandle: 'back-out', targetHandle: 'back-in', pathOptions: { offset: backOffset(nodes, flow.from, flow.to) } }
        : {}),
      type: 'smoothstep',
      markerEnd: { type: MarkerType.ArrowClosed },
      ...(flow.label ? { label: text(flow.label) } : flow.port ? { label: portLabel(process, flow.from, flow.port, text) } : {}),
    }))
    return { nodes, edges }
  }, [process, selected, locale, text])

  useShortcuts([
    { keys: 'Escape', label: t('close'), run: () => onSelect(null) },
    { keys: 'Delete', label: t('remove-step'), run: removeSelected },
  ])

  function removeSelected() {
    const node = selected === null ? undefined : process.nodes.items[selected]
    if (!node || nodeTypeOf(node)?.begins) return
    onSelect(null)
    run(removeStep(process, node.id))
  }

  return (
    <section className={classes.diagram} aria-label={t('flow-canvas')}>
      <ReactFlow
        // A step more or less: the whole is shown again.
        key={process.nodes.order.length}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
        nodesConnectable={false}
        deleteKeyCode={null}
        // Enter on the step that has the focus.
        onNodesChange={(changes) => {
          const chosen = changes.find((change) => change.type === 'select' && change.selected)
          if (chosen?.type === 'select') onSelect(chosen.id)
        }}
        onPaneClick={() => onSelect(null)}
        onNodeDragStop={(_event, moved) => {
          const { x, y } = moved.position
          const before = nodes.find(({ id }) => id === moved.id)?.position
          if (before && (before.x !== x || before.y !== y))
            run(setProcessNode(process.id, moved.id, { position: { x: Math.round(x), y: Math.round(y) } }))
        }}
        proOptions={{ hideAttribution: false }}
      >
        <Background gap={16} />
        {!isPhone && <Controls showInteractive={false} />}
      </ReactFlow>
    </section>
  )
}

/** The farther a way goes back, the lower it runs. */
function backOffset(nodes: readonly Node[], from: string, to: string): number {
  const at = (id: string) => nodes.find((node) => node.id === id)?.position.x ?? 0
  return 16 + Math.round((at(from) - at(to)) / 16)
}

function isBack(nodes: readonly Node[], from: string, to: string): boolean {
  const at = (id: string) => nodes.find((node) => node.id === id)?.position.x ?? 0
  return at(to) < at(from)
}

function portLabel(process: ProcessDocument, from: string, port: string, text: ReturnType<typeof useFormat>['text']): string {
  return text(portsOf(process.nodes.items[from]).find(({ id }) => id === port)?.label, port)
}
