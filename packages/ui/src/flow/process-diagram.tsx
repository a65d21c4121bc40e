import { Button } from '@mantine/core'
import { type Id, textIn } from '@tangram/data-model'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import type { DrawnProcess } from '../client/types.ts'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { drawingOf, labelPlaceOf, type Point } from './diagram-geometry.ts'
import { DiagramNode } from './diagram-node.tsx'
import { useFlowTexts } from './flow-texts.ts'
import type { NodeStanding } from './node-standing.ts'
import classes from './process-diagram.module.css'

export type ProcessDiagramProps = {
  process: DrawnProcess
  standing: (node: Id) => NodeStanding
  /** How often each flow was taken. */
  taken?: { [flow: Id]: number }
  /** The node that is chosen. */
  selected?: Id | undefined
  onSelect?: (node: Id) => void
}

/** A process as its author drew it, with what became of each step: one stop of the Tab key, arrows move within. */
export function ProcessDiagram({ process, standing, taken = {}, selected, onSelect }: ProcessDiagramProps) {
  const t = useFlowTexts()
  const format = useFormat()
  const { locale } = useLocale()
  const arrow = useId()
  const canvas = useRef<SVGSVGElement>(null)
  const [isFit, setFit] = useState(true)
  const [current, setCurrent] = useState<Id>()
  const drawing = useMemo(() => drawingOf(process), [process])
  const { frame } = drawing
  const scopesFirst = useMemo(
    () => [...process.nodes].sort((a, b) => depth(drawing.boxes.get(a.id)?.shape) - depth(drawing.boxes.get(b.id)?.shape)),
    [process, drawing],
  )
  const stop = current ?? selected ?? process.nodes[0]?.id

  function move(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    const order = [...process.nodes].sort((a, b) => byPlace(drawing.boxes.get(a.id), drawing.boxes.get(b.id)))
    const at = order.findIndex(({ id }) => id === stop)
    const next = order[Math.max(0, Math.min(order.length - 1, at + step))]
    if (!next) return
    setCurrent(next.id)
    canvas.current?.querySelector<SVGGElement>(`[data-node="${next.id}"]`)?.focus()
  }

  return (
    <div className={classes.diagram}>
      <div className={classes.tools}>
        <span className={classes.hint}>{t('keys')}</span>
        <Button variant="default" size="compact-sm" onClick={() => setFit(!isFit)}>
          {t(isFit ? 'zoom' : 'fit')}
        </Button>
      </div>
      <div className={classes.scroll}>
        <svg
          ref={canvas}
          role="group"
          aria-label={t('diagram', { name: textIn(process.label, locale) })}
          viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
          style={isFit ? { width: '100%', maxWidth: frame.width, minWidth: Math.min(frame.width * 0.5, 640) } : { width: frame.width }}
          onKeyDown={move}
        >
          <defs>
            <marker id={arrow} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path d="M0 0 L10 5 L0 10 z" className={classes.arrow} />
            </marker>
          </defs>
          {scopesFirst.filter(({ id }) => drawing.boxes.get(id)?.shape === 'scope').map((node) => draw(node.id))}
          {process.flows.map((flow) => {
            const points = drawing.paths.get(flow.id)
            if (!points) return null
            return (
              <g key={flow.id} className={classes.flow} data-taken={(taken[flow.id] ?? 0) > 0 || undefined}>
                <path d={pathOf(points)} markerEnd={`url(#${arrow})`} />
              </g>
            )
          })}
          {process.flows.map((flow) => {
            const points = drawing.paths.get(flow.id)
            const label = format.text(flow.label ?? undefined, '')
            if (!points || !label) return null
            const place = labelPlaceOf(points)
            return (
              <text key={flow.id} className={classes.way} x={place.x} y={place.y} textAnchor="middle">
                {label}
              </text>
            )
          })}
          {scopesFirst.filter(({ id }) => drawing.boxes.get(id)?.shape !== 'scope').map((node) => draw(node.id))}
        </svg>
      </div>
    </div>
  )

  function draw(id: Id) {
    const node = process.nodes.find((one) => one.id === id)
    const box = drawing.boxes.get(id)
    if (!node || !box) return null
    return (
      <DiagramNode
        key={id}
        node={node}
        box={box}
        standing={standing(id)}
        isSelected={selected === id}
        isStop={stop === id}
        onSelect={() => {
          setCurrent(id)
          onSelect?.(id)
        }}
      />
    )
  }
}

const depth = (shape: string | undefined) => (shape === 'scope' ? 0 : 1)
const byPlace = (a: Point | undefined, b: Point | undefined) => (a && b ? a.x - b.x || a.y - b.y : 0)

function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ')
}
