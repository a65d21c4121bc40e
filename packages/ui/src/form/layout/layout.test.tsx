import type { EntityDocument, RecordValues } from '@tangram/data-model'
import { compileForm, createFormState, type FormDocument, type FormElement, type FormModel, fieldTypes } from '@tangram/form-engine'
import { act } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { button, byLabel, click, fire, press, render, settle, type } from '../../testing/render.tsx'
import type { FormSources } from '../form-sources.ts'
import { FormView, type FormViewProps } from '../form-view.tsx'

const en = (text: string) => ({ en: text })
const fields = ['name', 'phone', 'company', 'tax', 'note']
const required = new Set(['name', 'note'])

const entity: EntityDocument = {
  id: 'order',
  label: en('Order'),
  title: 'name',
  fields: {
    order: fields,
    items: Object.fromEntries(
      fields.map((id) => [id, { id, type: id === 'phone' ? 'phone' : 'text', label: en(id), required: required.has(id) }]),
    ),
  },
}

/** A form of these elements, those of the first line on its top level; every field has an element of its own name. */
function formOf(order: string[], elements: { [id: string]: Partial<FormElement> & { kind: string } }): FormDocument {
  const items = {
    ...Object.fromEntries(fields.map((id) => [id, { id, kind: 'field' as const, field: id }])),
    ...(Object.fromEntries(Object.entries(elements).map(([id, element]) => [id, { label: en(id), ...element, id }])) as {
      [id: string]: FormElement
    }),
  }
  return { id: 'f', label: en('F'), entity: 'order', elements: { order, items } }
}

const companyOnly = { '==': [{ var: 'company' }, 'yes'] }
const steps = formOf(['way'], {
  way: { kind: 'steps', order: ['You', 'Firm', 'Rest'] },
  You: { kind: 'step', order: ['name', 'phone', 'company'] },
  Firm: { kind: 'step', order: ['tax'], visible: companyOnly },
  Rest: { kind: 'step', order: ['note'] },
})
const tabs = formOf(['pages'], {
  pages: { kind: 'tabs', order: ['One', 'Two', 'Three'] },
  One: { kind: 'tab', order: ['name', 'company'] },
  Two: { kind: 'tab', order: ['phone', 'inner'] },
  inner: { kind: 'section', collapsed: true, order: ['note'] },
  Three: { kind: 'tab', order: ['tax'], visible: companyOnly },
})

const sources: FormSources = { options: async () => [], upload: () => Promise.reject(new Error('not here')), fileUrl: () => null }

function open(form: FormDocument, initial: RecordValues = {}): FormModel {
  return createFormState(compileForm(form, entity, fieldTypes), initial, { now: '2026-11-22T08:00:00.000Z', zone: 'UTC', locale: 'en' })
}

async function show(model: FormModel, more: Partial<FormViewProps> = {}) {
  const shown = await render(<FormView model={model} sources={sources} {...more} />)
  // Layout comes with a file and texts of its own.
  await until(() => expect(document.querySelector('[role="tablist"], [aria-current="step"], [data-field], a, figure')).not.toBeNull())
  return shown
}

const until = (holds: () => void) =>
  vi.waitFor(async () => {
    await settle(10)
    holds()
  })
const current = () => document.querySelector('[aria-current="step"]')?.textContent
const status = () => document.querySelector('[role="status"]')?.textContent
const seen = () =>
  [...document.querySelectorAll<HTMLElement>('[data-field]')].filter((one) => !one.closest('[hidden]')).map((one) => one.dataset.field)
const tab = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find((one) => one.textContent?.startsWith(name)) ??
  expect.fail(`no tab ${name}`)
const tabNames = () => [...document.querySelectorAll('[role="tab"]')].map((one) => one.textContent)

describe('a form in steps', () => {
  it('shows one step, says which of how many, and goes on', async () => {
    await show(open(steps, { name: 'Li' }))
    expect(seen()).toEqual(['name', 'phone', 'company'])
    expect(status()).toBe('Step 1 of 2: You')
    await click(button('Next'))
    expect(seen()).toEqual(['note'])
    expect(current()).toBe('2Rest')
    expect(status()).toBe('Step 2 of 2: Rest')
    expect(document.activeElement?.textContent).toBe('Rest')
  })

  it('does not go on over what is wrong in it, and says so as the whole form does', async () => {
    await show(open(steps))
    await click(button('Next'))
    expect(current()).toBe('1You')
    expect(document.activeElement).toBe(byLabel('name'))
    expect(byLabel('name').getAttribute('aria-invalid')).toBe('true')
    const alert = [...document.querySelectorAll('[role="alert"]')].find((one) => one.textContent?.includes('One field needs'))
    expect(alert?.querySelectorAll('li').length).toBe(1)
    await type(byLabel('name'), 'Li')
    await click(button('Next'))
    expect(current()).toBe('2Rest')
    expect(document.querySelector('[data-field="note"]')?.hasAttribute('data-invalid')).toBe(false)
  })

  it('skips steps whose condition does not hold', async () => {
    await show(open(steps, { name: 'Li' }))
    await type(byLabel('company'), 'yes')
    expect(status()).toBe('Step 1 of 3: You')
    await click(button('Next'))
    expect(current()).toBe('2Firm')
  })

  it('goes back by button and by the list, never ahead of what was seen, and keeps what was typed', async () => {
    await show(open(steps, { name: 'Li' }))
    const link = (name: string) => button(name)
    expect(link('2Rest').disabled).toBe(true)
    await click(button('Next'))
    await type(byLabel('note'), 'soon')
    await click(link('1You'))
    expect(current()).toBe('1You')
    await click(link('2Rest'))
    expect(byLabel('note').value).toBe('soon')
    await click(button('Back'))
    expect(current()).toBe('1You')
  })

  it('goes on by Enter, but not while Chinese is being composed', async () => {
    await show(open(steps, { name: 'Li' }))
    const enter = (isComposing: boolean) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, isComposing })
      Object.defineProperty(event, 'isComposing', { value: isComposing })
      return fire(byLabel('name'), event)
    }
    await enter(true)
    expect(current()).toBe('1You')
    await enter(false)
    expect(current()).toBe('2Rest')
  })

  it('takes one to the step that holds an error after a try to hand in, and counts the errors of the others', async () => {
    const model = open(steps, { name: 'Li' })
    const onSubmit = vi.fn()
    await show(model, { onSubmit })
    await click(button('Next'))
    await act(async () => model.setAll({ name: null }))
    await click(button('Submit'))
    expect(onSubmit).not.toHaveBeenCalled()
    await until(() => expect(document.activeElement).toBe(byLabel('name')))
    expect(current()).toBe('1You')
    expect(button('2Rest1, one field needs attention').disabled).toBe(false)
  })
})

