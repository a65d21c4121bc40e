import { defaultPlatform } from '@tangram/app-model'
import { expect, it, vi } from 'vitest'
import { createJobHandlers } from './job-handlers.ts'

it('tidies up once an hour, and again after it failed', async () => {
  const enqueue = vi.fn(async (_principal: unknown, _job: unknown) => {})
  const tidyUp = vi.fn().mockRejectedValue(new Error('the database went away'))
  const handlers = createJobHandlers({
    config: { organisation: { zone: 'Asia/Shanghai' } },
    storage: { jobs: { enqueue }, tidyUp },
    platform: defaultPlatform,
    log: { info: vi.fn(), warn: vi.fn() },
    now: () => '2026-11-22T08:30:00.000Z',
  } as never)
  await expect(handlers.housekeeping?.({} as never, {} as never)).rejects.toThrow('the database went away')
  expect(tidyUp).toHaveBeenCalledOnce()
  expect(enqueue.mock.calls.map(([, job]) => job)).toEqual([
    { kind: 'housekeeping', key: 'housekeeping 2026-11-22T09', payload: {}, dueAt: '2026-11-22T09:30:00.000Z' },
  ])
})
