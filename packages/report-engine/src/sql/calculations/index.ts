/**
 * Figures made of other figures: ratios and formulas of one group, and what looks beyond it – shares, running totals, moving means, places,
 * the same figure earlier. Each is a step of the query that adds its column.
 */
export { calculate } from './calculate.ts'
