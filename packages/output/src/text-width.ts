/** Parts of the size that characters take in Noto Sans SC; what is not named here is as wide as it is high. */
const narrow: readonly [RegExp, number][] = [
  [/[iljI|!.,:;'`]/, 0.29],
  [/[ frt()[\]{}/\\"*-]/, 0.37],
  [/[mwMW%@—…]/, 0.9],
  [/[A-Z&]/, 0.66],
  [/[0-9a-z$#?+=<>~_^–]/, 0.56],
  [/[\u00a0-\u024f]/, 0.58],
]

const known = new Map<string, number>()

/** About the pixels a text takes. */
export function widthOf(text: string, size: number): number {
  let width = 0
  for (const character of text) {
    const found = known.get(character) ?? narrow.find(([pattern]) => pattern.test(character))?.[1] ?? 1
    if (known.size < 4000) known.set(character, found)
    width += found
  }
  return width * size
}
