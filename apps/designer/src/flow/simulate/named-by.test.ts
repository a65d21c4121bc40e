import type { Simulation, Waiting } from '@tangram/flow-engine'
import { expect, it } from 'vitest'
import { namedBy } from './named-by.ts'

const state = {
  elements: {
    e1: {
      timers: { late: { name: 'late', dueAt: '', round: 0, catches: 'two_days' }, own: { name: 'own', dueAt: '', round: 0 } },
      subscriptions: { paid: { kind: 'message', name: 'paid', catches: 'payment' } },
    },
  },
} as unknown as Simulation['state']
const at = { node: 'approve', element: 'e1' }

it('names a timer and a message by the event on the border that catches them, everything else by its step', () => {
  const waits: Waiting[] = [
    { ...at, kind: 'timer', key: 'late', dueAt: '' },
    { ...at, kind: 'timer', key: 'own', dueAt: '' },
    { ...at, kind: 'subscription', key: 'paid', of: 'message', name: 'paid' },
    { ...at, kind: 'call', process: 'other' },
  ]
  expect(waits.map((waiting) => namedBy(state, waiting))).toEqual(['two_days', 'approve', 'payment', 'approve'])
})
