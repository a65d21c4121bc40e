import type { EntityDocument, RecordValues } from '@tangram/data-model'
import { compileForm, createForm, type FormDocument, type FormModel, fieldTypes } from '@tangram/form-engine'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../client/api-problem.ts'
import { blur, button, byLabel, click, fire, press, render, settle, type } from '../testing/render.tsx'
import type { FormSources } from './form-sources.ts'
import { FormView, type FormViewProps } from './form-view.tsx'
import { restrictForm } from './restrict-form.ts'
import { widgets } from './widgets/index.ts'

const en = (text: string) => ({ en: text })
const product = '0192f3a0-0000-7000-8000-000000000001'
const options = [
  { id: 'fault', label: en('Fault') },
  { id: 'other', label: en('Other') },
]

const entity: EntityDocument = {
  id: 'ticket',
  label: en('Ticket'),
  title: 'name',
  fields: {
    order: ['number', 'name', 'phone', 'kind', 'details', 'rating', 'product', 'cost', 'share', 'pictures'],
    items: {
      number: { id: 'number', type: 'serialNumber', label: en('Number'), config: { prefix: 'T', date: 'day', digits: 4 } },
      name: { id: 'name', type: 'text', label: en('Name'), required: true },
      phone: { id: 'phone', type: 'phone', label: en('Phone') },
      kind: { id: 'kind', type: 'select', label: en('Kind'), config: { options } },
      details: { id: 'details', type: 'textarea', label: en('Details') },
      rating: { id: 'rating', type: 'rating', label: en('Rating') },
      product: { id: 'product', type: 'relation', label: en('Product'), config: { entity: 'product' } },
      cost: { id: 'cost', type: 'money', label: en('Cost') },
      share: { id: 'share', type: 'percent', label: en('Share') },
      pictures: { id: 'pictures', type: 'image', label: en('Pictures') },
    },
  },
}

const form: FormDocument = {
  id: 'complaint',
  label: en('Complaint'),
  entity: 'ticket',
  elements: {
    order: ['e_number', 'e_name', 'e_phone', 'about', 'e_product', 'e_cost', 'e_share', 'e_pictures'],
    items: {
      about: { id: 'about', kind: 'section', label: en('About it'), order: ['e_kind', 'e_details', 'e_rating'] },
      ...Object.fromEntries(entity.fields.order.map((field) => [`e_${field}`, { id: `e_${field}`, kind: 'field' as const, field }])),
      e_phone: { id: 'e_phone', kind: 'field', field: 'phone', span: 6, help: en('With area code') },
      e_details: { id: 'e_details', kind: 'field', field: 'details', visible: { '==': [{ var: 'kind' }, 'other'] } },
    },
  },
}

const sources: FormSources = {
  options: vi.fn(async () => [{ id: product, label: 'Washer 80' }]),
  upload: async (file) => ({ id: product, name: file.name, size: file.size, type: file.type }),
  fileUrl: () => null,
}

function open(initial: RecordValues = {}, document: FormDocument = form): FormModel {
  return createForm(compileForm(document, entity, fieldTypes), initial, {
    now: '2026-11-22T08:00:00.000Z',
    zone: 'Asia/Shanghai',
    locale: 'en',
  })
}

const show = (model: FormModel, more: Partial<FormViewProps> = {}) => render(<FormView model={model} sources={sources} {...more} />)

/** What stands under a field as its error, for everybody. */
const errorOf = (label: string) => {
  const input = byLabel(label)
  const ids = input.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.flatMap((id) => (id.endsWith('-error') ? (document.getElementById(id)?.textContent ?? []) : [])).join()
}

beforeEach(() => {
  window.sessionStorage.clear()
  vi.mocked(sources.options).mockClear()
})

describe('a form', () => {
  it('names every field by a label, says which are required and reads out their help', async () => {
    await show(open())
    expect(byLabel('Name').getAttribute('aria-required')).toBe('true')
    const help = byLabel('Phone').getAttribute('aria-describedby') ?? ''
    expect(document.getElementById(help)?.textContent).toBe('With area code')
    expect(byLabel('Rating').getAttribute('role')).toBe('radiogroup')
    expect(document.querySelector('section[aria-labelledby] h2')?.textContent).toBe('About it')
  })

  it('renders only the field that is typed into', async () => {
    const renders: string[] = []
    const originals = Object.values(widgets).map((widget) => ({ widget, component: widget.component }))
    for (const { widget, component: Original } of originals) {
      widget.component = (props) => {
        renders.push(props.field.id)
        return <Original {...props} />
      }
    }
    await show(open({ name: 'Li' }))
    expect(new Set(renders)).toEqual(new Set(['name', 'phone', 'kind', 'rating', 'product', 'cost', 'share', 'pictures']))
    renders.length = 0
    await type(byLabel('Name'), 'Li Na')
    expect(renders).toEqual(['name'])
    for (const { widget, component } of originals) widget.component = component
  })

  it('shows a field as soon as its condition holds', async () => {
    await show(open())
    expect(document.body.textContent).not.toContain('Details')
    await type(byLabel<HTMLSelectElement>('Kind'), 'other')
    expect(byLabel('Details').tagName).toBe('TEXTAREA')
  })

  it('numbers records later and says so', async () => {
    await show(open())
    expect(document.querySelector('[data-field="number"]')?.textContent).toContain('Given when you submit')
  })

  it('hands in what was typed, in stored form', async () => {
    const onSubmit = vi.fn()
    await show(open(), { onSubmit })
    await type(byLabel('Name'), 'Li Na')
    await type(byLabel('Cost'), '1,234.5')
    await type(byLabel('Share'), '12.5')
    await click(document.querySelectorAll<HTMLElement>('[data-field="rating"] input')[3] as HTMLElement)
    await click(button('Submit'))
    expect(onSubmit).toHaveBeenCalledOnce()
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ name: 'Li Na', cost: '1234.5', share: '0.125', rating: 4 })
  })
})

