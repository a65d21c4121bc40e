import type { JsonValue, RecordValues } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/**
 * Rules as apps have them, in the part of the language that json-logic-js shares, over rows for which every clause has to be looked
 * at: what one contestant could skip would say nothing about how fast it computes.
 */
export const rules: { [name: string]: Logic } = {
  urgentOpenComplaint: {
    and: [
      { '==': [{ var: 'status' }, 'handling'] },
      { '>=': [{ var: 'rating' }, 1] },
      { in: [{ var: 'problem_type' }, ['malfunction', 'delivery', 'billing']] },
    ],
  },
  needsManager: {
    or: [{ '==': [{ var: 'urgency' }, 'critical'] }, { '>': [{ var: 'total_minutes' }, 1440] }, { '<': [{ var: 'rating' }, 4] }],
  },
  mayClose: {
    and: [{ '!=': [{ var: 'status' }, 'new'] }, { '<=': [0, { var: 'total_minutes' }, 1440] }, { '!': { var: 'closed_by' } }],
  },
  orderTotal: { '-': [{ '+': [{ '*': [{ var: 'quantity' }, { var: 'price' }] }, { var: 'freight' }] }, { var: 'discount' }] },
  capped: { max: [0, { min: [{ '*': [{ var: 'quantity' }, 30] }, { '-': [{ var: 'price' }, { var: 'discount' }] }] }] },
  grade: {
    if: [
      { '>=': [{ var: 'rating' }, 5] },
      'excellent',
      { '>=': [{ var: 'rating' }, 4] },
      'good',
      { '>=': [{ var: 'rating' }, 3] },
      'fair',
      'poor',
    ],
  },
  title: { cat: [{ var: 'number' }, ' · ', { var: 'customer_name' }, '（', { var: 'quantity' }, '）'] },
}

/** Tickets for which no clause of the rules above decides before the last. */
export const rows: readonly RecordValues[] = Array.from({ length: 64 }, (_, n): { [field: string]: JsonValue } => ({
  number: `TS-20261122-${String(n).padStart(4, '0')}`,
  customer_name: ['李雷', '韩梅梅', 'Lin Yue', '陈默'][n % 4] ?? '',
  status: 'handling',
  urgency: ['low', 'normal', 'high'][n % 3] ?? '',
  problem_type: ['malfunction', 'delivery', 'billing'][n % 3] ?? '',
  rating: 1 + (n % 3),
  total_minutes: 15 * n,
  quantity: 1 + (n % 9),
  price: 1_000 + n,
  freight: 12,
  discount: n % 7,
  closed_by: null,
}))