describe('a form in tabs', () => {
  it('walks through them by arrows, and skips hidden ones', async () => {
    await show(open(tabs))
    expect(tabNames()).toEqual(['One', 'Two'])
    expect(seen()).toEqual(['name', 'company'])
    tab('One').focus()
    await press('ArrowRight')
    expect(document.activeElement).toBe(tab('Two'))
    expect(tab('Two').getAttribute('aria-selected')).toBe('true')
    expect(tab('One').tabIndex).toBe(-1)
    expect(document.querySelector('[role="tabpanel"]:not([hidden])')?.getAttribute('aria-labelledby')).toBe(tab('Two').id)
    await press('ArrowRight')
    expect(document.activeElement).toBe(tab('One'))
    await press('End')
    expect(document.activeElement).toBe(tab('Two'))
    await press('Home')
    await type(byLabel('company'), 'yes')
    expect(tabNames()).toEqual(['One', 'Two', 'Three'])
  })

  it('gives way when the open one is hidden', async () => {
    const model = open(tabs, { company: 'yes' })
    await show(model)
    await click(tab('Three'))
    expect(seen()).toEqual(['tax'])
    await act(async () => model.set('company', null))
    expect(tab('Two').getAttribute('aria-selected')).toBe('true')
  })

  it('counts what is wrong in the others, opens the tab and the folded section of an error, and focuses it', async () => {
    const model = open(tabs, { name: 'Li' })
    await show(model, { onSubmit: vi.fn() })
    await click(button('Submit'))
    await until(() => expect(document.activeElement).toBe(byLabel('note')))
    expect(tab('Two').getAttribute('aria-selected')).toBe('true')
    expect(button('inner').getAttribute('aria-expanded')).toBe('true')
    await click(tab('One'))
    expect(tab('Two').textContent).toBe('Two1, one field needs attention')
  })
})

describe('a folded section', () => {
  it('draws what it holds once it is opened', async () => {
    await show(open(tabs))
    await click(tab('Two'))
    expect(button('inner').getAttribute('aria-expanded')).toBe('false')
    expect(seen()).toEqual(['phone'])
    await click(button('inner'))
    expect(seen()).toEqual(['phone', 'note'])
    await click(button('inner'))
    expect(seen()).toEqual(['phone'])
  })
})

describe('a button', () => {
  const withButton = (action: object) => formOf(['go', 'name', 'phone'], { go: { kind: 'button', action, label: en('Go') } as never })

  it('opens an address made of what was typed, once it is there', async () => {
    const model = open(withButton({ type: 'open', address: 'https://example.com/?q={name}' }))
    await show(model)
    await until(() => expect(button('Go').disabled).toBe(true))
    await type(byLabel('name'), 'a&b=c')
    const link = document.querySelector('a')
    expect(link?.getAttribute('href')).toBe('https://example.com/?q=a%26b%3Dc')
    expect(link?.rel).toBe('noreferrer')
  })

  it('never opens what is no web, mail or phone address', async () => {
    await show(open(withButton({ type: 'open', address: '{name}:alert(1)' }), { name: 'javascript' }))
    await until(() => expect(button('Go').disabled).toBe(true))
    expect(document.querySelector('a')).toBeNull()
  })

  it('fills fields in by formulas', async () => {
    const model = open(withButton({ type: 'fill', values: { phone: '13800138000', name: { cat: [{ var: 'company' }, '!'] } } }), {
      company: 'Acme',
    })
    await show(model)
    await until(() => button('Go'))
    await click(button('Go'))
    expect([model.get('name').value, model.get('phone').value]).toEqual(['Acme!', '13800138000'])
  })
})

describe('a code to scan', () => {
  it('holds a text made of what was typed', async () => {
    await show(open(formOf(['code', 'name'], { code: { kind: 'qr', text: 'https://example.com/{name}', label: en('Scan me') } as never })))
    await until(() => expect(document.querySelector('figure')?.textContent).toContain('once this is filled in'))
    await type(byLabel('name'), 'washer')
    await until(() => expect(document.querySelector('figure svg')?.getAttribute('aria-label')).toBe('Scan me'))
  })
})
