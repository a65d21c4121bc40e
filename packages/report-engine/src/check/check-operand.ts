import { pointer } from '@tangram/data-model'
import { checkExpression, namesIn } from '@tangram/expression'
import type { Operand } from '../document.ts'
import { isOneChain, type Need, type Review } from './review.ts'
import { scopeOfRow } from './row-scope.ts'

/** A field, or a formula over one row: that of the longest of its paths into many rows. */
export function checkOperand(operand: Operand, need: Need, at: string, review: Review): void {
  if (typeof operand === 'string') {
    review.field(operand, need, at)
    return
  }
  const grains = namesIn(operand.logic).map((path) => review.grainOf(path.join('.')))
  const longest = grains.reduce((one, other) => (other.length > one.length ? other : one), [])
  const apart = grains.find((grain) => !isOneChain(grain, longest))
  if (apart) review.say('report.measure.rows-apart', at + pointer('logic'), { field: apart.join('.'), other: longest.join('.') })
  const scope = { ...scopeOfRow(review.scope, longest), inDatabase: true as const }
  const { type, diagnostics } = checkExpression(operand.logic, scope, at + pointer('logic'))
  review.found.push(...diagnostics)
  if (diagnostics.length === 0) review.fits(type, need, 'ƒ', at + pointer('logic'))
}
