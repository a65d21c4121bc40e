import type { Diagnostic, Locale } from '@tangram/data-model'
import type { Logic, Scope } from './logic.ts'

export type FormulaDiagnostic = Diagnostic & { start: number; end: number }

export function parseFormula(
  text: string,
  _scope: Scope,
  _locale: Locale = 'zh-CN',
): { logic: Logic } | { diagnostics: FormulaDiagnostic[] } {
  return { logic: text }
}
