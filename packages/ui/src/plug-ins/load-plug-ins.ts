import type { Platform } from '@tangram/app-model'
import type { Widget } from '../form/widget.ts'
import { guardWidgets } from './guard-widgets.tsx'

/** What the plug-ins of this server add, as the server bundled them: a list for each registry, and React widgets by name. */
export type PlugIn = Partial<Platform> & { name: string; widgets?: Readonly<Record<string, Widget>> }

let loading: Promise<readonly PlugIn[]> | undefined

/** Whether the server has plug-ins: its pages say so. */
export function hasPlugIns(): boolean {
  return address() !== undefined
}

/**
 * Loads the plug-ins that the server's configuration names, once. None: nothing is asked for.
 *
 * @param lend gives what widgets import from the page: there must be one React, and one look
 */
export function loadPlugIns(lend: () => Promise<Lent>): Promise<readonly PlugIn[]> {
  const from = address()
  if (from === undefined) return Promise.resolve([])
  loading ??= load(from, lend).catch((error: unknown) => {
    // Out of reach just now: whoever asks again tries again.
    loading = undefined
    throw error
  })
  return loading
}

/** Modules by the name widgets import them under. */
export type Lent = { [module: string]: object }

async function load(from: string, lend: () => Promise<Lent>): Promise<readonly PlugIn[]> {
  Object.assign(globalThis, { tangramLends: await lend() })
  const { plugIns } = (await import(/* @vite-ignore */ from)) as { plugIns: readonly PlugIn[] }
  return plugIns.map((plugIn) => ({ ...plugIn, widgets: guardWidgets(plugIn.widgets ?? {}, plugIn.name) }))
}

function address(): string | undefined {
  // Without a page, as in tests of what pages are made of, there is nobody to name plug-ins.
  if (typeof document === 'undefined') return undefined
  return document.querySelector<HTMLMetaElement>('meta[name="tangram-plug-ins"]')?.content
}
