import type { Id } from '@tangram/data-model'
import { sql } from 'kysely'
import { type Column, exact, type Reading } from './calculation.ts'
import { divided } from './ratio.ts'

/** What is missing (negative) or exceeded, or the part that is reached. */
export function target(one: { of: Id; target: number | Id; show: 'difference' | 'attainment' }, { figure }: Reading): Column {
  const aim = typeof one.target === 'number' ? sql`${String(one.target)}::numeric` : figure(one.target)
  const value = one.show === 'difference' ? sql`(${figure(one.of)} - ${aim})` : divided(figure(one.of), aim)
  return { value, type: exact }
}
