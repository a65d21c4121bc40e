const hues = ['orange', 'green', 'mauve', 'sky', 'vermilion', 'yellow'] as const

/** A colour that stays with a person or an app; never the brand hue, which means "click me". */
export function hueOf(id: string): (typeof hues)[number] {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return hues[sum % hues.length] ?? 'green'
}
