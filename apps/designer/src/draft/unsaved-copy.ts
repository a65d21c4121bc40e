import type { Command } from '@tangram/app-model'

const keyOf = (app: string) => `tangram.designer.${app}`

/** Changes that were not saved yet survive a reload on this device, whatever others save meanwhile: they are done again. */
export function keepUnsaved(app: string, commands: readonly Command[]): void {
  try {
    window.localStorage.setItem(keyOf(app), JSON.stringify(commands))
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

export function unsavedCopy(app: string): Command[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(app)) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}
