/** A text cut at its web addresses. `at` is where the part starts. */
export function linksIn(text: string): { at: number; text: string; href?: string }[] {
  const parts: { at: number; text: string; href?: string }[] = []
  let end = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'，。；！？、）】》]+/g)) {
    const href = match[0].replace(/[.,;:!?)]+$/, '')
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index) })
    parts.push({ at: match.index, text: href, href })
    end = match.index + href.length
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end) })
  return parts
}
