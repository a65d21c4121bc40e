import { loadPlugIns, type PlugIn } from '@tangram/ui'

/** The plug-ins of this server, with what their widgets need from this page. */
export const plugInsOfPage = (): Promise<readonly PlugIn[]> => loadPlugIns(async () => (await import('./lent.ts')).lent)
