import type { DashboardDocument } from '@tangram/report-engine'
import { type AppForReader, createClient, TangramProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FilterBar } from './filter-bar.tsx'

const none = { order: [], items: {} }
const filter = (id: string) => ({ id, label: { en: id }, type: 'text' as const, fields: {} })
const dashboard = {
  id: 'd',
  label: {},
  tiles: none,
  filters: { order: ['number', 'name'], items: { number: filter('number'), name: filter('name') } },
} as unknown as DashboardDocument
const seen = { document: { id: 'a', entities: none, reports: none, dashboards: none, access: { roles: none } } } as unknown as AppForReader

let root: Root
let isPhone: boolean
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)

beforeEach(() => {
  Object.assign(document, { fonts: new EventTarget() })
  vi.stubGlobal('matchMedia', (query: string) => ({
    ...{ matches: isPhone && query.includes('max-width'), media: query, addEventListener: vi.fn(), removeEventListener: vi.fn() },
  }))
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root') as HTMLElement)
})
afterEach(() => {
  root.unmount()
  vi.unstubAllGlobals()
})

const show = () =>
  root.render(
    <TangramProvider client={createClient({})} locale="en">
      <FilterBar
        seen={seen}
        dashboard={dashboard}
        asked={{ values: { number: '7' } }}
        answer={{ values: { number: '7', name: null }, unreached: {}, results: {} }}
        onAsk={() => {}}
        onDrill={() => {}}
      />
    </TangramProvider>,
  )

it('is a button on a phone that says how many filters are set, and opens all of them on a sheet', async () => {
  isPhone = true
  show()
  await vi.waitFor(() => expect(button('Filters (1 set)')?.textContent).toContain('1'))
  expect(button('number: 7')).toBeUndefined()
  button('Filters (1 set)')?.click()
  await vi.waitFor(() => expect(document.querySelectorAll('[role=dialog] input')).toHaveLength(2))
  expect(button('Show figures')).toBeDefined()
})

it('is a row of filters where there is room', async () => {
  isPhone = false
  show()
  await vi.waitFor(() => expect(button('number: 7')).toBeDefined())
  expect(button('Filters (1 set)')).toBeUndefined()
})
