import { describe, expect, it } from 'vitest'
import { placesAtOnce } from './places-at-once.ts'

const places = { most: 500, mostWhenBusy: 150, busyFrom: 0.98 }

/** A loop whose seconds are told one by one: the share of each in which it worked. */
function seconds(...shares: number[]): number[] {
  let now = 0
  const times = { idle: 0, active: 0 }
  const most = placesAtOnce(
    places,
    () => ({ ...times }),
    () => now,
  )
  return shares.map((share) => {
    now += 1_000
    times.active += share * 1_000
    times.idle += (1 - share) * 1_000
    return most()
  })
}

describe('the places for requests', () => {
  it('are fewer while the event loop does not keep up, and all again in the next second in which it does', () => {
    expect(seconds(0.2, 0.9, 1, 0.99, 0.5)).toEqual([500, 500, 150, 150, 500])
  })

  it('stay as they are until a second is over', () => {
    const times = { idle: 0, active: 0 }
    let now = 0
    const most = placesAtOnce(
      places,
      () => ({ ...times }),
      () => now,
    )
    times.active = 999
    now = 999
    expect(most()).toBe(500)
    times.active = 1_000
    now = 1_000
    expect(most()).toBe(150)
  })
})
