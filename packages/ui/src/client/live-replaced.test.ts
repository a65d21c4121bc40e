import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClient } from './create-client.ts'

/** Streams that were opened, and what stops them. */
const opened: FakeSource[] = []

class FakeSource extends EventTarget {
  static CLOSED = 2
  readyState = 1
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  close = vi.fn()
  constructor() {
    super()
    opened.push(this)
  }
}

let page: EventTarget & { visibilityState: string }

beforeEach(() => {
  opened.length = 0
  page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('document', page)
})
afterEach(() => vi.unstubAllGlobals())

it('listens no more once replaced by a newer page, and again when it is looked at', () => {
  const reconnect = vi.fn()
  const stop = createClient({}).live(() => {}, { reconnect })
  opened[0]?.onopen?.()
  opened[0]?.dispatchEvent(new Event('replaced'))
  expect(opened[0]?.close).toHaveBeenCalled()
  page.dispatchEvent(new Event('visibilitychange'))
  expect(opened).toHaveLength(1)
  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  page.dispatchEvent(new Event('visibilitychange'))
  expect(opened).toHaveLength(2)
  opened[1]?.onopen?.()
  expect(reconnect).toHaveBeenCalledOnce()
  stop()
})
