import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach } from 'vitest'
import type { Client } from '../client/create-client.ts'
import { TangramProvider } from '../tangram-provider.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Draws into a page of its own, in English unless told otherwise, and waits for texts and lazy parts. */
export async function render(
  node: ReactNode,
  { locale = 'en' as const, client = deafClient }: { locale?: 'en' | 'zh-CN'; client?: Client } = {},
) {
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  const draw = (next: ReactNode) =>
    act(async () =>
      root.render(
        <TangramProvider locale={locale} client={client} notifications={false}>
          {next}
          <span data-ready hidden />
        </TangramProvider>,
      ),
    )
  ends.push(() => {
    act(() => root.unmount())
    box.remove()
  })
  await draw(node)
  for (let tries = 0; tries < 200 && !box.querySelector('[data-ready]'); tries++) await settle()
  return { box, draw }
}

/** Waits until nothing lazy is on its way any more. */
export async function settle(ms = 20): Promise<void> {
  await act(() => new Promise((done) => setTimeout(done, ms)))
}

/** The element a label names, as a person would look for it. */
export function byLabel<T extends HTMLElement = HTMLInputElement>(text: string): T {
  const label = [...document.querySelectorAll('label, [id$="-label"]')].find((one) => one.textContent?.replace('*', '').trim() === text)
  const target = label?.getAttribute('for') ?? ''
  const found = (target && document.getElementById(target)) || (label && document.querySelector(`[aria-labelledby="${label.id}"]`))
  if (!found) throw new Error(`nothing is labelled “${text}”`)
  return found as T
}

export function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent)?.trim() === name)
  if (!found) throw new Error(`there is no button “${name}”`)
  return found
}

/** Types as a person does: focus, value, event. */
export async function type(input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): Promise<void> {
  await act(async () => {
    input.focus()
    const prototype = Object.getPrototypeOf(input)
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, value)
    input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
  })
}

export async function click(element: HTMLElement): Promise<void> {
  await act(async () => element.click())
  await settle()
}

export async function press(key: string, target: Element = document.activeElement ?? document.body): Promise<void> {
  await fire(target, new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

export async function fire(target: Element, event: Event): Promise<void> {
  await act(async () => {
    target.dispatchEvent(event)
  })
  await settle()
}

export async function focus(element: HTMLElement): Promise<void> {
  await act(async () => element.focus())
}

export async function blur(element: HTMLElement): Promise<void> {
  await act(async () => element.blur())
}

const nobody = () => Promise.reject(new Error('this test has no server'))
const deafClient: Client = {
  get: nobody,
  send: nobody,
  lines: nobody,
  file: nobody,
  upload: nobody,
  url: (path) => path,
  live: () => () => {},
  setLocale: () => {},
}
