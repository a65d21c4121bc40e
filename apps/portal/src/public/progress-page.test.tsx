import { createClient, PageProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import ProgressPage from './progress-page.tsx'

let root: Root
let asked: unknown[]
let isDown: boolean

const found = {
  number: 'TS-20261122-0001',
  status: 'handling',
  label: { 'zh-CN': '处理中', en: 'Being handled' },
  submittedAt: '2026-11-22T08:00:00.000Z',
  steps: [
    { label: { en: 'Dispatch' }, status: 'done', startedAt: '2026-11-22T08:00:00.000Z', endedAt: '2026-11-22T08:00:01.000Z' },
    { label: { en: 'Handle' }, status: 'active', startedAt: '2026-11-22T08:00:01.000Z', endedAt: null },
  ],
}

beforeEach(async () => {
  asked = []
  isDown = false
  window.history.replaceState(null, '', '/progress?number=TS-20261122-0001')
  const fetch = async (_: RequestInfo | URL, init?: RequestInit) => {
    asked.push(JSON.parse(String(init?.body)))
    if (isDown) return new Response(JSON.stringify({ code: 'trial', title: 'Overloaded' }), { status: 503 })
    return new Response(JSON.stringify(found), { headers: { 'content-type': 'application/json' } })
  }
  const box = document.body.appendChild(document.createElement('div'))
  root = createRoot(box)
  root.render(
    <PageProvider client={createClient({ fetch })} locale="en">
      <ProgressPage />
    </PageProvider>,
  )
  await vi.waitFor(() => expect(field('phone')).toBeTruthy())
})

afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

it('takes the number from the link and asks for the phone before it asks the server', async () => {
  expect(field('number')?.value).toBe('TS-20261122-0001')
  submit()
  await vi.waitFor(() => expect(document.body.textContent).toContain('Enter both the tracking number and the phone.'))
  expect(asked).toEqual([])
})

it('shows each step with its state, and marks where the work is', async () => {
  const phone = field('phone')
  if (phone) phone.value = ' 13800138000 '
  submit()
  await vi.waitFor(() => expect(document.querySelector('ol')).toBeTruthy())
  expect(asked).toEqual([{ number: 'TS-20261122-0001', phone: '13800138000' }])
  expect([...document.querySelectorAll('ol li')].map((step) => step.getAttribute('data-status'))).toEqual(['done', 'active'])
  expect(document.querySelector('[aria-current=step]')?.textContent).toContain('Handle')
})

it('keeps what was found while it is looked up again, also when that fails', async () => {
  const phone = field('phone')
  if (phone) phone.value = '13800138000'
  submit()
  await vi.waitFor(() => expect(document.querySelector('ol')).toBeTruthy())
  isDown = true
  press('Refresh')
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('Overloaded'))
  expect(document.querySelector('ol')).toBeTruthy()
  isDown = false
  press('Refresh')
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')).toBeNull())
  expect(asked).toEqual(Array(3).fill({ number: 'TS-20261122-0001', phone: '13800138000' }))
})

function press(name: string): void {
  ;[...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click()
}

function field(name: string): HTMLInputElement | null {
  return document.querySelector(`input[name=${name}]`)
}

function submit(): void {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
}
