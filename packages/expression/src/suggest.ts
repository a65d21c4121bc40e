/** The known word nearest to a misspelt one, if one is near: "did you mean". */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  let best: { word: string; distance: number } | undefined
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    const isNear =
      distance <= Math.max(1, Math.floor(Math.min(wanted.length, candidate.length) / 3)) &&
      distance < Math.max(wanted.length, candidate.length)
    if (isNear && (best === undefined || distance < best.distance)) best = { word: candidate, distance }
  }
  return best?.word
}

/** Insertions, deletions, replacements and swaps of neighbours from one word to the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, replaced, isSwap ? (before[j - 2] ?? 0) + 1 : replaced)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
