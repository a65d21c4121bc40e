import type { EntityDocument } from '@tangram/data-model'
import { fieldTypes } from '@tangram/form-engine'
import { type AppForReader, type Client, createFormUploads, fieldViewsOf, TangramProvider, type TaskDetail } from '@tangram/ui'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TaskWork } from './task-work.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const en = (text: string) => ({ en: text })
const entity: EntityDocument = {
  id: 'ticket',
  label: en('Ticket'),
  title: 'name',
  fields: {
    order: ['name', 'proof'],
    items: {
      name: { id: 'name', type: 'text', label: en('Name') },
      proof: { id: 'proof', type: 'attachment', label: en('Proof') },
    },
  },
}
const detail = {
  task: {
    id: 'task',
    app: 'desk',
    entity: 'ticket',
    record: 'record',
    recordTitle: 'A ticket',
    fields: { proof: 'write' },
    outcomes: [
      { id: 'done', label: en('Done') },
      { id: 'rejected', label: en('Reject'), needsOpinion: true },
    ],
  },
  record: { id: 'record', version: 3, values: { name: 'A ticket', proof: null }, labels: {} },
} as unknown as TaskDetail
const seen = { document: { id: 'desk', forms: { order: [], items: {} } }, version: 7 } as unknown as AppForReader
const file = { id: '0192f3a0-0000-7000-8000-00000000000f', name: 'seal.pdf', size: 1, type: 'application/pdf' }

let root: Root
let draw: (entity: EntityDocument, seen: AppForReader) => Promise<void>
let sent: unknown[]
let openedFrom: (number | undefined)[]
let answer: Promise<unknown>
let done: () => void
let underWay: { resolve: (answer: typeof file) => void; reject: (error: Error) => void; signal: AbortSignal | undefined }

const silent = () => Promise.reject(new Error('nobody asks for this here'))
const client: Client = {
  get: silent,
  send: (_method, _path, body, options) => {
    sent.push(body)
    openedFrom.push(options?.appVersion)
    return answer as Promise<never>
  },
  lines: () => Promise.reject(new Error('no lines')),
  file: () => Promise.reject(new Error('no files')),
  upload: (_path, _file, options) =>
    new Promise((resolve, reject) => {
      underWay = { resolve, reject, signal: options?.signal }
    }),
  url: (path) => path,
  live: () => () => {},
  setLocale: () => {},
}

const said = () => document.body.textContent ?? ''
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name) ??
  expect.fail(`there is no button “${name}”`)
/** Lets React draw what has come until it holds. */
const eventually = (holds: () => void) =>
  vi.waitFor(
    async () => {
      await act(async () => {})
      holds()
    },
    { timeout: 9000 },
  )
const press = (name: string) => act(async () => button(name).click())

beforeEach(async () => {
  // A text area that grows listens for fonts, which happy-dom does not know.
  Object.assign(document, { fonts: new EventTarget() })
  window.sessionStorage.clear()
  sent = []
  openedFrom = []
  answer = Promise.resolve({})
  done = vi.fn<() => void>()
  const footer = document.body.appendChild(document.createElement('footer'))
  root = createRoot(document.body.appendChild(document.createElement('div')))
  const uploads = createFormUploads()
  draw = (entity, seen) =>
    act(async () =>
      root.render(
        <TangramProvider locale="en" client={client} notifications={false}>
          <TaskWork
            detail={detail}
            entity={entity}
            seen={seen}
            fields={fieldViewsOf(entity, fieldTypes)}
            footer={footer}
            uploads={uploads}
            onDone={done}
          />
        </TangramProvider>,
      ),
    )
  await draw(entity, seen)
  await eventually(() => expect(said()).toContain('Choose files'))
  const input = document.querySelector('input[type="file"]') as HTMLInputElement
  Object.defineProperty(input, 'files', { value: [new File(['x'], file.name, { type: file.type })] })
  await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })))
})

afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
})

it('acts on a to-do once the file has arrived, with the opinion written meanwhile', async () => {
  await press('Done')
  expect(sent).toEqual([])
  expect(button('Uploading 1 file…')).toBeDefined()
  expect(button('Reject').getAttribute('aria-disabled')).toBe('true')
  expect(document.querySelector('footer [role="status"]')?.textContent).toContain('Continues by itself')
  await act(async () => {
    const opinion = document.querySelector('footer textarea') as HTMLTextAreaElement
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(opinion, 'New seal')
    opinion.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(async () => underWay.resolve(file))
  expect(sent).toEqual([expect.objectContaining({ outcome: 'done', version: 3, opinion: 'New seal', values: { proof: [file] } })])
  await eventually(() => expect(done).toHaveBeenCalledOnce())
})

it('does not act while a file failed, and says which field lacks it', async () => {
  await press('Done')
  await act(async () => underWay.reject(new Error('Out of reach')))
  expect(sent).toEqual([])
  expect(document.querySelector('[role="alert"] li')?.textContent).toBe('Proof: One file was not uploaded. Try again or remove it.')
  await press('Remove seal.pdf')
  await press('Done')
  expect(sent).toEqual([expect.objectContaining({ outcome: 'done' })])
})

it('acts without a file that was taken away while it waited', async () => {
  await press('Done')
  await press('Remove seal.pdf')
  expect(sent).toEqual([expect.not.objectContaining({ values: expect.anything() })])
})

it('keeps the form it was opened with when another version is published, and says which that was', async () => {
  const { proof: _, ...items } = entity.fields.items
  await draw({ ...entity, fields: { order: ['name'], items } }, { ...seen, version: 8 })
  expect(said()).toContain('seal.pdf')
  await act(async () => underWay.resolve(file))
  await press('Done')
  expect(sent).toEqual([expect.objectContaining({ values: { proof: [file] } })])
  expect(openedFrom).toEqual([7])
})

it('asks for the opinion before it waits', async () => {
  await press('Reject')
  expect(said()).toContain('“Reject” needs your opinion.')
  expect(button('Done').getAttribute('aria-disabled')).toBeNull()
})

it('does nothing more once the panel is closed', async () => {
  await press('Done')
  await act(async () => root.render(null))
  expect(underWay.signal?.aborted).toBe(true)
  await act(async () => underWay.resolve(file))
  expect(sent).toEqual([])
})

it('is finished also when the news of it comes before the answer and takes the buttons away', async () => {
  let answerNow = (_: unknown) => {}
  answer = new Promise((resolve) => {
    answerNow = resolve
  })
  await press('Done')
  await act(async () => underWay.resolve(file))
  expect(sent).toHaveLength(1)
  await act(async () => root.render(null))
  expect(done).not.toHaveBeenCalled()
  await act(async () => answerNow({}))
  await eventually(() => expect(done).toHaveBeenCalledOnce())
})
