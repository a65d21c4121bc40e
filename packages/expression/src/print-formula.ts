import type { Locale } from '@tangram/data-model'
import type { Logic, Scope } from './logic.ts'

export function printFormula(logic: Logic, _scope: Scope, _locale: Locale): string {
  return JSON.stringify(logic)
}
