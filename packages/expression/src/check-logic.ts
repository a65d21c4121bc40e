import type { Diagnostic, ValueType } from '@tangram/data-model'
import type { Logic, Scope } from './logic.ts'

export function checkLogic(_logic: Logic, _scope: Scope, _path = ''): { type: ValueType | undefined; diagnostics: Diagnostic[] } {
  return { type: undefined, diagnostics: [] }
}
