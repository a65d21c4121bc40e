/** Words of the formula language that stand without parentheses. */
export const constants: { readonly [word: string]: null | boolean } = {
  TRUE: true,
  真: true,
  是: true,
  FALSE: false,
  假: false,
  否: false,
  NULL: null,
  空: null,
  空值: null,
}

/** Words that stand between two values, to the sign they mean. */
export const infixWords: { readonly [word: string]: string } = {
  AND: 'and',
  且: 'and',
  并且: 'and',
  OR: 'or',
  或: 'or',
  或者: 'or',
  IN: 'in',
  属于: 'in',
}

/** Whether a bare word would be read as a word of the language instead of as a name. */
export function isReserved(word: string): boolean {
  const upper = word.toUpperCase()
  return Object.hasOwn(constants, upper) || Object.hasOwn(infixWords, upper) || upper === 'NOT' || upper === '非'
}
