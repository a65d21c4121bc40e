import { lazy } from 'react'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { render } from '../testing/render.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { mendLostParts } from './lost-part.ts'

afterEach(() => vi.restoreAllMocks())

const Breaks = () => {
  throw new Error('x is undefined')
}

it('says in words that a part broke, and shows another place when one goes there', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { box, draw } = await render(
    <ErrorBoundary resetOn="/broken">
      <Breaks />
    </ErrorBoundary>,
  )
  expect(box.querySelector('[role="alert"]')?.textContent).toContain('This part of the page stopped working')
  expect(box.textContent).toContain('x is undefined')
  await draw(<ErrorBoundary resetOn="/whole">All is well</ErrorBoundary>)
  expect(box.querySelector('[role="alert"]')).toBeNull()
  expect(box.textContent).toContain('All is well')
})

it('offers to load the page anew where a part of the program is gone: trying again would find it gone again', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const reload = vi.fn()
  onTestFinished(mendLostParts({ reload }))
  const Gone = lazy(() => {
    const error = new TypeError('Failed to fetch dynamically imported module')
    window.dispatchEvent(Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload: error }))
    return Promise.reject(error)
  })
  const { box } = await render(
    <ErrorBoundary>
      <Gone />
    </ErrorBoundary>,
  )
  await vi.waitFor(() => expect(box.textContent).toContain('This part could not be loaded'))
  expect([...box.querySelectorAll('button')].map((way) => way.textContent)).toEqual(['Reload page'])
  expect(reload).toHaveBeenCalledTimes(1)
})
