import '../texts/register.ts'
import { decimal, type Entity, integer, text, type ValueType } from '@tangram/data-model'
import { entityScope, type Logic } from '@tangram/expression'
import { TangramProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FormulaInput } from './formula-input.tsx'

vi.setConfig({ testTimeout: 20_000 })

const attribute = (id: string, en: string, zh: string, valueType: ValueType, more = {}) => ({
  id,
  label: { en, 'zh-CN': zh },
  valueType,
  required: false,
  unique: false,
  fieldType: 'text',
  ...more,
})
const attributes = {
  status: attribute('status', 'Status', '状态', text(), {
    options: [
      { id: 'new', label: { en: 'New', 'zh-CN': '新建' } },
      { id: 'solved', label: { en: 'Solved', 'zh-CN': '已解决' } },
    ],
  }),
  count: attribute('count', 'Count', '数量', integer()),
  price: attribute('price', 'Unit price', '单价', decimal(18, 2)),
}
const ticket: Entity = {
  app: 'desk',
  id: 'ticket',
  label: { en: 'Ticket' },
  title: 'status',
  attributes,
  order: Object.keys(attributes),
  unique: [],
  indexes: [],
}
const scope = entityScope(ticket, () => undefined)

async function show(value: Logic | undefined, locale: 'en' | 'zh-CN' = 'en') {
  const given: (Logic | undefined)[] = []
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <TangramProvider locale={locale} notifications={false}>
      <FormulaInput scope={scope} label="Formula" value={value} onChange={(logic) => given.push(logic)} />
    </TangramProvider>,
  )
  onTestFinished(() => {
    root.unmount()
    document.body.replaceChildren()
  })
  const until = <T,>(look: () => T | null | undefined) =>
    vi.waitFor(
      () => {
        const found = look()
        if (found === undefined || found === null) throw new Error(`Not in: ${document.body.textContent?.slice(-300)}`)
        return found
      },
      { timeout: 5_000 },
    )
  const box = await until(() => document.querySelector('textarea'))
  return {
    given,
    box,
    until,
    /** Types at the end, as one keystroke would leave it. */
    type(words: string) {
      box.focus()
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(box, words)
      box.setSelectionRange(words.length, words.length)
      box.dispatchEvent(new Event('input', { bubbles: true }))
    },
    press: (key: string, more: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
      box.dispatchEvent(event)
      return event.defaultPrevented
    },
    options: () =>
      [...document.querySelectorAll<HTMLElement>('[role="option"]')].map((each) => each.firstElementChild?.nextElementSibling?.textContent),
    shows: (words: string) => until(() => document.body.textContent?.includes(words) || undefined),
    button: (name: string) => until(() => [...document.querySelectorAll('button')].find((each) => each.textContent === name)),
  }
}

describe('the formula editor', () => {
  it('offers options behind an equals sign; arrows choose, Enter takes, and Enter again hands the formula over', async () => {
    const { type, press, box, options, until, given, shows } = await show(undefined)
    type('Status = ')
    await until(() => options()[0])
    expect(options().slice(0, 3)).toEqual(['New', 'Solved', 'Status'])
    expect(box.getAttribute('aria-activedescendant')).toBe(document.querySelector('[aria-selected="true"]')?.id)
    expect(press('ArrowDown')).toBe(true)
    await until(() => (document.querySelector('[aria-selected="true"]')?.textContent?.includes('Solved') ? true : undefined))
    press('Enter')
    await until(() => (box.value === 'Status = "Solved"' ? true : undefined))
    expect(document.querySelector('[role="option"]')).toBeNull()
    await shows('Gives true or false')
    press('Enter')
    await until(() => given[0])
    expect(given).toEqual([{ '==': [{ var: 'status' }, 'solved'] }])
  })

  it('completes names and functions, in braces where a label has blanks, with the cursor where one goes on', async () => {
    const { type, press, box, until, options } = await show(undefined)
    type('uni')
    await until(() => options()[0])
    press('Tab')
    await until(() => (box.value === '{Unit price}' ? true : undefined))
    type('ROUN')
    await until(() => options().includes('ROUND') || undefined)
    press('Enter')
    await until(() => (box.value === 'ROUND()' ? true : undefined))
    expect(box.selectionStart).toBe('ROUND('.length)
  })

  it('leaves the keys alone while there is no list, and closes only the list on Escape', async () => {
    const { type, press, options, until } = await show(undefined)
    type('Cou')
    await until(() => options()[0])
    expect(press('Escape')).toBe(true)
    await until(() => (options().length === 0 ? true : undefined))
    expect(press('Escape')).toBe(false)
    expect(press('ArrowDown')).toBe(false)
    expect(press('Tab')).toBe(false)
    expect(press(' ', { ctrlKey: true })).toBe(true)
    await until(() => options()[0])
  })

  it('says what the function takes and which of it comes now', async () => {
    const { type, until } = await show(undefined)
    type('IF(Count > 1, ')
    expect((await until(() => document.querySelector('[data-active]')))?.textContent).toBe('then')
  })

  it('underlines what is wrong where it is and writes what was meant', async () => {
    const { type, box, button, given, until } = await show({ '+': [{ var: 'count' }, 1] })
    expect(box.value).toBe('Count + 1')
    type('Count + Statis')
    expect((await until(() => document.querySelector('[data-problem="error"]')))?.textContent).toBe('Statis')
    box.blur()
    expect(given).toEqual([])
    expect(box.value).toBe('Count + Statis')
    ;(await button('Write Status')).click()
    await until(() => (box.value === 'Count + Status' ? true : undefined))
    // Numbers and texts do not add up: still wrong, still there.
    expect(box.getAttribute('aria-invalid')).toBe('true')
  })

  it('hands over nothing that was not changed, and nothing at all when emptied', async () => {
    const { type, box, given, until } = await show({ '+': [{ var: 'count' }, 1] })
    type('1 + 1')
    type('Count+1')
    box.blur()
    expect(given).toEqual([])
    type('')
    box.blur()
    await until(() => (given.length === 1 ? true : undefined))
    expect(given).toEqual([undefined])
  })

  it('inserts fields and functions from the list of all, found by what they do', async () => {
    const { button, box, until, shows } = await show(undefined)
    ;(await button('Fields and functions')).click()
    await shows('Logic')
    const search = await until(() => document.querySelector<HTMLInputElement>('input[aria-label="Search fields and functions"]'))
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(search, 'unit')
    search.dispatchEvent(new Event('input', { bubbles: true }))
    const found = await until(() => [...document.querySelectorAll('button')].find((each) => each.textContent?.startsWith('Unit price')))
    found.click()
    await until(() => (box.value === '{Unit price}' ? true : undefined))
  })

  it('speaks Chinese and knows initials', async () => {
    const { type, press, box, options, until, shows } = await show(undefined, 'zh-CN')
    type('zt')
    await until(() => (options()[0] === '状态' ? true : undefined))
    press('Enter')
    await until(() => (box.value === '状态' ? true : undefined))
    type('数量＋1')
    await shows('结果：整数')
  })
})