describe('a wrong answer', () => {
  it('is not called wrong while it is first typed, but when the field is left, and then live', async () => {
    await show(open())
    const phone = byLabel('Phone')
    await type(phone, '12')
    expect(errorOf('Phone')).toBe('')
    await blur(phone)
    expect(errorOf('Phone')).not.toBe('')
    expect(phone.getAttribute('aria-invalid')).toBe('true')
    expect(document.querySelector('[data-field="phone"] [role="alert"]')?.textContent).not.toBe('')
    await type(phone, '13800138000')
    expect(errorOf('Phone')).toBe('')
  })

  it('keeps the form from being handed in, is listed on top, and gets the focus', async () => {
    const onSubmit = vi.fn()
    await show(open(), { onSubmit })
    await click(button('Submit'))
    expect(onSubmit).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(byLabel('Name'))
    const summary = [...document.querySelectorAll('[role="alert"]')].find((alert) =>
      alert.textContent?.includes('One field needs your attention'),
    )
    expect(summary?.textContent).toContain('Name')
  })

  it('that only the server knows is shown on its field; what was typed stays', async () => {
    const refusal = new ApiProblem({
      status: 422,
      code: 'record.invalid',
      title: 'Invalid',
      errors: [{ path: '/phone', code: 'taken', message: { en: 'Already registered' } }],
    })
    await show(open({ name: 'Li Na' }), { onSubmit: () => Promise.reject(refusal) })
    await type(byLabel('Phone'), '13800138000')
    await click(button('Submit'))
    expect(errorOf('Phone')).toBe('Already registered')
    expect(document.activeElement).toBe(byLabel('Phone'))
    expect(byLabel('Phone').value).toBe('13800138000')
  })

  it('of the network is told with what to do; what was typed stays', async () => {
    const problem = new ApiProblem({ status: 0, code: 'network.unreachable', title: 'Out of reach', fix: 'Try again' })
    await show(open(), { onSubmit: () => Promise.reject(problem) })
    await type(byLabel('Name'), 'Li Na')
    await click(button('Submit'))
    expect(document.body.textContent).toContain('Out of reach')
    expect(document.body.textContent).toContain('Try again')
    expect(byLabel('Name').value).toBe('Li Na')
  })
})

describe('unsaved text', () => {
  it('survives a reload and can be discarded', async () => {
    const draft = { key: 'complaint' }
    const first = await show(open(), { draft })
    await type(byLabel('Name'), 'Li Na')
    await settle(450)
    await first.draw(null)

    await first.draw(<FormView model={open()} sources={sources} draft={draft} />)
    expect(byLabel('Name').value).toBe('Li Na')
    await click(button('Start afresh'))
    expect(byLabel('Name').value).toBe('')
  })

  it('is forgotten once it is handed in', async () => {
    const draft = { key: 'complaint' }
    const first = await show(open(), { draft, onSubmit: async () => {} })
    await type(byLabel('Name'), 'Li Na')
    await settle(450)
    await click(button('Submit'))
    await first.draw(null)
    await first.draw(<FormView model={open()} sources={sources} draft={draft} />)
    expect(byLabel('Name').value).toBe('')
  })
})

describe('a linked record', () => {
  it('is found by typing and chosen by keyboard', async () => {
    const model = open()
    await show(model)
    const input = byLabel('Product')
    await type(input, 'wash')
    await settle(260)
    expect(sources.options).toHaveBeenLastCalledWith({ id: 'product', to: 'product' }, expect.objectContaining({ search: 'wash' }))
    expect(document.querySelector('[role="option"]')?.textContent).toBe('Washer 80')
    await press('Enter', input)
    expect(model.get('product').value).toBe(product)
    expect(input.value).toBe('Washer 80')
    expect(input.getAttribute('aria-expanded')).toBe('false')
  })
})

describe('a picture', () => {
  it('is uploaded when chosen and can be taken away', async () => {
    const model = open()
    await show(model)
    const input = document.querySelector<HTMLInputElement>('[data-field="pictures"] input[type="file"]') as HTMLInputElement
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.png', { type: 'image/png' })], configurable: true })
    await fire(input, new Event('change', { bubbles: true }))
    expect(model.get('pictures').value).toEqual([{ id: product, name: 'a.png', size: 1, type: 'image/png' }])
    await click(button('Remove a.png'))
    expect(model.get('pictures').value).toBeNull()
  })
})

describe('a form under the rights of a task', () => {
  it('hides and locks the fields it says', async () => {
    const model = open({ name: 'Li Na' }, restrictForm(form, { name: 'read', phone: 'hidden', cost: 'write' }))
    await show(model)
    expect(document.querySelector('[data-field="name"] input')).toBeNull()
    expect(document.querySelector('[data-field="name"]')?.textContent).toContain('Li Na')
    expect(document.querySelector('[data-field="phone"]')).toBeNull()
    expect(document.querySelector('[data-field="cost"] input')).not.toBeNull()
  })
})
