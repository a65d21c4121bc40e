import { createClient, type Incident, TangramProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import JobsPage from './jobs-page.tsx'

const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
  id,
  at: '2026-11-22T08:00:00.000Z',
  kind: 'message.send',
  what: { en: `Send ${id}`, 'zh-CN': `发送 ${id}` },
  why: { en: 'The mail server is away', 'zh-CN': '邮件服务器不可用' },
  error: 'Error: ECONNREFUSED',
  attempts: 8,
  app: null,
  entity: null,
  record: null,
  title: null,
  ...more,
})

let root: Root
let waiting: Incident[]
let sent: { url: string; body: unknown }[]
let isAdmin: boolean
let failure: Response | undefined

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const page = () => document.body.textContent
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)

beforeEach(() => {
  // A text area that grows listens for fonts, which happy-dom does not know.
  Object.assign(document, { fonts: new EventTarget() })
  sent = []
  isAdmin = true
  failure = undefined
  waiting = [incident('one'), incident('two', { record: 'r', app: 'a', entity: 'e' })]
  const fetch = async (url: RequestInfo | URL, init?: RequestInit) => {
    const path = String(url)
    if (path.endsWith('/session')) return json({ person: { id: 'p', admin: isAdmin }, csrf: 'x' })
    if (init?.method === 'POST') {
      const body = JSON.parse(String(init.body)) as { ids?: string[] }
      sent.push({ url: path.slice(path.indexOf('/incidents')), body })
      const gone = path.endsWith('/dismiss') ? waiting.filter(({ id }) => path.includes(`/${id}/`)) : waiting
      waiting = waiting.filter((one) => !gone.includes(one))
      return json(path.endsWith('/dismiss') ? { ok: true } : { retried: gone.length })
    }
    return failure ?? json({ incidents: waiting, open: waiting.length })
  }
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <TangramProvider client={createClient({ fetch })} locale="en">
      <JobsPage />
    </TangramProvider>,
  )
})

afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

it('says what failed, why, how often, and hides what may not be seen', async () => {
  await vi.waitFor(() => expect(page()).toContain('Send one'))
  for (const words of ['The mail server is away', 'Tried 8 times', 'one you may not see', '2 waiting']) expect(page()).toContain(words)
})

it('queues one or all again and shows what is left', async () => {
  await vi.waitFor(() => expect(button('Retry: Send two')).toBeDefined())
  button('Retry: Send two')?.click()
  await vi.waitFor(() => expect(sent).toEqual([{ url: '/incidents/retry', body: { ids: ['two'] } }]))
  await vi.waitFor(() => expect(page()).toContain('All is well'))
})

it('queues all of them at once', async () => {
  await vi.waitFor(() => expect(button('Retry all')).toBeDefined())
  button('Retry all')?.click()
  await vi.waitFor(() => expect(sent).toEqual([{ url: '/incidents/retry', body: {} }]))
})

it('asks for a reason before it leaves one undone', async () => {
  await vi.waitFor(() => expect(button('Dismiss: Send one')).toBeDefined())
  button('Dismiss: Send one')?.click()
  await vi.waitFor(() => expect(page()).toContain('will not be done'))
  button('Dismiss')?.click()
  await vi.waitFor(() => expect(page()).toContain('Say why'))
  expect(sent).toEqual([])
})
