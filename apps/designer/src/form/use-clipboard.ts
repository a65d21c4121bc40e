import { useEffect } from 'react'
import { readClip } from './clip.ts'
import type { FormEdits } from './use-form-edits.ts'

/** Copy, cut and paste of the page move form elements, from one form, app or window to another; in a text field they move text. */
export function useClipboard(edits: FormEdits, selected: string | null): void {
  useEffect(() => {
    const take = (event: ClipboardEvent, thenRemove: boolean) => {
      if (selected === null || isText(event.target) || !window.getSelection()?.isCollapsed) return
      const clip = edits.copy(selected)
      if (!clip || !event.clipboardData) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', JSON.stringify(clip))
      if (thenRemove) edits.remove(selected)
    }
    const copy = (event: ClipboardEvent) => take(event, false)
    const cut = (event: ClipboardEvent) => take(event, true)
    const paste = (event: ClipboardEvent) => {
      if (isText(event.target)) return
      const clip = readClip(event.clipboardData?.getData('text/plain') ?? '')
      if (!clip) return
      event.preventDefault()
      edits.paste(clip)
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [edits, selected])
}

const isText = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
