import { useComputedColorScheme } from '@mantine/core'
import { textIn } from '@tangram/data-model'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { Handle, type NodeProps, NodeResizer, Position } from '@xyflow/react'
import { memo, useContext } from 'react'
import { DiagramContext } from './diagram-context.ts'
import { MarksContext } from './marks.ts'
import classes from './step-node.module.css'
import type { StepNode as StepNodeType } from './to-canvas.ts'

const sides = [
  ['left', Position.Left],
  ['right', Position.Right],
  ['top', Position.Top],
  ['bottom', Position.Bottom],
] as const

/** One step of a process: a circle, a diamond, a rounded rectangle or an open frame, with its icon and its name. */
export const StepNode = memo(function StepNode({ id, data, selected, width, height }: NodeProps<StepNodeType>) {
  const { t } = useTranslation('flow')
  const { locale } = useLocale()
  const scheme = useComputedColorScheme()
  const marks = useContext(MarksContext)
  const { onResize, isReadOnly } = useContext(DiagramContext)
  const { node, type, shape } = data
  const name = textIn(node.label, locale, node.id)
  const problem = marks.problems.get(id)
  const isGoingOn = node.attachedTo !== undefined && node.config.interrupting === false
  const isEnd = shape === 'event' && type?.ports(node.config).length === 0
  return (
    <div
      className={classes.step}
      data-shape={shape}
      data-scheme={scheme}
      data-selected={selected || undefined}
      data-target={marks.target === id || undefined}
      data-played={marks.played ? (marks.played.get(id) ?? 'ahead') : undefined}
      data-end={isEnd || undefined}
      data-start={type?.begins || undefined}
      data-goes-on={isGoingOn || undefined}
      style={{ width, height }}
    >
      {shape === 'scope' && selected && !isReadOnly && (
        <NodeResizer
          minWidth={160}
          minHeight={100}
          onResizeEnd={(_event, { x, y, width: w, height: h }) => onResize(id, { x, y, width: w, height: h })}
        />
      )}
      {sides.map(([side, position]) => (
        <Handle key={side} id={side} type="source" position={position} className={classes.handle} isConnectable={!isReadOnly} />
      ))}
      {shape === 'gateway' && (
        <svg className={classes.diamond} viewBox="0 0 50 50" aria-hidden>
          <path d="M25 1 L49 25 L25 49 L1 25 z" />
        </svg>
      )}
      {(shape === 'event' || shape === 'gateway') && (
        <>
          <span className={classes.symbol}>
            <Icon name={type?.icon} size={shape === 'event' ? 18 : 20} />
          </span>
          <span className={classes.below}>{name}</span>
        </>
      )}
      {shape === 'task' && (
        <>
          <span className={classes.corner}>
            <Icon name={type?.icon} size={15} />
          </span>
          <span className={classes.name}>{name}</span>
        </>
      )}
      {shape === 'scope' && (
        <span className={classes.title}>
          <Icon name={type?.icon} size={15} /> {name}
        </span>
      )}
      {node.loop && (
        <span className={classes.loop} role="img" aria-label={t(`loop-${node.loop.kind}`)}>
          {loopMarks[node.loop.kind]}
        </span>
      )}
      {problem && (
        <span className={classes.problem} data-severity={problem.severity} role="img" aria-label={problem.text} title={problem.text}>
          !
        </span>
      )}
    </div>
  )
})

/** The marks of BPMN. */
const loopMarks = { parallel: '⦀', sequential: '≡', while: '↻' } as const
