import { ApiProblem, type Client, TangramProvider, type TaskDetail, type TaskOffer } from '@tangram/ui'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TaskOperations } from './task-operations.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const mia = { id: 'mia', name: 'Mia' }
const noah = { id: 'noah', name: 'Noah' }
const everything: TaskOffer[] = [
  { operation: 'complete' },
  { operation: 'release' },
  { operation: 'transfer' },
  { operation: 'delegate' },
  { operation: 'add-before' },
  { operation: 'add-after', starts: ['now', 'approval'] },
  { operation: 'remove-signers', people: ['noah'] },
  { operation: 'return', resubmit: 'direct', needsOpinion: true },
  { operation: 'copy' },
]

let root: Root
let sent: { path: string; body: { requestId?: string } }[]
let answer: () => Promise<unknown>
let done: () => void

const client: Client = {
  get: (path) => Promise.resolve(path.startsWith('/people') ? [mia, noah] : []) as Promise<never>,
  send: (_method, path, body) => {
    sent.push({ path, body: body as { requestId?: string } })
    return answer() as Promise<never>
  },
  lines: () => Promise.reject(new Error('no lines')),
  file: () => Promise.reject(new Error('no files')),
  upload: () => Promise.reject(new Error('nothing is uploaded here')),
  url: (path) => path,
  live: () => () => {},
  setLocale: () => {},
}
const said = () => document.body.textContent ?? ''
const buttons = () => [...document.querySelectorAll<HTMLElement>('button, [role="menuitem"]')].map((one) => one.textContent?.trim())
const find = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role="menuitem"], [role="option"], label')].findLast(
    (one) => one.textContent?.trim() === name,
  ) ?? expect.fail(`there is no “${name}” among ${buttons().join(', ')}`)
const eventually = (holds: () => void) =>
  vi.waitFor(async () => {
    await act(async () => {})
    holds()
  })
const press = async (name: string) => {
  await eventually(() => find(name))
  await act(async () => find(name).click())
}
const typeInto = (selector: string, value: string) =>
  act(async () => {
    const field = document.querySelector(selector) as HTMLTextAreaElement
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
const draw = (operations: TaskOffer[]) =>
  act(async () =>
    root.render(
      <TangramProvider locale="en" client={client} notifications={false}>
        <TaskOperations
          task={
            {
              id: 'task',
              operations,
              returnTo: [{ node: 'lead', label: { en: 'Leader' }, at: '2026-11-22T08:00:00.000Z' }],
              signers: [{ task: 'other', person: noah, status: 'open', added: { where: 'beside', of: 'task', by: 'mia' }, weight: 1 }],
            } as unknown as TaskDetail['task']
          }
          onDone={done}
        />
      </TangramProvider>,
    ),
  )

beforeEach(() => {
  Object.assign(document, { fonts: new EventTarget() })
  sent = []
  answer = () => Promise.resolve({ ok: true })
  done = vi.fn<() => void>()
  root = createRoot(document.body.appendChild(document.createElement('div')))
})
afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
})

it('offers what the step allows and nothing else', async () => {
  await draw([{ operation: 'complete' }])
  expect(buttons()).toEqual([])
  await draw(everything)
  await press('More actions')
  await eventually(() =>
    expect(buttons()).toEqual(
      expect.arrayContaining(['Put back', 'Transfer', 'Add signers', 'Return', 'Delegate', 'Remove signers', 'Copy to']),
    ),
  )
  expect(buttons()).not.toContain('Take back')
  expect(buttons()).not.toContain('Claim')
})

it('does not transfer to nobody, then to whom was chosen, and closes the task', async () => {
  await draw(everything)
  await press('Transfer')
  await eventually(() => expect(said()).toContain('does not come back to you'))
  await act(async () => document.querySelector('form')?.requestSubmit())
  expect(sent).toEqual([])
  expect(said()).toContain('Choose somebody.')
  await act(async () => document.querySelector<HTMLInputElement>('form input')?.click())
  // Who signs already is not offered.
  await eventually(() => expect([...document.querySelectorAll('[role="option"]')].map((one) => one.textContent)).toEqual(['Mia']))
  await press('Mia')
  await act(async () => document.querySelector('form')?.requestSubmit())
  expect(sent).toEqual([{ path: '/tasks/task/transfer', body: { requestId: expect.any(String), to: 'mia' } }])
  await eventually(() => expect(done).toHaveBeenCalledOnce())
})

it('keeps what was written when the server refuses, says what happened, and asks under a new id', async () => {
  answer = () => Promise.reject(new ApiProblem({ status: 409, code: 'storage.task.closed', title: 'Noah has acted already' }))
  await draw(everything)
  await press('Return')
  await act(async () => document.querySelector('form')?.requestSubmit())
  expect(sent).toEqual([])
  expect(said()).toContain('Say why.')
  await typeInto('form textarea', 'The price is missing')
  await act(async () => document.querySelector('form')?.requestSubmit())
  await eventually(() => expect(said()).toContain('Noah has acted already'))
  expect(said()).toContain('What you entered is still here')
  expect(document.querySelector<HTMLTextAreaElement>('form textarea')?.value).toBe('The price is missing')
  expect(done).not.toHaveBeenCalled()
  answer = () => Promise.resolve({ ok: true })
  await act(async () => document.querySelector('form')?.requestSubmit())
  await eventually(() => expect(done).toHaveBeenCalledOnce())
  expect(sent.map(({ body }) => body)).toEqual(
    Array(2).fill({ requestId: expect.any(String), to: 'lead', resubmit: 'direct', opinion: 'The price is missing' }),
  )
  expect(sent[0]?.body.requestId).not.toBe(sent[1]?.body.requestId)
})

it('repeats under the same id what got lost on the way', async () => {
  answer = () => Promise.reject(new ApiProblem({ status: 0, code: 'offline', title: 'No connection' }))
  await draw([{ operation: 'claim' }])
  await press('Claim')
  await eventually(() => expect(said()).toContain('No connection'))
  await press('Claim')
  expect(sent).toHaveLength(2)
  expect(sent[0]?.body.requestId).toBe(sent[1]?.body.requestId)
})

it('takes away only those the step lets one take away', async () => {
  await draw(everything)
  await press('More actions')
  await press('Remove signers')
  await press('Noah')
  await act(async () => document.querySelector('form')?.requestSubmit())
  expect(sent).toEqual([{ path: '/tasks/task/remove-signers', body: { requestId: expect.any(String), people: ['noah'] } }])
})

it('says when somebody may be reminded again', async () => {
  await draw([{ operation: 'urge', from: new Date(Date.now() + 25 * 60_000).toISOString() }])
  const [urge] = document.querySelectorAll('button')
  expect(urge?.disabled).toBe(true)
  expect(urge?.textContent).toContain('in 24 minutes')
})
