import { type Client, ShortcutsProvider, TangramProvider, type TaskSummary } from '@tangram/ui'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import TasksPage from './tasks-page.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const task = (id: string, more: Partial<TaskSummary> = {}): TaskSummary => ({
  id,
  app: 'purchase',
  entity: 'request',
  record: `r-${id}`,
  recordTitle: `Request ${id}`,
  process: { en: 'Approval' },
  node: 'lead',
  label: { en: 'Leader' },
  openedAt: '2026-11-22T08:00:00.000Z',
  dueAt: null,
  assignee: null,
  candidates: 1,
  kind: 'approve',
  overdue: false,
  ...more,
})

let root: Root
let asked: string[]
let sent: { path: string; body: unknown }[]

const answers: { [path: string]: unknown } = {
  '/tasks/counts': { open: 3, overdue: 1, copies: 2 },
  '/apps': [{ id: 'purchase', label: { en: 'Purchasing' }, version: 1, canDesign: false }],
}
const client: Client = {
  get: (path) => {
    asked.push(path)
    const list = {
      tasks: [task('a', { overdue: true, dueAt: '2026-11-20T08:00:00.000Z' }), task('b'), task('c', { kind: 'handle' })],
      next: null,
    }
    return Promise.resolve(path.startsWith('/tasks?') ? list : (answers[path] ?? {})) as Promise<never>
  },
  send: (_method, path, body) => {
    sent.push({ path, body })
    const results = [
      { task: 'a', ok: true },
      { task: 'b', ok: false, problem: { code: 'x', title: 'Noah has acted already' } },
    ]
    return Promise.resolve({ results }) as Promise<never>
  },
  lines: () => Promise.reject(new Error('no lines')),
  file: () => Promise.reject(new Error('no files')),
  upload: () => Promise.reject(new Error('nothing is uploaded here')),
  url: (path) => path,
  live: () => () => {},
  setLocale: () => {},
}
const key = (name: string) =>
  act(async () => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })))
const dialog = () => document.querySelector('[role="dialog"]')
const eventually = (holds: () => void) =>
  vi.waitFor(async () => {
    await act(async () => {})
    holds()
  })
const links = () => [...document.querySelectorAll<HTMLElement>('[data-tasks] a')]

beforeEach(async () => {
  Object.assign(document, { fonts: new EventTarget() })
  window.history.replaceState(null, '', '/tasks')
  asked = []
  sent = []
  root = createRoot(document.body.appendChild(document.createElement('div')))
  await act(async () =>
    root.render(
      <TangramProvider locale="en" client={client} notifications={false}>
        <ShortcutsProvider>
          <TasksPage task={undefined} />
        </ShortcutsProvider>
      </TangramProvider>,
    ),
  )
  await eventually(() => expect(links()).toHaveLength(3))
})
afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
})

it('marks what is late and counts what waits', () => {
  expect([...document.querySelectorAll('[data-tasks] li')].map((row) => row.hasAttribute('data-late'))).toEqual([true, false, false])
  expect([...document.querySelectorAll('nav [aria-label]')].map((badge) => badge.getAttribute('aria-label'))).toEqual([
    '3 to do, 1 overdue',
    '2 unread',
  ])
})

it('keeps its filters in the address, and asks the server by them', async () => {
  const late = [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')].find((box) => box.closest('search'))
  await act(async () => late?.click())
  expect(window.location.search).toBe('?late=1')
  await eventually(() => expect(asked).toContain('/tasks?status=open&overdue=true'))
})

it('goes by J and K, selects by X and decides by A: approvals only, with one opinion, a result for each', async () => {
  await key('j')
  expect(document.activeElement).toBe(links()[0])
  await key('x')
  await key('j')
  await key('x')
  await key('j')
  expect(document.activeElement).toBe(links()[2])
  await key('a')
  await eventually(() => expect(dialog()?.textContent).toContain('Approve 2 requests'))
  await act(async () => dialog()?.querySelector('form')?.requestSubmit())
  expect(sent).toEqual([{ path: '/tasks/complete', body: { requestId: expect.any(String), tasks: ['a', 'b'], outcome: 'approved' } }])
  await eventually(() => expect(dialog()?.textContent).toContain('1 of 2 done'))
  expect(dialog()?.querySelector('[data-result="failed"]')?.textContent).toContain('Noah has acted already')
})

it('does not reject without a reason, nor decides what is no approval', async () => {
  links()[2]?.focus()
  await key('r')
  expect(dialog()).toBeNull()
  links()[1]?.focus()
  await key('r')
  await eventually(() => expect(dialog()?.textContent).toContain('Reject 1 request'))
  await act(async () => dialog()?.querySelector('form')?.requestSubmit())
  expect(sent).toEqual([])
  expect(dialog()?.textContent).toContain('Say why you reject them.')
})
