import { createClient, type OutgoingMessage, TangramProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import MessagesPage from './messages-page.tsx'

const messages: OutgoingMessage[] = [
  {
    id: 'a',
    at: '2026-11-22T08:00:00.000Z',
    channel: 'app',
    to: '',
    subject: 'TS-1 is overdue',
    text: 'Nobody to notify.',
    status: 'failed',
  },
  { id: 'b', at: '2026-11-22T07:00:00.000Z', channel: 'sms', to: '13800138000', subject: 'Greeting', text: 'Hello', status: 'sent' },
]

let root: Root
const json = (body: unknown) => new Response(JSON.stringify(body))

beforeEach(() => {
  const fetch = async (url: RequestInfo | URL) =>
    json(String(url).endsWith('/session') ? { person: { id: 'p', admin: true }, csrf: 'x', trial: false } : messages)
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <TangramProvider client={createClient({ fetch })} locale="en" notifications={false}>
      <MessagesPage />
    </TangramProvider>,
  )
})
afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

it('shows what reached nobody with what was to be said and why it was not', async () => {
  await vi.waitFor(() => expect(document.querySelectorAll('li')).toHaveLength(2), { timeout: 20_000 })
  const [unsent, sent] = [...document.querySelectorAll('li')].map((item) => item.textContent)
  for (const part of ['Notification', 'To nobody', 'Failed', 'TS-1 is overdue', 'Nobody to notify.']) expect(unsent).toContain(part)
  expect(sent).toContain('Text message')
  expect(sent).toMatch(/To .*138/)
  expect(sent).not.toContain('Greeting')
})
