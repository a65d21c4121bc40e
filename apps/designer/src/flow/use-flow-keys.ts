import type { Id } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { useShortcuts, useTranslation } from '@tangram/ui'
import { useDraftActions } from '../draft/draft-context.tsx'
import { clipOf, pasteSteps } from './clip-steps.ts'
import { removeSteps, removeWay } from './edit-flow.ts'
import { layOutAnew } from './move-steps.ts'

type FlowKeys = {
  process: ProcessDocument
  chosen: readonly Id[]
  /** The flow that is chosen. */
  way: Id | undefined
  isTrying: boolean
  onSelect: (ids: readonly Id[]) => void
  onPalette: () => void
  onTry: () => void
}

/** Everything one does with the mouse on the canvas, by key. */
export function useFlowKeys({ process, chosen, way, isTrying, onSelect, onPalette, onTry }: FlowKeys): void {
  const { t } = useTranslation('flow')
  const { run } = useDraftActions()

  function remove() {
    if (isTrying) return
    if (chosen.length > 0) run(removeSteps(process, chosen))
    else if (way !== undefined) run(removeWay(process, way))
    onSelect([])
  }

  function duplicate() {
    const clip = isTrying ? undefined : clipOf(process, chosen)
    if (!clip) return
    const { ids, command } = pasteSteps(process, clip, undefined)
    run(command)
    onSelect(ids)
  }

  function find() {
    onPalette()
    // The field is there with the next picture at the latest.
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>(`input[aria-label="${t('search-steps')}"]`)?.focus())
  }

  useShortcuts([
    { keys: 'Escape', label: t('key-nothing'), run: () => onSelect([]) },
    { keys: 'Delete', label: t('key-remove'), run: remove },
    { keys: 'Backspace', label: t('key-remove'), run: remove },
    { keys: 'mod+a', label: t('key-all'), run: () => onSelect(process.nodes.order) },
    { keys: 'mod+d', label: t('key-duplicate'), run: duplicate },
    { keys: 'a', label: t('key-add'), run: find },
    { keys: 'l', label: t('lay-out'), run: () => !isTrying && run(layOutAnew(process)) },
    { keys: 't', label: t('try-out'), run: onTry },
  ])
}
