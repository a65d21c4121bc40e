import { describe, expect, it } from 'vitest'
import { createTurns } from './report-turns.ts'

describe('turns', () => {
  it('come in the order they were asked for', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 5, waitMs: 1_000 })
    const done = await turns.take()
    const order: number[] = []
    const asked = [1, 2].map((n) =>
      turns.take().then((giveBack) => {
        order.push(n)
        giveBack()
      }),
    )
    done()
    await Promise.all(asked)
    expect(order).toEqual([1, 2])
    ;(await turns.take())()
  })

  it('are refused beyond those who may wait, and after too long a wait, with the time to come again', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 1, waitMs: 30 })
    await turns.take()
    const waiting = expect(turns.take()).rejects.toMatchObject({ code: 'storage.report.busy', status: 503 })
    await expect(turns.take()).rejects.toMatchObject({ code: 'storage.report.busy', details: { retryAfter: 5 } })
    await waiting
  })

  it('are not kept for whoever left', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 1, waitMs: 1_000 })
    const done = await turns.take()
    const leaving = new AbortController()
    const left = expect(turns.take(leaving.signal)).rejects.toMatchObject({ code: 'storage.report.left' })
    leaving.abort()
    await left
    const next = turns.take()
    done()
    await expect(next).resolves.toBeTypeOf('function')
  })
})
