import { soundTree, type TreeOption } from '@tangram/form-engine'
import { useMemo } from 'react'
import { useFormat } from '../../../format/use-format.ts'
import type { WidgetProps } from '../../widget.ts'
import { idsOf, labelsIn, TreePicker } from './tree-picker.tsx'
import type { TreeNode } from './tree-rows.ts'

/** One or several options of the tree in the settings. */
export function TreeSelectWidget(props: WidgetProps) {
  const { field, value, onChange } = props
  const { text } = useFormat()
  const { many, leavesOnly, options } = field.config
  const tree = useMemo(() => {
    const named = ({ id, label, children }: TreeOption): TreeNode => ({
      id,
      label: text(label, id),
      ...(children ? { children: children.map(named) } : {}),
    })
    return soundTree(options).map(named)
  }, [options, text])
  const labels = useMemo(() => labelsIn(tree), [tree])
  return (
    <TreePicker
      {...props}
      tree={tree}
      chosen={idsOf(value)}
      many={many !== false}
      mayChoose={(node) => leavesOnly !== true || node.children === undefined}
      labelOf={(id) => labels.get(id) ?? id}
      onChoose={(ids) => onChange(ids.length > 0 ? ids : null)}
    />
  )
}
