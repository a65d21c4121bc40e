import type { Scope } from '@tangram/expression'

/** The scope of the record with `$old.<field>`, the value before the change. */
export function ruleScope(scope: Scope): Scope {
  const now = (path: readonly string[]) => (path[0] === '$old' ? path.slice(1) : path)
  const isOutOfReach = (path: readonly string[]) => path[0] === '$old' && path.length !== 2
  return {
    typeOf: (path) => (isOutOfReach(path) ? undefined : scope.typeOf(now(path))),
    labelOf: (path, locale) => scope.labelOf?.(now(path), locale),
    optionsOf: (path) => scope.optionsOf?.(now(path)),
    names: () => scope.names?.() ?? [],
  }
}
