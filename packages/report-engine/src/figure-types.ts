import { decimal, integer, type ValueType } from '@tangram/data-model'
import type { ReportDocument } from './document.ts'

/** The names of a formula over other figures: counts are whole numbers, everything else is exact. */
export function figureTypes({ measures }: Pick<ReportDocument, 'measures'>): (path: readonly string[]) => ValueType | undefined {
  return ([name, ...more]) => {
    const measure = name !== undefined && more.length === 0 && Object.hasOwn(measures, name) ? measures[name] : undefined
    return measure && ('count' in measure || 'distinct' in measure ? integer() : decimal(38, 10))
  }
}
