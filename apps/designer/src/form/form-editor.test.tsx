import type { AppDocument } from '@tangram/app-model'
import type { FieldElement, FormElement } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'
import { clipOf } from './clip.ts'

const formOf = (document: AppDocument) => document.forms.items[document.forms.order[0] ?? ''] ?? expect.fail('the sample has a form')
const app = sampleApp()
const form = formOf(app)
const first = form.elements.order.find((id) => form.elements.items[id]?.kind === 'field') ?? expect.fail('the sample form has a field')

/** The sample's form with these elements after its own. */
function withElements(...elements: FormElement[]): AppDocument {
  const copy = structuredClone(app)
  const { elements: all } = formOf(copy)
  const inside = new Set(elements.flatMap((element) => ('order' in element ? element.order : [])))
  for (const element of elements) all.items[element.id] = element
  all.order.push(...elements.map(({ id }) => id).filter((id) => !inside.has(id)))
  return copy
}

const card = (id: string) => `[data-element="${id}"]`
const at = `forms/${form.id}`
function key(target: HTMLElement, name: string, more: KeyboardEventInit = {}): void {
  target.focus()
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))
}
const pages = [
  { id: 'pages', kind: 'tabs', label: { en: 'Pages' }, order: ['one', 'two'] },
  { id: 'one', kind: 'tab', label: { en: 'One' }, order: [] },
  { id: 'two', kind: 'tab', label: { en: 'Two' }, order: [] },
] as FormElement[]

