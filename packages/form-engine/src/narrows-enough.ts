/**
 * Whether strangers, who are not to read whole lists, may look for these words: one word of two letters, or of one Chinese character,
 * which says as much. Each word narrows the choice, so a long one is enough.
 */
export function narrowsEnough(search: string): boolean {
  return search.split(/\s+/).some((word) => (word.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2 || /\p{Script=Han}/u.test(word))
}
