import type { Locale } from '@tangram/data-model'

/** The language of an `Accept-Language` header: the first of ours it names with the highest weight; Chinese when it names none. */
export function localeOf(header: string | undefined): Locale {
  let best: { locale: Locale; weight: number } | undefined
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
    const locale: Locale | undefined = tag.startsWith('zh') ? 'zh-CN' : tag.startsWith('en') ? 'en' : undefined
    const quality = rest.map((r) => r.trim()).find((r) => r.startsWith('q='))
    const weight = quality ? Number(quality.slice(2)) : 1
    if (locale && weight > 0 && (!best || weight > best.weight)) best = { locale, weight }
  }
  return best?.locale ?? 'zh-CN'
}