describe('the form editor', () => {
  it('adds tabs with their first pages, and fields into the selected one', async () => {
    const shown = showDesigner(app, at)
    ;(await shown.find('[data-palette-item="tabs"]')).click()
    ;(await shown.find('[data-kind="tab"]')).click()
    await shown.find('[data-kind="tab"][data-selected]')
    ;(await shown.find('[data-palette-item="text"]')).click()
    await shown.find('[data-kind="tab"] [data-kind="field"]')
    ;(await shown.button('Save')).click()
    await shown.untilSaved()
    const { items } = formOf(shown.saved() as AppDocument).elements
    const tabs = Object.values(items).find(({ kind }) => kind === 'tabs') as { order: string[] }
    expect(tabs.order.map((id) => items[id]?.kind)).toEqual(['tab', 'tab'])
    expect((items[tabs.order[0] ?? ''] as { order: string[] }).order).toHaveLength(1)
  })

  it('moves an element into the page before it and out again by keys, and keeps the focus on it', async () => {
    const shown = showDesigner(withElements(...pages, { id: 'line', kind: 'divider' }), at)
    key(await shown.find(card('line')), 'ArrowRight', { altKey: true })
    const inside = await shown.find(`${card('one')} ${card('line')}`)
    await expect.poll(() => document.activeElement?.getAttribute('data-element')).toBe('line')
    key(inside, 'ArrowLeft', { altKey: true })
    await shown.find(`[data-level="form"] > ${card('line')}`)
  })

  it('makes an element narrower by keys, on itself and on its edge', async () => {
    const shown = showDesigner(app, at)
    const field = await shown.find(card(first))
    field.click()
    await shown.find(`${card(first)}[data-selected]`)
    key(field, 'ArrowLeft', { shiftKey: true })
    const edge = await shown.find(`${card(first)} [role="slider"][aria-valuenow="11"]`)
    key(edge, 'ArrowLeft')
    await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe('10')
    ;(await shown.button('Save')).click()
    await shown.untilSaved()
    expect(formOf(shown.saved() as AppDocument).elements.items[first]).toMatchObject({ span: 10 })
  })

  it('takes up what another form put on the clipboard, and gives back what was removed', async () => {
    const shown = showDesigner(app, at)
    await shown.find(card(first))
    const clip = clipOf(app, form, [first])
    const paste = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(paste, { clipboardData: { getData: () => JSON.stringify(clip) } })
    document.body.dispatchEvent(paste)
    await shown.find(`${card(`${first}_2`)}[data-selected]`)
    key(document.body, 'Delete')
    await expect.poll(() => document.querySelector(card(`${first}_2`))).toBeNull()
    ;(await shown.button('Undo')).click()
    await shown.find(card(`${first}_2`))
  })

  it('asks of a formula column for the formula only, and settles its kind of result', async () => {
    const shown = showDesigner(app, at)
    ;(await shown.find('[data-palette-item="subform"]')).click()
    ;(await shown.button('Add a column')).click()
    await shown.item('Formula')
    const panel = await shown.find('[role="region"] textarea')
    expect(panel.closest('[role="region"]')?.textContent).not.toMatch(/Required|Default|Kind of result/)
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(panel, 'Quantity * 2')
    panel.dispatchEvent(new Event('input', { bubbles: true }))
    panel.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    ;(await shown.button('Save')).click()
    await shown.untilSaved()
    const table = (shown.saved() as AppDocument).entities.items[form.entity]
    const columns = Object.values(table?.fields.items ?? {}).find(({ type }) => type === 'subform')?.fields
    const formula = Object.values(columns?.items ?? {}).find(({ type }) => type === 'computed')
    expect(formula).toMatchObject({ computed: { 'dec*': [{ var: 'quantity' }, 2] }, config: { result: 'decimal' } })
  })

  it('says of a column what it says of a field, and keeps that in step with the columns', async () => {
    const shown = showDesigner(app, at)
    ;(await shown.find('[data-palette-item="subform"]')).click()
    ;(await shown.button('Add a column')).click()
    await shown.item('Number')
    ;(await shown.find('[role="region"] textarea')).focus()
    const inPanel = (name: string) =>
      [...document.querySelectorAll<HTMLElement>('[role="region"] button')].find((one) => one.textContent?.trim() === name)
    for (const name of ['Checks (0)', 'Add check']) {
      await expect.poll(() => inPanel(name)).toBeDefined()
      inPanel(name)?.click()
    }
    ;(await shown.button('Add a column')).click()
    await shown.item('Date')
    ;(await shown.button('Save')).click()
    await shown.untilSaved()
    const saved = shown.saved() as AppDocument
    const field = Object.values(saved.entities.items[form.entity]?.fields.items ?? {}).find(({ type }) => type === 'subform')
    const element = Object.values(formOf(saved).elements.items).find((item) => 'columns' in item) as FieldElement
    expect(element.columns?.order).toEqual(field?.fields?.order)
    const checked = Object.values(element.columns?.items ?? {}).filter(({ checks }) => checks)
    expect(checked.map(({ field, checks }) => [field, checks?.length])).toEqual([[field?.fields?.order[2], 1]])
  })

  it('begins a check with a value, which any kind of field can have', async () => {
    const shown = showDesigner(app, at)
    ;(await shown.find('[data-palette-item="dateRange"]')).click()
    ;(await shown.button('Checks (0)')).click()
    ;(await shown.button('Add check')).click()
    ;(await shown.button('Save')).click()
    await shown.untilSaved()
    const element = Object.values(formOf(shown.saved() as AppDocument).elements.items).find((item) => 'checks' in item) as FieldElement
    expect(element.checks?.[0]?.holds).toEqual({ '!': [{ empty: [{ var: element.field }] }] })
  })

  it('draws the rows of a sub-form as a phone does while one tries it there', async () => {
    const shown = showDesigner(app, at)
    ;(await shown.find('[data-palette-item="subform"]')).click()
    ;(await shown.button('Try it')).click()
    ;(await shown.button('Add a row')).click()
    await shown.find('[data-field] table')
    ;(await shown.find('input[type="radio"][value="phone"]')).click()
    await expect.poll(() => document.querySelector('[data-width="phone"] [data-field] table')).toBeNull()
    await shown.text('Row 1')
  })

  it('lets one try the form, in both languages and on a phone', async () => {
    const shown = showDesigner(app, at)
    ;(await shown.button('Try it')).click()
    await shown.find('form [data-field]')
    const choose = async (value: string) => {
      const input = await shown.find(`input[type="radio"][value="${value}"]`)
      input.click()
    }
    await choose('phone')
    await shown.find('[data-width="phone"] form')
    await choose('zh-CN')
    await expect.poll(() => document.querySelector('[lang="zh-CN"] button[type="submit"]')?.textContent).toBe('提交')
  })
})
