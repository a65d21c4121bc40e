import type { Scope } from './logic.ts'

/** The options of the first name among the arguments that has some. */
export function optionsAmong(scope: Scope, paths: readonly (readonly string[] | undefined)[]) {
  for (const path of paths) {
    const options = path && scope.optionsOf?.(path)
    if (options) return options
  }
  return undefined
}
