import { useMemo } from 'react'
import type { OptionItem } from '../../../client/types.ts'
import { useLoad } from '../../../client/use-load.ts'
import type { WidgetProps } from '../../widget.ts'
import { idsOf, labelsIn, TreePicker } from './tree-picker.tsx'
import type { TreeNode } from './tree-rows.ts'
import { useWidgetWords } from './widget-words.ts'

/** One or several departments, out of the tree of the organisation. */
export function DepartmentWidget(props: WidgetProps) {
  const { field, value, onChange, labels: known } = props
  const say = useWidgetWords()
  const { data, error } = useLoad('departments', (signal) => props.sources.options({ id: field.id, to: 'department' }, { signal }))
  const tree = useMemo(() => treeOf(data ?? []), [data])
  const labels = useMemo(() => labelsIn(tree), [tree])
  const isMany = field.valueType.kind === 'reference' && field.valueType.many === true
  return (
    <TreePicker
      {...props}
      tree={tree}
      note={error ? say('out-of-reach') : data ? undefined : say('loading')}
      chosen={idsOf(value)}
      many={isMany}
      mayChoose={() => true}
      labelOf={(id) => labels.get(id) ?? known[id] ?? '…'}
      onChoose={(ids) => onChange(isMany ? (ids.length > 0 ? ids : null) : (ids[0] ?? null))}
    />
  )
}

/** Departments under the ones they belong to; one whose parent is not among them stands at the top. */
function treeOf(items: readonly OptionItem[]): TreeNode[] {
  const ids = new Set(items.map(({ id }) => id))
  const under = (parent: string | undefined): TreeNode[] =>
    items.flatMap((item) => {
      const above = item.parent !== undefined && ids.has(item.parent) ? item.parent : undefined
      if (above !== parent) return []
      const children = under(item.id)
      return [{ id: item.id, label: item.label, ...(children.length > 0 ? { children } : {}) }]
    })
  return under(undefined)
}
