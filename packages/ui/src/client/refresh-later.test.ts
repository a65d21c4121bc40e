import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type RefreshLater, refreshLater } from './refresh-later.ts'

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
let cache: QueryClient
let later: RefreshLater
const stops: (() => void)[] = []

/** A figure on screen that counts how often it is read. */
function figure(name: string, tables?: string[], takesMs = 0, lent?: string) {
  const read = vi.fn(() => new Promise<number>((resolve) => setTimeout(resolve, takesMs, 1)))
  const observer = new QueryObserver(cache, {
    queryKey: ['reports', 'shop', name],
    queryFn: read,
    meta: { ...(tables ? { tables } : {}), ...(lent ? { lent } : {}) },
  })
  stops.push(observer.subscribe(() => {}))
  return read
}

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
  page.visibilityState = 'visible'
  cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  later = refreshLater(cache)
})
afterEach(() => {
  later.stop()
  for (const stop of stops.splice(0)) stop()
  cache.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const sale = () => later.tell(['reports', 'shop'], { table: 'sale' })

it('reads at once after the first change, then once a second however many follow', async () => {
  const read = figure('total')
  await vi.advanceTimersByTimeAsync(10)
  sale()
  await vi.advanceTimersByTimeAsync(10)
  expect(read).toHaveBeenCalledTimes(2)
  for (let i = 0; i < 90; i++) {
    sale()
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(read).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(200)
  expect(read).toHaveBeenCalledTimes(3)
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(3)
})

it('leaves alone what does not read the changed table', async () => {
  const [sales, visits, unknown] = [figure('sales', ['sale', 'product']), figure('visits', ['visit']), figure('any')]
  await vi.advanceTimersByTimeAsync(10)
  sale()
  await vi.advanceTimersByTimeAsync(10)
  expect([sales, visits, unknown].map((read) => read.mock.calls.length)).toEqual([2, 1, 2])
})

it('reads figures that are lent when the server says that they changed, and for no record', async () => {
  const [lent, other, own] = [figure('lent', ['sale'], 0, 'wall'), figure('other', ['sale'], 0, 'hall'), figure('own', ['visit'])]
  await vi.advanceTimersByTimeAsync(10)
  sale()
  await vi.advanceTimersByTimeAsync(2000)
  expect([lent, other, own].map((read) => read.mock.calls.length)).toEqual([1, 1, 1])
  later.tell(['reports', 'shop'], { dashboard: 'wall' })
  await vi.advanceTimersByTimeAsync(10)
  expect([lent, other, own].map((read) => read.mock.calls.length)).toEqual([2, 1, 1])
})

it('lets a slow answer come before it asks again, and then asks', async () => {
  const read = figure('slow', ['sale'], 3000)
  await vi.advanceTimersByTimeAsync(500)
  sale()
  await vi.advanceTimersByTimeAsync(2400)
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1200)
  expect(read).toHaveBeenCalledTimes(2)
})

it('reads nothing for a page that nobody looks at, until somebody does', async () => {
  const read = figure('total')
  await vi.advanceTimersByTimeAsync(10)
  page.visibilityState = 'hidden'
  sale()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(read).toHaveBeenCalledTimes(1)
  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(10)
  expect(read).toHaveBeenCalledTimes(2)
})
