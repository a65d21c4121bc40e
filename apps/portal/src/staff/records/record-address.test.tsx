import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { Route } from 'wouter'
import { recordAddress, recordIn } from './record-address.ts'

const ids = [
  '0192f3a0-0000-7000-8000-000000000001',
  'SO/17',
  'a b',
  '订单 1',
  '100%',
  '50%2F50',
  '%25',
  '?x=1&y#z',
  'a;b,c+d',
  "it's",
  '["A/1",2]',
]

afterEach(() => window.document.body.replaceChildren())

it.each(ids)('an address leads back to the record %s', async (id) => {
  window.history.replaceState(null, '', recordAddress('/a/erp/orders', id))
  let found: string | undefined
  const root = createRoot(window.document.body.appendChild(window.document.createElement('div')))
  root.render(
    <Route path="/a/:app/:view/:record?">
      {({ record }) => {
        found = recordIn(record)
        return null
      }}
    </Route>,
  )
  await vi.waitFor(() => expect(found).toBe(id))
  root.unmount()
})

it('takes what somebody typed as it stands where it is no escape', () => {
  expect(recordIn('100%')).toBe('100%')
  expect(recordIn(undefined)).toBeUndefined()
})
