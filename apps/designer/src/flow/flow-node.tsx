import { type Locale, textIn } from '@tangram/data-model'
import type { NodeDocument, NodeType } from '@tangram/flow-engine'
import { Icon } from '@tangram/ui'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import classes from './flow-page.module.css'

type StepData = { node: NodeDocument; type: NodeType | undefined; locale: Locale }

/** One step of a process on the canvas: its icon, its name, its kind. */
export function FlowNode({ data, selected }: NodeProps) {
  const { node, type, locale } = data as StepData
  return (
    <div className={classes.step} data-selected={selected || undefined}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Icon name={type?.icon} size={20} />
      <div className={classes.stepText}>
        <strong>{textIn(node.label, locale, node.id)}</strong>
        <span>{type ? textIn(type.label, locale) : node.type}</span>
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle id="back-out" type="source" position={Position.Bottom} isConnectable={false} className={classes.backHandle} />
      <Handle id="back-in" type="target" position={Position.Bottom} isConnectable={false} className={classes.backHandle} />
    </div>
  )
}
