import { describe, expect, it } from 'vitest'
import { createThrottle } from './throttle.ts'

describe('the throttle', () => {
  it('refuses after the limit and lets in again when the window has passed', () => {
    let now = 0
    const throttle = createThrottle(() => now)
    for (let n = 0; n < 5; n++) {
      throttle.check('lin', 5, 1_000)
      throttle.count('lin', 1_000)
    }
    expect(() => throttle.check('lin', 5, 1_000)).toThrow('server.throttled')
    expect(() => throttle.check('chen', 5, 1_000)).not.toThrow()
    now = 1_001
    expect(() => throttle.check('lin', 5, 1_000)).not.toThrow()
  })

  it('says how long to wait', () => {
    let now = 0
    const throttle = createThrottle(() => now)
    throttle.count('lin', 60_000)
    now = 20_000
    expect(() => throttle.check('lin', 1, 60_000)).toThrow('40 seconds')
  })

  it('forgets a key that got through', () => {
    const throttle = createThrottle(() => 0)
    throttle.count('lin', 1_000)
    throttle.clear('lin')
    expect(() => throttle.check('lin', 1, 1_000)).not.toThrow()
  })

  it('keeps no more keys than it may', () => {
    let now = 0
    const throttle = createThrottle(() => now++, 3)
    for (const key of ['a', 'b', 'c', 'd']) throttle.count(key, 1_000)
    expect(() => throttle.check('a', 1, 1_000)).not.toThrow()
    expect(() => throttle.check('d', 1, 1_000)).toThrow('server.throttled')
  })
})
