import type { Id } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { useEffect } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { clipOf, pasteSteps, readStepClip } from './clip-steps.ts'
import { removeSteps } from './edit-flow.ts'
import { nodeTypeOf } from './places.ts'

type Given = { process: ProcessDocument; chosen: readonly Id[]; isTrying: boolean; onSelect: (ids: readonly Id[]) => void }

/** Copy, cut and paste of the page move steps, from one process, app or window to another; in a text field they move text. */
export function useStepClipboard({ process, chosen, isTrying, onSelect }: Given): void {
  const { run } = useDraftActions()
  useEffect(() => {
    if (isTrying) return
    const take = (event: ClipboardEvent, thenRemove: boolean) => {
      const clip = isText(event.target) || !window.getSelection()?.isCollapsed ? undefined : clipOf(process, chosen)
      if (!clip || !event.clipboardData) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', JSON.stringify(clip))
      if (thenRemove) run(removeSteps(process, chosen))
    }
    const copy = (event: ClipboardEvent) => take(event, false)
    const cut = (event: ClipboardEvent) => take(event, true)
    const paste = (event: ClipboardEvent) => {
      const clip = isText(event.target) ? undefined : readStepClip(event.clipboardData?.getData('text/plain') ?? '')
      if (!clip) return
      event.preventDefault()
      const into = chosen.find((id) => nodeTypeOf(process.nodes.items[id])?.contains && !clip.nodes.some((node) => node.id === id))
      const { ids, command } = pasteSteps(process, clip, into)
      run(command)
      onSelect(ids)
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [process, chosen, isTrying, run, onSelect])
}

const isText = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
