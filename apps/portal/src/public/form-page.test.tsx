import { type EntityDocument, type FieldDocument, withDefaults } from '@tangram/data-model'
import { type FormDocument, fieldTypes } from '@tangram/form-engine'
import { createClient, PageProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadFieldTypes } from '../parts/field-types.ts'
import FormPage from './form-page.tsx'

vi.mock('../parts/field-types.ts', { spy: true })

let root: Root

beforeEach(() => {
  // A text area that grows listens for fonts, which happy-dom does not know.
  Object.assign(document, { fonts: new EventTarget() })
})

afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
  vi.mocked(loadFieldTypes).mockReset()
})

/** A form with one field of each of these types. */
function openFormOf(types: readonly string[]) {
  const items = Object.fromEntries(types.map((type) => [type.toLowerCase(), fieldOf(type)]))
  const order = Object.keys(items)
  const entity: EntityDocument = { id: 'thing', label: { en: 'Thing' }, title: order[0] ?? '', fields: { order, items } }
  const elements = Object.fromEntries(order.map((id) => [id, { id, kind: 'field' as const, field: id }]))
  const form: FormDocument = { id: 'ask', label: { en: 'We ask' }, entity: 'thing', elements: { order, items: elements } }
  const fetch = async () => new Response(JSON.stringify({ form, entity, app: { id: 'desk', label: { en: 'Desk' } }, version: 1 }))
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <PageProvider client={createClient({ fetch })} locale="en">
      <FormPage token="secret-token" />
    </PageProvider>,
  )
  return order
}

function fieldOf(type: string): FieldDocument {
  const known = fieldTypes.find((one) => one.type === type)
  return {
    id: type.toLowerCase(),
    type,
    label: { en: `A ${type}` },
    config: withDefaults(known?.config ?? {}, known?.examples.config),
    ...(known?.examples.columns ? { fields: known.examples.columns } : {}),
  }
}

const shown = () => [...document.querySelectorAll('[data-field]')].map((field) => field.getAttribute('data-field'))

it('asks for the field types that the form has, and for no others', async () => {
  openFormOf(['text', 'rating'])
  await vi.waitFor(() => expect(shown()).toEqual(['text', 'rating']))
  expect(vi.mocked(loadFieldTypes).mock.calls).toEqual([[new Set(['text', 'rating'])]])
})

it('shows where the form will be while its parts are on their way', async () => {
  let arrive = () => {}
  vi.mocked(loadFieldTypes).mockReturnValueOnce(
    new Promise((done) => {
      arrive = () => done(fieldTypes.filter(({ type }) => type === 'text'))
    }),
  )
  openFormOf(['text'])
  await vi.waitFor(() => expect(document.querySelector('[role="status"]')).toBeTruthy())
  expect(shown()).toEqual([])
  arrive()
  await vi.waitFor(() => expect(shown()).toEqual(['text']))
})

it('says that they did not come, and brings them when asked again', async () => {
  vi.mocked(loadFieldTypes)
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockRejectedValueOnce(new TypeError('offline'))
  openFormOf(['rating'])
  const button = await vi.waitFor(() => {
    const found = document.querySelector<HTMLButtonElement>('[role="alert"] button, .mantine-Alert-root button')
    expect(found).toBeTruthy()
    return found
  }, 10_000)
  expect(shown()).toEqual([])
  button?.click()
  await vi.waitFor(() => expect(shown()).toEqual(['rating']))
}, 15_000)

it('draws a form of every field type there is', async () => {
  const order = openFormOf(fieldTypes.map(({ type }) => type))
  await vi.waitFor(
    () => expect(document.querySelectorAll('[data-field], [data-rows]').length).toBeGreaterThanOrEqual(order.length - 2),
    15_000,
  )
  expect(document.body.textContent).toContain('A cascader')
}, 20_000)
