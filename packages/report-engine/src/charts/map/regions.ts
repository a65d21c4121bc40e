import type { Locale } from '@tangram/data-model'
import { chinaRegions } from './china-regions.ts'
import { worldRegions } from './world-regions.ts'

export type MapName = 'china' | 'world'

/** A region of a map: `id` is what its shape is called there. */
export type Region = { id: string; label: Record<Locale, string>; names: readonly string[] }

const made = new Map<MapName, Map<string, Region>>()

/** The region that one of the texts names, in either language, with or without 省, 市, 自治区, “Province” and the like. */
export function regionOf(map: MapName, texts: readonly string[]): Region | undefined {
  const index = indexOf(map)
  for (const text of texts) {
    const found = index.get(spelled(text)) ?? index.get(bare(spelled(text)))
    if (found) return found
  }
  return undefined
}

function indexOf(map: MapName): Map<string, Region> {
  const ready = made.get(map)
  if (ready) return ready
  const index = new Map<string, Region>()
  for (const region of map === 'china' ? chinaRegions() : worldRegions()) {
    for (const name of [region.id, region.label['zh-CN'], region.label.en, ...region.names]) if (name) index.set(spelled(name), region)
  }
  made.set(map, index)
  return index
}

/** Without case, accents, blanks and signs; “&” and “and”, “St.” and “Saint” are one. */
function spelled(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/\bsaint\b/g, 'st')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const bare = (name: string) =>
  name
    .replace(/(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/, '')
    .replace(/(province|municipality|autonomousregion|specialadministrativeregion|sheng|shi|city)$/, '')
    .replace(/^(the|republicof)/, '')
