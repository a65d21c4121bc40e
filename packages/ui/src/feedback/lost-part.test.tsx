import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { isLostPart, mendLostParts } from './lost-part.ts'

beforeEach(() => {
  window.sessionStorage.clear()
  document.body.replaceChildren()
})
afterEach(() => vi.useRealTimers())

const watched = (keepsWhatIsTyped = false) => {
  const reload = vi.fn()
  onTestFinished(mendLostParts({ keepsWhatIsTyped, reload }))
  return reload
}

/** What Vite announces when a file it loads on demand is not there. */
function losePart(): Error {
  const error = new TypeError('Failed to fetch dynamically imported module')
  window.dispatchEvent(Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload: error }))
  return error
}

function typeSomething(): HTMLInputElement {
  const input = document.body.appendChild(document.createElement('input'))
  input.dispatchEvent(new Event('input', { bubbles: true }))
  return input
}

it('loads the page anew when a part of it is gone, and knows the error again', () => {
  const reload = watched()
  const error = losePart()
  expect(reload).toHaveBeenCalledTimes(1)
  expect(isLostPart(error)).toBe(true)
  expect(isLostPart(new Error('another one'))).toBe(false)
})

it('does so once: when it does not help the page stays as it is, and a day later it may help again', () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') })
  const reload = watched()
  losePart()
  losePart()
  expect(reload).toHaveBeenCalledTimes(1)
  vi.setSystemTime(new Date('2026-11-23T10:00:00Z'))
  losePart()
  expect(reload).toHaveBeenCalledTimes(2)
})

it('leaves the page alone while it holds something typed, and no longer once that is gone', () => {
  const reload = watched()
  const input = typeSomething()
  losePart()
  expect(reload).not.toHaveBeenCalled()
  input.remove()
  losePart()
  expect(reload).toHaveBeenCalledTimes(1)
})

it('need not care for what is typed where all of it is kept on the device', () => {
  const reload = watched(true)
  typeSomething()
  losePart()
  expect(reload).toHaveBeenCalledTimes(1)
})
