import type { Scope } from '@tangram/expression'

/** The names in a condition on records to pick: their own, and under `$parent.` those of the form that picks one. */
export function whereScope(target: Scope, form: Scope, ofForm: (label: string) => string): Scope {
  const within = (path: readonly string[]) => (path[0] === '$parent' || path[0] === '$form' ? path.slice(1) : undefined)
  const at = <T>(path: readonly string[], read: (scope: Scope, path: readonly string[]) => T): T => {
    const inner = within(path)
    return inner ? read(form, inner) : read(target, path)
  }
  return {
    typeOf: (path) => at(path, (scope, inner) => scope.typeOf(inner)),
    optionsOf: (path) => at(path, (scope, inner) => scope.optionsOf?.(inner)),
    labelOf: (path, locale) => {
      const inner = within(path)
      const label = at(path, (scope, rest) => scope.labelOf?.(rest, locale))
      return inner && label !== undefined ? ofForm(label) : label
    },
    names: () => [
      ...(target.names?.() ?? []),
      ...(form.names?.() ?? [])
        .filter(({ path }) => !path[0]?.startsWith('$'))
        .map(({ path, label }) => ({ path: ['$parent', ...path], label: `$parent.${label}` })),
    ],
  }
}
