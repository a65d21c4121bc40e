import type { Locale } from '@tangram/data-model'
import { givenFunctions } from './given-names.ts'
import type { Scope } from './logic.ts'
import { writtenName } from './resolve-name.ts'
import { isBareWord } from './tokens.ts'
import { isReserved } from './words.ts'

/** A name as formulas write it: labels where they lead back to it, in braces where blanks or digits ask for them. */
export function nameText(path: readonly string[], scope: Scope, locale: Locale): string {
  const given = givenFunctions.find((each) => each.path === path.join('.'))
  if (given) return `${given.names[0]}()`
  return writtenName(path, scope, locale)
    .map((segment, index) => (isBareWord(segment) && !(index === 0 && isReserved(segment)) ? segment : `{${segment}}`))
    .join('.')
}
