import type { AppDocument } from '@tangram/app-model'

type Copy = { revision: number; document: AppDocument }

const keyOf = (app: string) => `tangram.designer.${app}`

/** Changes that were not saved yet survive a reload on this device. */
export function keepUnsaved(app: string, copy: Copy): void {
  try {
    window.localStorage.setItem(keyOf(app), JSON.stringify(copy))
  } catch {
    // A full or refused storage costs the safety net only; the document itself is still in the page.
  }
}

export function forgetUnsaved(app: string): void {
  try {
    window.localStorage.removeItem(keyOf(app))
  } catch {
    // As above.
  }
}

/** The unsaved copy made on this revision; one made on another revision is not offered, it would undo somebody's work. */
export function unsavedCopy(app: string, revision: number): AppDocument | undefined {
  try {
    const text = window.localStorage.getItem(keyOf(app))
    if (!text) return undefined
    const copy = JSON.parse(text) as Copy
    return copy.revision === revision ? copy.document : undefined
  } catch {
    return undefined
  }
}
