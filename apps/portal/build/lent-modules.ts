import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const suffix = '?lent'

/**
 * What a page lends to plug-ins (`lent.ts`) is whole libraries. Asked for under their own names, all of them would count as used by every
 * page; so `lent.ts` gets list modules of its own, over the same components, which only its own file needs.
 */
export function lentModules(): Plugin {
  return {
    name: 'tangram:lent-modules',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!importer?.endsWith('/lent.ts') || !id.startsWith('@mantine/')) return
      const list = await this.resolve(id, importer, { skipSelf: true })
      return list && { ...list, id: list.id + suffix }
    },
    load: (id) => (id.endsWith(suffix) ? readFileSync(id.slice(0, -suffix.length), 'utf8') : undefined),
  }
}
