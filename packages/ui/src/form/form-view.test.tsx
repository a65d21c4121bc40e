import type { EntityDocument, RecordValues } from '@tangram/data-model'
import { compileForm, createFormState, type FormDocument, type FormModel, fieldTypes, narrowsEnough } from '@tangram/form-engine'
import { act, createRef } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../client/api-problem.ts'
import type { FileRef } from '../client/types.ts'
import { blur, button, byLabel, click, fire, focus, press, render, settle, type } from '../testing/render.tsx'
import type { FormSources } from './form-sources.ts'
import { type FormHandle, FormView, type FormViewProps } from './form-view.tsx'
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
      pictures: { id: 'pictures', type: 'image', label: en('Pictures'), config: { max: 3, maxSizeMb: 2 } },
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
  return createFormState(compileForm(document, entity, fieldTypes), initial, {
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
    // Comes with a file of its own.
    await vi.waitFor(async () => {
      await settle()
      expect(byLabel('Rating').getAttribute('role')).toBe('radiogroup')
    })
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

describe('a record to look for', () => {
  it('is asked for with the words that may be looked for, and nothing is said to be missing before', async () => {
    await show(open(), { sources: { ...sources, options: vi.fn(async () => []), mayLookFor: narrowsEnough } })
    const note = () => document.querySelector('[role="listbox"]')?.textContent
    await focus(byLabel('Product'))
    expect(note()).toBe('Type at least two letters')
    await type(byLabel('Product'), 'b')
    expect(note()).toBe('Type at least two letters')
    await type(byLabel('Product'), 'bc')
    expect(note()).toBe('Loading…')
    await settle(250)
    expect(note()).toBe('Nothing found')
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

  it('whose field is gone meanwhile is shown, and stays over reloads until it is handed in', async () => {
    const draft = { key: 'complaint' }
    const shown = () => document.querySelector('[data-lost-answers]')?.textContent ?? ''
    const first = await show(open(), { draft })
    await type(byLabel('Name'), 'Li Na')
    await type(byLabel('Phone'), '13800138000')
    await type(byLabel('Kind'), 'fault')
    await settle(450)
    await first.draw(null)

    const { items } = form.elements
    const order = form.elements.order.filter((id) => id !== 'e_phone')
    const shorter = {
      ...form,
      elements: {
        order,
        items: { ...items, about: { id: 'about', kind: 'section' as const, label: en('About it'), order: ['e_details'] } },
      },
    }
    const reopened = () => open({}, shorter)
    for (let reload = 0; reload < 2; reload++) {
      await first.draw(<FormView model={reopened()} sources={sources} draft={draft} onSubmit={async () => {}} />)
      expect(byLabel('Name').value).toBe('Li Na')
      // Its words come with a file of their own.
      await vi.waitFor(async () => {
        await settle(10)
        expect(shown()).toMatch(/Phone.*138/)
      })
      expect(shown()).toContain('Fault')
      await type(byLabel('Cost'), '12')
      await settle(450)
      await first.draw(null)
    }
    await first.draw(<FormView model={reopened()} sources={sources} draft={draft} onSubmit={async () => {}} />)
    await click(button('Submit'))
    await first.draw(null)
    await first.draw(<FormView model={reopened()} sources={sources} draft={draft} />)
    expect(shown()).toBe('')
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

describe('a draft that is kept elsewhere', () => {
  const saved = {
    values: { name: 'Li Na', phone: '13800138000', gone: 'still readable' },
    fields: { gone: { id: 'gone', type: 'text', label: en('Gone') } },
  }

  it('is gone on with, also when the form has changed since, and given back whole', async () => {
    const handle = createRef<FormHandle>()
    await show(open(), { draft: { key: 'kept', saved }, handle })
    expect(byLabel('Name').value).toBe('Li Na')
    await vi.waitFor(async () => {
      await settle(10)
      expect(document.querySelector('[data-lost-answers]')?.textContent).toContain('Gone')
    })
    await type(byLabel('Name'), 'Li Nan')
    const typed = await handle.current?.typed()
    expect(typed?.values).toEqual({ name: 'Li Nan', phone: '13800138000', gone: 'still readable' })
    expect(typed?.fields).toMatchObject({ gone: { label: en('Gone') }, phone: { type: 'phone', label: en('Phone') } })
  })

  it('gives way to what was typed on top of it and waits on this device', async () => {
    const draft = { key: 'kept', saved }
    const first = await show(open(), { draft })
    await type(byLabel('Name'), 'Li Nan')
    await settle(450)
    await first.draw(null)
    await first.draw(<FormView model={open()} sources={sources} draft={draft} />)
    expect(byLabel('Name').value).toBe('Li Nan')
    expect(byLabel('Phone').value).toBe('13800138000')
  })

  it('does not come back on this device once it is forgotten, however fast that was', async () => {
    const handle = createRef<FormHandle>()
    const draft = { key: 'kept' }
    const first = await show(open(), { draft, handle })
    await type(byLabel('Name'), 'Li Na')
    handle.current?.forgetDraft()
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

/** A place for files that keeps each one waiting until the test lets it arrive or fail. */
function slowPlace() {
  const underWay: { file: File; signal: AbortSignal; resolve: (file: FileRef) => void; reject: (error: unknown) => void }[] = []
  const upload: FormSources['upload'] = (file, { signal }) =>
    new Promise((resolve, reject) => {
      underWay.push({ file, signal, resolve, reject })
    })
  const last = (name: string) => underWay.findLast(({ file }) => file.name === name) ?? expect.fail(`${name} is not under way`)
  return {
    sources: { ...sources, upload },
    names: () => underWay.map(({ file }) => file.name),
    isGivenUp: (name: string) => last(name).signal.aborted,
    /** Lets these files arrive in the same moment. */
    arrive: async (...names: string[]) => {
      await act(async () => {
        for (const { file, resolve } of names.map(last)) resolve({ id: idOf(file.name), name: file.name, size: file.size, type: file.type })
      })
      await settle()
    },
    fail: async (name: string) => {
      await act(async () => last(name).reject(new ApiProblem({ status: 0, code: 'network.unreachable', title: 'Out of reach' })))
      await settle()
    },
  }
}

const idOf = (name: string) => `0192f3a0-0000-7000-8000-0000000000${name.charCodeAt(0).toString(16)}`
const png = (name: string, size = 1) => new File(['x'.repeat(size)], name, { type: 'image/png' })
const namesIn = (values: RecordValues | undefined) => (values?.pictures as { name: string }[] | null)?.map(({ name }) => name)
const pictures = () => document.querySelector('[data-field="pictures"]') as HTMLElement
const saidInPictures = () => pictures().textContent ?? ''
const status = () => document.querySelector('[role="status"]')?.textContent

async function choose(...files: File[]): Promise<void> {
  // The input is a chunk of its own.
  while (!pictures().querySelector('input[type="file"]')) await settle()
  const input = pictures().querySelector('input[type="file"]') as HTMLInputElement
  Object.defineProperty(input, 'files', { value: files, configurable: true })
  await fire(input, new Event('change', { bubbles: true }))
}

describe('a picture', () => {
  it('is uploaded when chosen and can be taken away', async () => {
    const model = open()
    await show(model)
    await choose(png('a.png'))
    expect(model.get('pictures').value).toEqual([{ id: product, name: 'a.png', size: 1, type: 'image/png' }])
    await click(button('Remove a.png'))
    expect(model.get('pictures').value).toBeNull()
  })

  it('does not push out another that arrives in the same moment', async () => {
    const place = slowPlace()
    const model = open()
    await show(model, { sources: place.sources })
    await choose(png('a.png'), png('b.png'))
    await place.arrive('a.png', 'b.png')
    expect(namesIn({ pictures: model.get('pictures').value })).toEqual(['a.png', 'b.png'])
  })

  it('beyond the number the field takes is named and not uploaded', async () => {
    const place = slowPlace()
    await show(open(), { sources: place.sources })
    expect(saidInPictures()).toContain('At most 3, 2 MB each')
    await choose(png('a.png'), png('b.png'), png('c.png'), png('d.png'))
    expect(place.names()).toEqual(['a.png', 'b.png', 'c.png'])
    expect(pictures().querySelector('ul')?.textContent).toBe('d.png: at most 3 files fit here')
  })

  it('too big or of another kind is named with its limit and leaves its place to others', async () => {
    const place = slowPlace()
    await show(open(), { sources: place.sources })
    await choose(
      png('huge.png', 2_000_001),
      new File(['x'], 'a.pdf', { type: 'application/pdf' }),
      png('a.png'),
      png('b.png'),
      png('c.png'),
    )
    expect(place.names()).toEqual(['a.png', 'b.png', 'c.png'])
    expect([...pictures().querySelectorAll('li')].map((line) => line.textContent)).toEqual([
      'huge.png: 2 MB, allowed are 2 MB',
      'a.pdf is not a picture',
    ])
  })

  it('ends its upload when the form goes away', async () => {
    const place = slowPlace()
    const { draw } = await show(open(), { sources: place.sources })
    await choose(png('a.png'))
    await draw(null)
    expect(place.isGivenUp('a.png')).toBe(true)
  })
})

describe('handing in while a file is under way', () => {
  it('waits for it, says so, and sends it with what was typed meanwhile', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    await show(open({ name: 'Li Na' }), { sources: place.sources, onSubmit })
    await choose(png('a.png'), png('b.png'))
    expect(status()).toBe('')
    await click(button('Submit'))
    expect(button('Uploading 2 files…').getAttribute('aria-disabled')).toBe('true')
    expect(status()).toContain('once the 2 files have arrived')
    await click(button('Uploading 2 files…'))
    await place.arrive('a.png')
    expect(onSubmit).not.toHaveBeenCalled()
    await type(byLabel('Name'), 'Li Nan')
    expect(button('Uploading 1 file…').disabled).toBe(false)
    await place.arrive('b.png')
    expect(onSubmit).toHaveBeenCalledOnce()
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ name: 'Li Nan' })
    expect(namesIn(onSubmit.mock.calls[0]?.[0])).toEqual(['a.png', 'b.png'])
  })

  it('does not call a required field empty whose file is on its way', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    const required = structuredClone(form)
    required.elements.items.e_pictures = { id: 'e_pictures', kind: 'field', field: 'pictures', required: true }
    await show(open({ name: 'Li Na' }, required), { sources: place.sources, onSubmit })
    await choose(png('a.png'))
    await click(button('Submit'))
    expect(document.body.textContent).not.toContain('needs your attention')
    expect(pictures().dataset.invalid).toBeUndefined()
    await place.arrive('a.png')
    expect(namesIn(onSubmit.mock.calls[0]?.[0])).toEqual(['a.png'])
  })

  it('says at once what is wrong elsewhere', async () => {
    const place = slowPlace()
    await show(open(), { sources: place.sources, onSubmit: vi.fn() })
    await choose(png('a.png'))
    await click(button('Submit'))
    expect(document.activeElement).toBe(byLabel('Name'))
    expect(status()).toBe('')
  })

  it('goes on without it once it is taken away', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    await show(open({ name: 'Li Na' }), { sources: place.sources, onSubmit })
    await choose(png('a.png'))
    await click(button('Submit'))
    await click(button('Remove a.png'))
    expect(place.isGivenUp('a.png')).toBe(true)
    expect(onSubmit).toHaveBeenCalledOnce()
    expect(namesIn(onSubmit.mock.calls[0]?.[0])).toBeUndefined()
  })

  it('can be called off; the file arrives nevertheless', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    const model = open({ name: 'Li Na' })
    await show(model, { sources: place.sources, onSubmit })
    await choose(png('a.png'))
    await click(button('Submit'))
    await click(button('Not yet'))
    await place.arrive('a.png')
    expect(onSubmit).not.toHaveBeenCalled()
    await click(button('Submit'))
    expect(namesIn(onSubmit.mock.calls[0]?.[0])).toEqual(['a.png'])
  })

  it('is never done by a form that is gone', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    const { draw } = await show(open({ name: 'Li Na' }), { sources: place.sources, onSubmit })
    await choose(png('a.png'))
    await click(button('Submit'))
    await draw(null)
    await place.arrive('a.png')
    expect(onSubmit).not.toHaveBeenCalled()
  })
})

describe('a file that could not be uploaded', () => {
  const failure = 'One file was not uploaded. Try again or remove it.'

  it('keeps the form from being handed in, in the summary and on its field, until it is tried again', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    await show(open({ name: 'Li Na' }), { sources: place.sources, onSubmit })
    await choose(png('a.png'))
    await place.fail('a.png')
    expect(saidInPictures()).toContain('a.png could not be uploaded: Out of reach')
    expect(saidInPictures()).not.toContain(failure)
    await click(button('Submit'))
    expect(onSubmit).not.toHaveBeenCalled()
    expect(pictures().querySelector('[id$="-error"]')?.textContent).toBe(failure)
    expect([...document.querySelectorAll('[role="alert"] li')].map((line) => line.textContent)).toEqual([`Pictures: ${failure}`])
    expect(document.activeElement).toBe(button('Upload a.png again'))

    await click(button('Upload a.png again'))
    expect(document.body.textContent).not.toContain(failure)
    await click(button('Submit'))
    await place.arrive('a.png')
    expect(namesIn(onSubmit.mock.calls[0]?.[0])).toEqual(['a.png'])
  })

  it('or is taken away', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    await show(open({ name: 'Li Na' }), { sources: place.sources, onSubmit })
    await choose(png('a.png'))
    await place.fail('a.png')
    await click(button('Submit'))
    await click(button('Remove a.png'))
    expect(document.body.textContent).not.toContain(failure)
    await click(button('Submit'))
    expect(onSubmit).toHaveBeenCalledOnce()
  })

  it('stops a form that waits for it, and leaves the focus to whoever types', async () => {
    const place = slowPlace()
    const onSubmit = vi.fn()
    await show(open({ name: 'Li Na' }), { sources: place.sources, onSubmit })
    await choose(png('a.png'), png('b.png'))
    await click(button('Submit'))
    await type(byLabel('Name'), 'Li Nan')
    await place.fail('a.png')
    expect(status()).toBe('')
    expect(document.querySelector('[role="alert"] li')?.textContent).toBe(`Pictures: ${failure}`)
    expect(document.activeElement).toBe(byLabel('Name'))
    await place.arrive('b.png')
    expect(onSubmit).not.toHaveBeenCalled()
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
