import { createClient, PageProvider, type PublicLink } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import LinkPage from './link-page.tsx'

const link: PublicLink = {
  purpose: 'confirm',
  title: { 'zh-CN': '客户确认', en: 'Confirm' },
  question: { 'zh-CN': '解决了吗？', en: 'Is it solved?' },
  outcomes: [
    { id: 'confirmed', label: { 'zh-CN': '已解决', en: 'Solved' } },
    { id: 'rejected', label: { 'zh-CN': '未解决', en: 'Not solved' }, needsOpinion: true },
  ],
  answered: false,
}

let root: Root
let sent: unknown[]
let answer: () => Response | Promise<Response>

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const problem = (status: number, title: string) => json({ code: 'trial', title }, status)
const page = () => document.body.textContent
const press = (name: string) => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click()

beforeEach(() => {
  // A text area that grows listens for fonts, which happy-dom does not know.
  Object.assign(document, { fonts: new EventTarget() })
  sent = []
  answer = () => json({})
})

afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

function open(read: () => Response) {
  const fetch = async (_: RequestInfo | URL, init?: RequestInit) => {
    if (init?.method !== 'POST') return read()
    sent.push(JSON.parse(String(init.body)))
    return answer()
  }
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <PageProvider client={createClient({ fetch })} locale="en">
      <LinkPage token="secret" />
    </PageProvider>,
  )
}

it('sends the answer once and thanks', async () => {
  let answerNow = (_: Response) => {}
  answer = () =>
    new Promise((done) => {
      answerNow = done
    })
  open(() => json(link))
  await vi.waitFor(() => expect(page()).toContain('Is it solved?'))
  press('Solved')
  await vi.waitFor(() => expect([...document.querySelectorAll('button')].every((button) => button.disabled)).toBe(true))
  press('Not solved')
  answerNow(json({}))
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'))
  expect(sent).toEqual([{ outcome: 'confirmed' }])
})

it('wants a reason before it sends a no', async () => {
  open(() => json(link))
  await vi.waitFor(() => expect(page()).toContain('Is it solved?'))
  press('Not solved')
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  expect(sent).toEqual([])
})

it('shows what went wrong, and lets the customer answer again', async () => {
  answer = () => problem(503, 'Overloaded')
  open(() => json(link))
  await vi.waitFor(() => expect(page()).toContain('Is it solved?'))
  press('Solved')
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('Overloaded'))
  answer = () => json({})
  press('Solved')
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'))
  expect(sent).toHaveLength(2)
})

it('says of a link that does not exist that it is closed, and tries again after any other refusal', async () => {
  let refusal: Response | undefined = problem(429, 'Too many requests')
  open(() => refusal ?? problem(410, 'Gone'))
  await vi.waitFor(() => expect(page()).toContain('Too many requests'))
  refusal = undefined
  press('Try again')
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'))
})
