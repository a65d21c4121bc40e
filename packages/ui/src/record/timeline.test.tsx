import { beforeEach, expect, it } from 'vitest'
import type { TimelineEntry } from '../client/types.ts'
import { render } from '../testing/render.tsx'
import { Timeline } from './timeline.tsx'

const at = '2026-11-22T08:00:00.000Z'
const mia = { id: 'p', name: 'Mia' }
const said = () => document.querySelector('li span + div span')?.textContent

beforeEach(() => document.body.replaceChildren())

it.each<[Partial<TimelineEntry>, string]>([
  [{ kind: 'changed', text: { en: 'Changed' } }, 'Mia changed'],
  [{ kind: 'created', text: { en: 'Created' } }, 'Mia created'],
  [{ kind: 'opinion', text: { en: 'Handle: Done' } }, 'Mia · Handle: Done'],
  [{ kind: 'flow', text: { en: 'Started: Handling' }, actor: null }, 'Started: Handling'],
])('reads as a sentence: %o', async (entry, sentence) => {
  await render(<Timeline fields={{}} entries={[{ at, kind: 'changed', actor: mia, text: {}, ...entry }]} />)
  expect(said()).toBe(sentence)
})

it.each([
  [{ added: 2, changed: 1, removed: 0 }, 'Items 2 added, 1 changed'],
  [{ added: 0, changed: 0, removed: 3 }, 'Items 3 removed'],
  [{ added: 0, changed: 0, removed: 0 }, 'Items rows reordered'],
])('tells by their number what happened to the rows of a sub-form: %o', async (rows, text) => {
  const items = { id: 'items', label: { en: 'Items' }, columns: [] } as never
  const changes = [{ field: 'items', before: null, after: null, rows }]
  await render(<Timeline fields={{ items }} entries={[{ at, kind: 'changed', actor: mia, text: {}, changes }]} />)
  expect(document.querySelector('li li')?.textContent).toBe(text)
})
