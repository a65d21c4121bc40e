import '../texts/register.ts'
import { type AppDocument, fieldsOf, withUsedIds } from '@tangram/app-model'
import { type Fact, factKey } from '@tangram/flow-engine'
import type { ReportDocument } from '@tangram/report-engine'
import { createClient, ShortcutsProvider, TangramProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { onTestFinished, vi } from 'vitest'
import { DesignerApp } from '../designer-app.tsx'
import { platform } from '../platform.ts'
import { typeInto } from './type-into.ts'

// A page of the designer is much to draw on a busy machine.
vi.setConfig({ testTimeout: 30_000 })
// Text areas that grow listen to fonts, which happy-dom has none of.
if (!window.document.fonts) Object.assign(window.document, { fonts: new EventTarget() })

export type Shown = {
  /** What the server last got as the draft. */
  saved(): AppDocument | undefined
  /** The reports a preview was asked of, the last one last. */
  previewed(): readonly ReportDocument[]
  untilSaved(): Promise<void>
  /** A colleague saves this. */
  saveElsewhere(document: AppDocument): void
  /** Each waits until there is one. */
  find(selector: string): Promise<HTMLElement>
  button(name: string): Promise<HTMLElement>
  text(words: string): Promise<void>
  /** Chooses from the open menu. */
  item(name: string): Promise<void>
  /** Types into the field of the open dialog. */
  field(label: string, value: string): Promise<void>
  /** A button of the open dialog. */
  confirm(name: string): Promise<void>
  /** Enter in the open dialog. */
  submit(): Promise<void>
}

/**
 * The designer of this app at a section, in English, with a server that only keeps the draft.
 *
 * @param diagnostics what the plan to publish finds wrong
 * @param published the app was published as it is; its reports have no records
 * @param more what the server answers beside that, by path
 */
export function showDesigner(
  document: AppDocument,
  at: string,
  { published = false, versions = [] as unknown[], diagnostics = [] as unknown[], more = {} as { [path: string]: unknown } } = {},
): Shown {
  const usedIds = published ? withUsedIds({}, fieldsOf(document), platform.fields) : {}
  let draft = { document, revision: 1, publishedVersion: published ? 1 : null, usedIds }
  let saved: AppDocument | undefined
  const previewed: ReportDocument[] = []
  const answers: { [path: string]: unknown } = {
    '/session': {
      person: { id: 'p', name: 'Zhou', locale: 'en', zone: 'UTC', admin: true, teams: [] },
      csrf: 'c',
      organisation: { name: '', zone: 'UTC' },
    },
    '/teams': [{ id: 't', key: 'tech', name: 'Technology' }],
    [`/apps/${document.id}/versions`]: versions,
    [`/apps/${document.id}/draft/plan`]: { diff: [], diagnostics, canPublish: diagnostics.length === 0, runningInstances: 0 },
    [`/apps/${document.id}/draft/reports/run`]: { columns: [], rows: [], truncated: false, asOf: '2026-11-22T00:00:00Z', timezone: 'UTC' },
  }
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const path = new URL(String(input), 'http://here').pathname.replace('/api/v1', '')
    if (path === `/apps/${document.id}/draft` && init?.method === 'PUT') {
      if (new Headers(init.headers).get('if-match')?.replaceAll('"', '') !== String(draft.revision)) {
        const problem = { status: 409, code: 'storage.draft.stale', title: 'Stale', details: { current: draft } }
        return new Response(JSON.stringify(problem), { status: 409, headers: { 'content-type': 'application/problem+json' } })
      }
      saved = (JSON.parse(String(init.body)) as { document: AppDocument }).document
      draft = { ...draft, document: saved, revision: draft.revision + 1 }
    }
    if (path === `/apps/${document.id}/draft/reports/run`)
      previewed.push((JSON.parse(String(init?.body)) as { report: ReportDocument }).report)
    if (path === `/apps/${document.id}/draft/facts`) {
      const { need } = JSON.parse(String(init?.body)) as { need: Fact[] }
      return new Response(JSON.stringify({ facts: Object.fromEntries(need.map((fact) => [factKey(fact), known(fact)])) }), {
        headers: { 'content-type': 'application/json' },
      })
    }
    const answer = path === `/apps/${document.id}/draft` ? draft : (more[path] ?? answers[path] ?? [])
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
  }
  window.localStorage.clear()
  window.history.replaceState(null, '', `/designer/${document.id}/${at}`)
  const root = createRoot(window.document.body.appendChild(window.document.createElement('div')))
  root.render(
    <TangramProvider client={createClient({ fetch })} locale="en">
      <ShortcutsProvider>
        <DesignerApp />
      </ShortcutsProvider>
    </TangramProvider>,
  )
  onTestFinished(() => {
    root.unmount()
    window.document.body.replaceChildren()
  })
  const until = <T,>(look: () => T | undefined, what: string) =>
    vi.waitFor(
      () => {
        const found = look()
        if (found === undefined) throw new Error(`No ${what} in: ${window.document.body.textContent?.slice(0, 600)}`)
        return found
      },
      { timeout: 10_000 },
    )
  const all = (selector: string) => [...window.document.querySelectorAll<HTMLElement>(selector)]
  const nameOf = (element: HTMLElement) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
  return {
    saved: () => saved,
    previewed: () => previewed,
    saveElsewhere(next) {
      draft = { ...draft, document: next, revision: draft.revision + 1 }
    },
    untilSaved: async () => void (await until(() => saved, 'draft saved')),
    find: (selector) => until(() => all(selector)[0], selector),
    // What opened last lies on top.
    button: (name) => until(() => all('button:not([disabled])').findLast((one) => nameOf(one) === name), `button “${name}”`),
    text: async (words) => void (await until(() => window.document.body.textContent?.includes(words) || undefined, `text “${words}”`)),
    item: async (name) => (await until(() => all('[role="menuitem"]').find((one) => nameOf(one) === name), `menu item “${name}”`)).click(),
    field: async (label, value) => {
      const found = await until(
        () => all('[role="dialog"] label').find((one) => one.textContent?.replace('*', '').trim() === label),
        `field “${label}”`,
      )
      const input = window.document.getElementById(found.getAttribute('for') ?? '') as HTMLInputElement
      typeInto(input, value)
    },
    confirm: async (name) =>
      (await until(() => all('[role="dialog"] button').find((one) => nameOf(one) === name), `button “${name}” of a dialog`)).click(),
    submit: async () => (await until(() => all('[role="dialog"] button[type="submit"]:not([disabled])')[0], 'button to submit')).click(),
  }
}

/** What this organisation knows: everybody asked about is active, nobody stands in, and there is one administrator. */
function known(fact: Fact): unknown {
  if (fact.type === 'active-people') return fact.people
  return fact.type === 'stand-ins' ? {} : fact.type === 'admins' ? ['p'] : null
}
