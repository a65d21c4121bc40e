import { describe, expect, it, vi } from 'vitest'
import { createScheduler, nextOccurrence } from './schedule.ts'

describe('the next occurrence of a schedule', () => {
  it.each([
    ['0 9 * * 1-5', 'Asia/Shanghai', '2026-11-20T03:00:00.000Z', '2026-11-23T01:00:00.000Z'],
    ['0 9 * * *', 'Asia/Shanghai', '2026-11-20T01:00:00.000Z', '2026-11-21T01:00:00.000Z'],
    ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['0 0 29 2 *', 'UTC', '2026-11-20T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ])('of %s in %s after %s is %s', (schedule, zone, after, at) => {
    expect(nextOccurrence(schedule, zone, after)).toBe(at)
  })

  it('is none for a day that never comes', () => {
    expect(nextOccurrence('0 0 30 2 *', 'UTC', '2026-11-20T00:00:00.000Z')).toBeNull()
  })
})

it('plans the others when no clock understands one of them', async () => {
  const enqueue = vi.fn(async (_principal: unknown, _job: unknown) => {})
  const warn = vi.fn()
  const node = (id: string, schedule: string) => ({
    document: { id, type: 'start' },
    type: { begins: true },
    config: { trigger: 'schedule', schedule },
  })
  const process = { nodes: { wrong: node('wrong', '99 * * * *'), right: node('right', '0 9 * * *') } }
  const scheduler = createScheduler({
    storage: { apps: { get: async () => ({ id: 'lab' }) }, jobs: { enqueue } },
    compiled: () => ({ processes: new Map([['daily', process]]), rules: [], slas: [] }),
    zone: 'UTC',
    now: () => '2026-11-20T00:00:00.000Z',
    log: { warn },
  } as never)
  await scheduler.plan('lab')
  expect(enqueue.mock.calls.map(([, job]) => (job as { dueAt: string }).dueAt)).toEqual(['2026-11-20T09:00:00.000Z'])
  expect(warn).toHaveBeenCalledOnce()
})
