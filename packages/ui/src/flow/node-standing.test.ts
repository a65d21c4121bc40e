import { expect, it } from 'vitest'
import type { InstanceVisit } from '../client/types.ts'
import { standingsOf } from './node-standing.ts'

const mia = { id: 'm', name: 'Mia' }
const noah = { id: 'n', name: 'Noah' }
const visit = (node: string, more: Partial<InstanceVisit> = {}): InstanceVisit => ({
  element: `${node}-${more.visit ?? 1}`,
  node,
  label: { en: node },
  visit: 1,
  status: 'done',
  startedAt: '2026-11-22T08:00:00.000Z',
  endedAt: '2026-11-22T08:10:00.000Z',
  queuedMs: 0,
  activeMs: 0,
  suspendedMs: 0,
  workingMs: null,
  holders: [],
  outcome: null,
  ...more,
})
const now = Date.parse('2026-11-22T09:00:00.000Z')

it('tells done, active, failed and not reached apart', () => {
  const of = standingsOf(
    [visit('a'), visit('b', { status: 'active', endedAt: null }), visit('c', { status: 'active', endedAt: null })],
    [{ id: '1', element: 'c-1', node: 'c', code: null, message: 'No answer', at: '2026-11-22T08:30:00.000Z' }],
    now,
  )
  expect(['a', 'b', 'c', 'd'].map((node) => of(node).status)).toEqual(['done', 'active', 'failed', 'ahead'])
})

it('adds the visits of a node up, the one that is not over until now', () => {
  const of = standingsOf(
    [
      visit('a', { holders: [mia], workingMs: 60_000 }),
      visit('a', { visit: 2, status: 'active', startedAt: '2026-11-22T08:30:00.000Z', endedAt: null, holders: [noah] }),
    ],
    [],
    now,
  )
  expect(of('a')).toEqual({ status: 'active', visits: 2, wallMs: 40 * 60_000, workingMs: 60_000, holders: [noah] })
})

it('is active as long as one of several visits is', () => {
  const of = standingsOf(
    [visit('a', { status: 'active', endedAt: null, holders: [noah] }), visit('a', { visit: 2, holders: [mia] })],
    [],
    now,
  )
  expect(of('a')).toMatchObject({ status: 'active', holders: [noah] })
})
