import { createClient, TangramProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { StaffApp } from './staff-app.tsx'

const mia = { id: 'mia', name: 'Mia', locale: 'en', zone: 'UTC', admin: false, teams: [] }
const noah = { ...mia, id: 'noah', name: 'Noah' }

let root: Root
let person: typeof mia | null
let toSignIn: typeof mia

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const button = (name: string) => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
const page = () => document.querySelector('h1')
const comeBack = () => window.dispatchEvent(new Event('visibilitychange'))

beforeEach(async () => {
  window.history.replaceState(null, '', '/')
  Object.assign(document, { fonts: new EventTarget() })
  person = mia
  toSignIn = mia
  const fetch = async (url: RequestInfo | URL, init?: RequestInit) => {
    const path = new URL(String(url), 'http://localhost').pathname
    if (init?.method === 'POST' && path.endsWith('/trial/session')) person = toSignIn
    const session = { person, csrf: 'x', trial: true, organisation: { name: 'Desk', zone: 'UTC' }, setupNeeded: false }
    if (path.endsWith('/session')) return json(session)
    if (!person) return json({ code: 'server.signed-out', title: 'Please sign in' }, 401)
    if (path.endsWith('/tasks')) return json({ tasks: [], next: null })
    return json([])
  }
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <TangramProvider client={{ ...createClient({ fetch }), live: () => () => {} }} locale="en" notifications={false}>
      <StaffApp />
    </TangramProvider>,
  )
  await vi.waitFor(() => expect(page()).not.toBeNull(), 5000)
})
afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

it('keeps the page of somebody whose session ended, and they go on in it once they are signed in again', async () => {
  const before = page()
  person = null
  comeBack()
  await vi.waitFor(() => expect(button('Go on as Mia')).toBeDefined())
  expect(page()).toBe(before)
  expect(window.location.pathname).toBe('/')
  button('Go on as Mia')?.click()
  await vi.waitFor(() => expect(button('Go on as Mia')).toBeUndefined())
  expect(page()).toBe(before)
})

it('goes on as well when they sign in elsewhere', async () => {
  const before = page()
  person = null
  comeBack()
  await vi.waitFor(() => expect(button('Go on as Mia')).toBeDefined())
  person = mia
  comeBack()
  await vi.waitFor(() => expect(button('Go on as Mia')).toBeUndefined())
  expect(page()).toBe(before)
})

it('begins anew for somebody else', async () => {
  const before = page()
  person = null
  comeBack()
  await vi.waitFor(() => expect(button('Go on as Mia')).toBeDefined())
  toSignIn = noah
  button('Go on as Mia')?.click()
  await vi.waitFor(() => expect(button('Go on as Mia')).toBeUndefined())
  await vi.waitFor(() => expect(page()).not.toBeNull())
  expect(page()).not.toBe(before)
})
