import '@xyflow/react/dist/style.css'
import { Code, Select, Stack, Text, Title, useComputedColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { inOrder, withDefaults } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { EmptyState, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react'
import { useMemo, useState } from 'react'
import { ConfigForm } from '../config/config-form.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setProcessNode } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import { FlowNode } from './flow-node.tsx'
import classes from './flow-page.module.css'
import { layOut } from './lay-out.ts'

const nodeTypes = { step: FlowNode }

/** The processes of the app as diagrams; a step shows its settings beside it. */
export default function FlowPage() {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const processes = inOrder(document.processes)
  const [chosen, choose] = useState<string | null>(null)
  const process = processes.find(({ id }) => id === chosen) ?? processes[0]
  if (!process) return <EmptyState title={t('no-flows')} text={t('no-flows-text')} />
  return (
    <div className={classes.page}>
      <div className={classes.canvas}>
        <Select
          className={classes.picker}
          aria-label={t('flows')}
          data={processes.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
          value={process.id}
          allowDeselect={false}
          onChange={choose}
        />
        <Diagram key={process.id} process={process} />
      </div>
    </div>
  )
}

function Diagram({ process }: { process: ProcessDocument }) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { text } = useFormat()
  const { run, current } = useDraftActions()
  const [selected, select] = useState<string | null>(null)
  const isPhone = useMediaQuery('(max-width: 900px)') ?? false
  const scheme = useComputedColorScheme()

  const { nodes, edges } = useMemo(() => {
    const places = layOut(process)
    const nodes: Node[] = inOrder(process.nodes).map((node) => ({
      id: node.id,
      type: 'step',
      position: node.position ?? places[node.id] ?? { x: 0, y: 0 },
      data: { node, type: platform.nodes.find(({ type }) => type === node.type), locale },
      selected: node.id === selected,
    }))
    const edges: Edge[] = inOrder(process.flows).map((flow) => ({
      id: flow.id,
      source: flow.from,
      target: flow.to,
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

  const node = selected === null ? undefined : process.nodes.items[selected]
  const type = node && platform.nodes.find((entry) => entry.type === node.type)
  return (
    <>
      <section className={classes.diagram} aria-label={t('flow-canvas')}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          colorMode={scheme}
          fitView
          fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
          nodesConnectable={false}
          deleteKeyCode={null}
          onNodeClick={(_event, clicked) => select(clicked.id)}
          onPaneClick={() => select(null)}
          onNodeDragStop={(_event, moved) => {
            const before = current().processes.items[process.id]?.nodes.items[moved.id]
            if (before)
              run(setProcessNode(process.id, moved.id, { position: { x: Math.round(moved.position.x), y: Math.round(moved.position.y) } }))
          }}
          proOptions={{ hideAttribution: false }}
        >
          <Background gap={16} />
          {!isPhone && <Controls showInteractive={false} />}
        </ReactFlow>
      </section>
      <aside className={classes.properties} aria-label={t('properties')}>
        {node ? (
          <Stack gap="md" key={node.id}>
            <Title order={3}>{text(node.label, node.id)}</Title>
            <Text size="sm" c="dimmed">
              {type ? text(type.label) : node.type} · <Code>{node.id}</Code>
            </Text>
            <LabelInputs of="label" value={node.label} onChange={(label) => run(setProcessNode(process.id, node.id, { label }))} />
            {type && (
              <ConfigForm
                schema={type.config}
                entity={process.entity}
                config={withDefaults(type.config, node.config)}
                onChange={(config) => run(setProcessNode(process.id, node.id, { config }))}
              />
            )}
          </Stack>
        ) : (
          <EmptyState compact title={t('select-node')} text={t('select-node-text')} />
        )}
      </aside>
    </>
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
  const node = process.nodes.items[from]
  const type = node && platform.nodes.find((entry) => entry.type === node.type)
  const found = node && type?.ports(withDefaults(type.config, node.config)).find(({ id }) => id === port)
  return text(found?.label, port)
}
