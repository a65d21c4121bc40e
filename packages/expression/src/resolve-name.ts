import { type Locale, locales, textIn } from '@tangram/data-model'
import { givenNames } from './given-names.ts'
import type { Scope } from './logic.ts'
import { optionsAmong } from './options-among.ts'

/** The path a written name means: by ids first, else by labels in either language. */
export function resolveName(segments: readonly string[], scope: Scope): string[] | undefined {
  const name = segments.join('.')
  if (Object.hasOwn(givenNames, name) || scope.typeOf(segments)) return [...segments]
  const [first = ''] = segments
  // `$old.状态` is the old value of what 状态 means, `$row.金额` that of this row.
  if ((first === '$old' || first === '$row') && segments.length > 1) {
    const rest = resolveName(segments.slice(1), scope)
    return rest && scope.typeOf([first, ...rest]) ? [first, ...rest] : undefined
  }
  // What the record around a row has is listed under `$parent`.
  if (first === '$form' && segments.length > 1) {
    const [parent, ...rest] = resolveName(['$parent', ...segments.slice(1)], scope) ?? []
    return parent === '$parent' ? ['$form', ...rest] : undefined
  }
  const names = scope.names?.() ?? []
  const found = names.find(({ label }) => label === name) ?? names.find(({ path }) => isMeant(segments, path, scope))
  return found && [...found.path]
}

/** Whether each segment is the id or a label of the path's: languages may be mixed. */
function isMeant(segments: readonly string[], path: readonly string[], scope: Scope): boolean {
  return (
    segments.length > 1 &&
    segments.length === path.length &&
    segments.every(
      (segment, index) =>
        segment === path[index] || locales.some((locale) => scope.labelOf?.(path.slice(0, index + 1), locale) === segment),
    )
  )
}

/** The segments a path is printed with: its labels where they lead back to it, else its ids. */
export function writtenName(path: readonly string[], scope: Scope, locale: Locale): readonly string[] {
  // `$user.id` has a label as a whole, its segments have none.
  if (Object.hasOwn(givenNames, path.join('.'))) return path
  const labels = path.map((id, index) => (id.startsWith('$') ? id : (scope.labelOf?.(path.slice(0, index + 1), locale) ?? id)))
  const leadsBack =
    labels.every((label) => label !== '' && !/[{}.]/.test(label)) && resolveName(labels, scope)?.join('.') === path.join('.')
  return leadsBack ? labels : path
}

/** The option a text means beside a choice field: an id, else a label in either language. */
export function optionMeant(text: string, scope: Scope, beside: readonly (readonly string[] | undefined)[]): string {
  const options = optionsAmong(scope, beside) ?? []
  if (options.some(({ id }) => id === text)) return text
  return options.find(({ label }) => locales.some((locale) => label[locale] === text))?.id ?? text
}

/** The label an option is printed with, if it leads back to it. */
export function writtenOption(id: string, scope: Scope, beside: readonly (readonly string[] | undefined)[], locale: Locale): string {
  const option = optionsAmong(scope, beside)?.find((each) => each.id === id)
  const label = option && textIn(option.label, locale, id)
  return label !== undefined && optionMeant(label, scope, beside) === id ? label : id
}
