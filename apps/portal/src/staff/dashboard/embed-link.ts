import type { Id, Instant, JsonObject, LocalizedText } from '@tangram/data-model'
import type { DashboardDocument, FilterValues } from '@tangram/report-engine'

export type EmbedLink = {
  id: string
  name: string
  role: Id
  report: Id | null
  withRecords: boolean
  hasPassword: boolean
  sites: string[]
  expiresAt: Instant | null
  lastUsedAt: Instant | null
  by: { id: string; name: string }
}
export type Embeds = { links: EmbedLink[]; roles: { id: Id; label: LocalizedText }[] }

export const embedsPath = (app: Id, dashboard: Id): string => `/apps/${app}/dashboards/${dashboard}/embeds`

/** What becomes of one filter of the dashboard on the other site. */
export type FilterUse = 'default' | 'hidden' | 'shown' | 'open'

/** What a link is made of: how each filter is used, and where it stands on screen. */
export function filtersOfLink(
  { filters }: DashboardDocument,
  uses: { [filter: Id]: FilterUse },
  values: FilterValues,
): { fixed: JsonObject; shown: Id[]; open: Id[] } {
  const used = (...wanted: FilterUse[]) => (filters?.order ?? []).filter((id) => wanted.includes(uses[id] ?? 'default'))
  const fixed = Object.fromEntries(used('hidden', 'shown').map((id) => [id, values[id] ?? null])) as JsonObject
  return { fixed, shown: used('shown'), open: used('open') }
}

/** Sites as they were typed, one a line; of an address only where it is. */
export function sitesIn(text: string): string[] {
  return text.split(/[\s,，]+/).flatMap((word) => {
    if (word === '') return []
    if (word.includes('*') || word === "'self'") return [word.toLowerCase()]
    return [URL.canParse(word) ? new URL(word).origin : word]
  })
}

/** What the other page is given; fills the width there is. */
export const frameCode = (url: string, title: string): string =>
  `<iframe src="${url}" title="${title.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}" width="100%" height="640" style="border:0" loading="lazy" referrerpolicy="no-referrer"></iframe>`
