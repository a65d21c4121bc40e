import type { Id } from '@tangram/data-model'
import { type Node, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { isInView } from './is-in-view.ts'

/** Brings the one step that was chosen into view when it is not: a new one stands after the last, often beyond the edge of the screen. */
export function useReveal(nodes: readonly Node[], chosen: readonly Id[]): void {
  const { setCenter, getInternalNode } = useReactFlow()
  const store = useStoreApi()
  const shown = useRef<Id | undefined>(undefined)
  const only = chosen.length === 1 ? chosen[0] : undefined
  useEffect(() => {
    if (only === shown.current) return
    // A new step is drawn a moment after it is chosen; a flow is never among them.
    const node = only === undefined ? undefined : getInternalNode(only)
    if (only !== undefined && !node) return
    const isFirst = shown.current === undefined && only === undefined
    shown.current = only
    if (isFirst || !node) return
    const { width, height, transform } = store.getState()
    const { x, y } = node.internals.positionAbsolute
    const box = { x, y, width: node.width ?? 0, height: node.height ?? 0 }
    const [left, top, zoom] = transform
    if (width === 0 || isInView(box, { left, top, zoom, width, height })) return
    void setCenter(x + box.width / 2, y + box.height / 2, { zoom })
  }, [only, nodes, getInternalNode, setCenter, store])
}
