import type { Diagnostic, Locale } from '@tangram/data-model'
import { FormulaParser } from './formula-parser.ts'
import { fromJsonLogic } from './from-json-logic.ts'
import type { Logic, Scope } from './logic.ts'
import { type FormulaDiagnostic, FormulaProblem, tokensOf } from './tokens.ts'

/**
 * Reads what a person wrote: `IF(状态="已解决", 1, 0)`, `SUM(明细.金额) * 1.13`. Commas, quotes and parentheses of both keyboards, function
 * names in both languages, fields by label or id (in braces when a label has blanks), options by label or id.
 *
 * @param locale the language of names in diagnostics
 * @returns the logic, checked against the scope, with what is odd but allowed; else what is wrong and where in the text
 */
export function parseFormula(
  text: string,
  scope: Scope,
  locale: Locale = 'zh-CN',
): { logic: Logic; warnings?: FormulaDiagnostic[] } | { diagnostics: FormulaDiagnostic[] } {
  try {
    const parser = new FormulaParser(tokensOf(text), scope, locale)
    const logic = parser.formula()
    const placed = (diagnostic: Diagnostic): FormulaDiagnostic => ({
      ...diagnostic,
      ...parser.places.of(diagnostic, logic, { start: 0, end: text.length }),
    })
    const { tree, diagnostics } = fromJsonLogic(logic, scope)
    if (!tree) return { diagnostics: diagnostics.filter(({ severity }) => severity === 'error').map(placed) }
    return diagnostics.length === 0 ? { logic } : { logic, warnings: diagnostics.map(placed) }
  } catch (error) {
    if (error instanceof FormulaProblem) return { diagnostics: [error.diagnostic] }
    throw error
  }
}
