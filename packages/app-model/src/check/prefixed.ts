import type { Diagnostic } from '@tangram/data-model'

/** The same findings with their paths continued from where the checked part stands. */
export function prefixed(path: string, found: readonly Diagnostic[]): Diagnostic[] {
  return found.map((diagnostic) => ({ ...diagnostic, path: path + diagnostic.path }))
}
