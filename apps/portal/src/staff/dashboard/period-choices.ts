import type { FilterValue } from '@tangram/report-engine'

/** Periods people ask for, in the order of the list. */
export const periodChoices = {
  days7: { last: '7 days' },
  days30: { last: '30 days' },
  days90: { last: '90 days' },
  thisWeek: { this: 'week' },
  thisMonth: { this: 'month' },
  lastMonth: { last: '1 month', complete: true },
  thisQuarter: { this: 'quarter' },
  year: { this: 'year' },
  months12: { last: '12 months', complete: true },
} as const satisfies { [name: string]: FilterValue }

export type PeriodChoice = keyof typeof periodChoices

export function choiceOf(value: FilterValue): PeriodChoice | undefined {
  const text = JSON.stringify(value)
  return (Object.keys(periodChoices) as PeriodChoice[]).find((name) => JSON.stringify(periodChoices[name]) === text)
}

export type Dates = { from?: string; to?: string }

/** Dates of the reader's own; undefined for a period that moves, or none. */
export function datesOf(value: FilterValue): Dates | undefined {
  const isOwn = value !== null && typeof value === 'object' && !Array.isArray(value) && ('from' in value || 'to' in value)
  return isOwn ? (value as Dates) : undefined
}
