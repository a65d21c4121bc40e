import { textIn } from '@tangram/data-model'
import { printFormula } from '@tangram/expression'
import { useLocale, useTranslation } from '@tangram/ui'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { memo, useContext } from 'react'
import { useScope } from '../../config/names.tsx'
import { portsOf } from '../places.ts'
import { MarksContext } from './marks.ts'
import type { WayEdge as WayEdgeType } from './to-canvas.ts'
import classes from './way-edge.module.css'

/** One flow: where it was drawn by hand or by a layout it runs there, else at right angles from side to side. */
export const WayEdge = memo(function WayEdge(props: EdgeProps<WayEdgeType>) {
  const { id, data, selected, markerEnd } = props
  const { t } = useTranslation('flow')
  const marks = useContext(MarksContext)
  const label = useLabel(data)
  if (!data) return null
  const { path, x, y } = wayOf(props)
  const problem = marks.problems.get(id)
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        {...(markerEnd ? { markerEnd } : {})}
        className={classes.way ?? ''}
        data-selected={selected || undefined}
        data-target={marks.target === id || undefined}
        data-taken={marks.played && marks.taken.has(id) ? true : undefined}
        data-problem={problem?.severity}
      />
      {(label || data.flow.default) && (
        <EdgeLabelRenderer>
          <span
            className={classes.label}
            data-selected={selected || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            title={label}
          >
            {label || t('otherwise')}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

/** Its own label, the outcome it leads on from, or its condition. */
function useLabel(data: WayEdgeType['data']): string {
  const { locale } = useLocale()
  const scope = useScope(data?.entity)
  if (!data) return ''
  const { flow, from } = data
  const own = textIn(flow.label ?? {}, locale)
  if (own) return own
  const port = flow.port && portsOf(from).find(({ id }) => id === flow.port)
  if (port) return textIn(port.label, locale, port.id)
  return flow.when === undefined || flow.when === true || !scope ? '' : printFormula(flow.when, scope, locale)
}

function wayOf({ data, ...ends }: EdgeProps<WayEdgeType>): { path: string; x: number; y: number } {
  const points = data?.flow.waypoints
  if (points && points.length > 1) {
    const middle = points[Math.floor((points.length - 1) / 2)] ?? { x: 0, y: 0 }
    const next = points[Math.floor((points.length - 1) / 2) + 1] ?? middle
    const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ')
    return { path, x: (middle.x + next.x) / 2, y: (middle.y + next.y) / 2 }
  }
  const [path, x, y] = getSmoothStepPath({ ...ends, borderRadius: 8, offset: 22 })
  return { path, x, y }
}
