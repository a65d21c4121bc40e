import '@tangram/ui/styles.css'
import { PageProvider } from '@tangram/ui'
import { type ReactNode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import type { Contestant } from './contestant.ts'

const contestants: { [name: string]: () => Promise<{ default: Contestant }> } = {
  ours: () => import('./contestants/ours.tsx'),
  bare: () => import('./contestants/bare.tsx'),
  hookForm: () => import('./contestants/hook-form.tsx'),
  formily: () => import('./contestants/formily.tsx'),
  surveyjs: () => import('./contestants/surveyjs.tsx'),
}

const name = new URLSearchParams(window.location.search).get('contestant') ?? ''
const { default: contestant } = (await contestants[name]?.()) ?? {}
if (!contestant) throw new Error(`there is no contestant ${name}`)
const { Form } = contestant
const root = createRoot(document.getElementById('root') ?? document.body)

/** The page around the form, the same for all; `drawn` hears of the first paint that has the form. */
function draw(form: ReactNode): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now()
    root.render(
      <PageProvider locale="en" colorScheme="light">
        <Suspense fallback={null}>
          {form}
          <Drawn key={began} then={() => afterPaint(() => resolve(performance.now() - began))} />
        </Suspense>
      </PageProvider>,
    )
  })
}

function Drawn({ then }: { then: () => void }) {
  useEffect(then, [])
  return null
}

/** Calls back when what is in the page now has been painted. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = then
    port2.postMessage(null)
  })
}

let pressedAt = 0
let painted: Promise<number> | undefined
window.addEventListener(
  'keydown',
  () => {
    pressedAt = performance.now()
  },
  true,
)
window.addEventListener(
  'input',
  () => {
    painted = new Promise((resolve) => afterPaint(() => resolve(performance.now() - pressedAt)))
  },
  true,
)

/** Megabytes of the heap after a collection. */
async function heapMb(): Promise<number> {
  const { gc } = window as { gc?: () => void }
  const { memory } = performance as { memory?: { usedJSHeapSize: number } }
  if (!gc || !memory) throw new Error('Chromium was started without --expose-gc and --enable-precise-memory-info')
  gc()
  await new Promise((resolve) => setTimeout(resolve))
  gc()
  return memory.usedJSHeapSize / 1_000_000
}

let renders = 0
const rendered = new Set<string>()

/** What the runner asks of the page. */
const page = {
  /** Texts, styles and code of the page are there; a small form has been shown and is gone. */
  async warmUp(): Promise<void> {
    await draw(<Form key="warm" fields={20} />)
    await draw(null)
  },
  /** Milliseconds until the form has been painted. */
  firstRender: (fields: number): Promise<number> => draw(<Form key={fields} fields={fields} />),
  focus(field: string): void {
    const input = document.querySelector<HTMLInputElement>(contestant.selectorOf(field))
    if (!input) throw new Error(`${name} shows no ${field}`)
    input.focus()
  },
  /** Milliseconds from the last key to the paint that showed what it did. */
  keyMs(): Promise<number> {
    if (!painted) throw new Error('no key has changed anything')
    const last = painted
    painted = undefined
    return last
  },
  cascadeMs: (rules: number): number | null => contestant.cascadeMs?.(rules) ?? null,
  /** Opening a sub-form of so many rows, then setting cells in it; nothing is drawn. `mb`: what stays in memory. */
  async rows(count: number): Promise<{ openMs: number; cellMs: number; mb: number } | null> {
    if (!contestant.openRows) return null
    const before = await heapMb()
    const opened = contestant.openRows(count)
    const times = Array.from({ length: 60 }, (_, edit) => opened.cellMs(edit))
    const mb = (await heapMb()) - before
    return { openMs: opened.openMs, cellMs: times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN, mb }
  },
  async countRenders(): Promise<void> {
    const { watchWidgets } = await import('./contestants/ours.tsx')
    watchWidgets((field) => {
      renders += 1
      rendered.add(field)
    })
  },
  /** How often widgets have rendered since asked before, and how many of them. */
  renders(): { times: number; fields: number } {
    const counted = { times: renders, fields: rendered.size }
    renders = 0
    rendered.clear()
    return counted
  },
}
export type BenchPage = typeof page

Object.assign(window, { bench: page })
document.body.dataset.ready = 'yes'
