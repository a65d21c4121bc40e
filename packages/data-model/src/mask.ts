/** What a mask leaves to see. */
export const maskKinds = ['phone', 'id', 'card', 'mail', 'name', 'ends', 'all'] as const
export type MaskKind = (typeof maskKinds)[number]

/** `first`, `last`: how many characters `ends` leaves at the beginning and the end; 1 each when absent. */
export type Mask = { kind: MaskKind; first?: number; last?: number }

/** The longest beginning or end that a mask leaves. */
export const mostShown = 10

/** What stands for whatever is left out, however long it is. */
export const stars = '****'

/** Chinese family names of two characters. */
export const compoundSurnames: readonly string[] =
  '欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司空 令狐 端木 百里 轩辕 澹台 申屠 太史 闻人 公冶 濮阳 淳于 单于 钟离 赫连'.split(
    ' ',
  )

/** How many characters `phone`, `id`, `card` and `ends` leave at both ends. */
export function endsOf({ kind, first = 1, last = 1 }: Mask): { first: number; last: number } {
  if (kind === 'phone') return { first: 3, last: 4 }
  // Not the day of birth, and of the place the province and half of the city only.
  if (kind === 'id') return { first: 3, last: 4 }
  if (kind === 'card') return { first: 4, last: 4 }
  const bounded = (n: number) => Math.min(Math.max(Math.trunc(n), 0), mostShown)
  return { first: bounded(first), last: bounded(last) }
}

/**
 * A text as somebody sees it who may not know all of it. Storage does the same in SQL; a test holds them together. Characters are code points.
 *
 *     maskText({ kind: 'phone' }, '+8613812345678') // '138****5678'
 *     maskText({ kind: 'name' }, '欧阳修') // '欧阳*'
 */
export function maskText(mask: Mask, value: string): string {
  if (mask.kind === 'all') return stars
  const number = mask.kind === 'phone' ? value.replace(/^\+86(?=1[0-9]{10}$)/, '') : value
  const characters = [...number]
  if (mask.kind === 'name') {
    const given = characters.slice(0, 2).join('')
    if (characters.length < 2) return '*'
    return `${characters.length > 2 && compoundSurnames.includes(given) ? given : characters[0]}*`
  }
  if (mask.kind === 'mail') {
    const at = value.lastIndexOf('@')
    return at > 0 ? `${characters[0]}${stars}${value.slice(at)}` : stars
  }
  const { first, last } = endsOf(mask)
  if (characters.length < first + last + 2) return stars
  return `${characters.slice(0, first).join('')}${stars}${last === 0 ? '' : characters.slice(-last).join('')}`
}
