import { fieldTypes } from '@tangram/form-engine'
import { createClient, fieldViewOf, TangramProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { FilterButton } from './filter-button.tsx'

let root: Root
afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

it('counts the conditions that narrow the list, not those that still lack their value', async () => {
  const name = fieldViewOf({ id: 'name', type: 'text', label: { en: 'Name' } }, fieldTypes)
  root = createRoot(document.body.appendChild(document.createElement('div')))
  const draw = (...values: string[]) =>
    root.render(
      <TangramProvider client={createClient()} locale="en" notifications={false}>
        <FilterButton
          app="desk"
          fields={[name]}
          conditions={values.map((value) => ({ field: 'name', is: 'contains', value }))}
          onChange={() => {}}
        />
      </TangramProvider>,
    )
  const label = () => document.querySelector('button')?.textContent
  draw('')
  await vi.waitFor(() => expect(label()).toBe('Filter'))
  draw('Mia', '')
  await vi.waitFor(() => expect(label()).toBe('Filter (1)'))
})
