import { textIn } from '@tangram/data-model'
import type { DrawnNode } from '../client/types.ts'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import type { Drawing } from './diagram-geometry.ts'
import { useFlowTexts } from './flow-texts.ts'
import type { NodeStanding } from './node-standing.ts'
import classes from './process-diagram.module.css'

type DiagramNodeProps = {
  node: DrawnNode
  box: Drawing['boxes'] extends Map<string, infer B> ? B : never
  standing: NodeStanding
  isSelected: boolean
  /** Where the Tab key stops. */
  isStop: boolean
  onSelect: () => void
}

/** One step of the diagram; its name, which a mouse shows as well, tells all that its colours show. */
export function DiagramNode({ node, box, standing, isSelected, isStop, onSelect }: DiagramNodeProps) {
  const t = useFlowTexts()
  const format = useFormat()
  const { locale } = useLocale()
  const label = textIn(node.label, locale, node.id)
  const names = standing.holders.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ')
  const facts = [
    label,
    t(standing.status),
    ...(standing.visits > 1 ? [t('visits', { count: standing.visits })] : []),
    ...(standing.visits > 0 ? [t('took', { time: format.duration(standing.wallMs) })] : []),
    ...(names ? [t('heldBy', { names })] : []),
  ]
  const { x, y, width, height, shape } = box
  const second = standing.status === 'active' && names ? names : standing.visits > 0 ? format.duration(standing.wallMs) : ''
  return (
    <g
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      data-node={node.id}
      data-status={standing.status}
      className={classes.node}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        onSelect()
      }}
    >
      <title>{facts.join(locale === 'zh-CN' ? '，' : ', ')}</title>
      {shape === 'event' && <circle className={classes.shape} cx={x + width / 2} cy={y + height / 2} r={width / 2} />}
      {shape === 'gateway' && (
        <path
          className={classes.shape}
          d={`M${x + width / 2} ${y} L${x + width} ${y + height / 2} L${x + width / 2} ${y + height} L${x} ${y + height / 2} z`}
        />
      )}
      {(shape === 'task' || shape === 'scope') && (
        <rect className={classes.shape} data-scope={shape === 'scope' || undefined} x={x} y={y} width={width} height={height} rx={8} />
      )}
      {shape === 'scope' ? (
        <text x={x + 14} y={y + 22} className={classes.name}>
          {label}
        </text>
      ) : shape === 'task' ? (
        <foreignObject x={x} y={y} width={width} height={height}>
          <div className={classes.words}>
            <strong>{label}</strong>
            {second && <span aria-hidden>{second}</span>}
          </div>
        </foreignObject>
      ) : (
        <foreignObject x={x - 40} y={y + height + 2} width={width + 80} height={36}>
          <div className={classes.below}>{label}</div>
        </foreignObject>
      )}
      {standing.status !== 'ahead' && (
        <g
          className={classes.mark}
          transform={`translate(${x + width - (shape === 'event' || shape === 'gateway' ? 4 : 0)} ${y})`}
          aria-hidden
        >
          <circle r={9} />
          <path className={classes.tick} d={marks[standing.status]} />
        </g>
      )}
      {standing.visits > 1 && (
        <g className={classes.count} transform={`translate(${x} ${y})`} aria-hidden>
          <rect x={-14} y={-9} width={28} height={18} rx={9} />
          <text textAnchor="middle" y={4}>
            ×{standing.visits}
          </text>
        </g>
      )}
    </g>
  )
}

const marks = {
  done: 'M-4 0 L-1 3 L4 -3',
  active: 'M-2.5 -4 L4 0 L-2.5 4 z',
  failed: 'M0 -4 L0 1 M0 3.6 L0 4',
  cancelled: 'M-3 -3 L3 3 M3 -3 L-3 3',
} as const
