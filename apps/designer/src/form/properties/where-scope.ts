import type { Scope } from '@tangram/expression'

/**
 * The names in a condition on records to pick: their own, and those of the form that picks one, under `$parent.`. Where a row picks, its
 * own columns stand under `$row.`.
 *
 * @param form the names of the form, or of the row
 */
export function whereScope(target: Scope, form: Scope, isRow: boolean, ofForm: (label: string) => string): Scope {
  const within = (path: readonly string[]) => {
    if (path[0] === '$row') return isRow ? path.slice(1) : undefined
    if (path[0] === '$parent' || path[0] === '$form') return isRow ? path : path.slice(1)
    return undefined
  }
  const at = <T>(path: readonly string[], read: (scope: Scope, path: readonly string[]) => T): T => {
    const inner = within(path)
    return inner ? read(form, inner) : read(target, path)
  }
  const named = ({ path, label }: { path: readonly string[]; label: string }) => {
    if (path[0] === '$parent') return [{ path, label }]
    if (path[0]?.startsWith('$')) return []
    const around = isRow ? '$row' : '$parent'
    return [{ path: [around, ...path], label: `${around}.${label}` }]
  }
  return {
    typeOf: (path) => at(path, (scope, inner) => scope.typeOf(inner)),
    optionsOf: (path) => at(path, (scope, inner) => scope.optionsOf?.(inner)),
    labelOf: (path, locale) => {
      const inner = within(path)
      const label = at(path, (scope, rest) => scope.labelOf?.(rest, locale))
      return inner && label !== undefined ? ofForm(label) : label
    },
    names: () => [...(target.names?.() ?? []), ...(form.names?.() ?? []).flatMap(named)],
  }
}
