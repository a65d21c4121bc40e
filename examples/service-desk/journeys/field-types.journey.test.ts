import { AxeBuilder } from '@axe-core/playwright'
import { type FieldType, fieldTypes } from '@tangram/form-engine'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { allFieldsApp, exampleValues, fieldIdOf } from './all-fields-app.ts'
import { type JourneyPage, type Language, launchBrowser, signIn, wordsOf } from './browser.ts'
import { settled } from './main-pages.ts'
import { makeApp } from './make-app.ts'

const admin = '系统管理员'
const screens = [
  { language: 'zh-CN', phone: false },
  { language: 'en', phone: true },
] as const
const themes = ['light', 'dark'] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
  const app = await makeApp(browser, inject('trial').address, admin, allFieldsApp())
  await app.file('thing', { name: 'Pump 1' })
  await app.file('sample', exampleValues(), 'all')
  await app.close()
})
afterAll(() => browser.close())

/** Every type of the registry on one form: a new one is looked at here without anybody thinking of it. */
describe.each(screens.flatMap((screen) => themes.map((theme) => ({ ...screen, theme }))))(
  'every field type, %o',
  ({ language, phone, theme }) => {
    let page: JourneyPage
    let closed: { [type: string]: string[] }
    beforeAll(async () => {
      page = await openForm({ language, phone, dark: theme === 'dark' })
      closed = await violationsOf(page, 'form')
    })
    afterAll(() => page.context().close())

    it.each(named(fieldTypes))('%s: axe finds nothing, closed and open; Esc closes no more than what is open', async (type) => {
      expect.soft(closed[fieldIdOf(type)], 'closed').toBeUndefined()
      if (await open(page, fieldOf(page, type))) {
        expect.soft(await violationsOf(page, `form [data-field="${fieldIdOf(type)}"]`, '.mantine-Popover-dropdown'), 'open').toEqual({})
        await page.keyboard.press('Escape')
        await expect.poll(() => isOpen(page)).toBe(false)
      }
      expect.soft(await page.locator('form [data-field]').count(), 'the form is still there').toBeGreaterThan(30)
      expect.soft(page.problems.splice(0)).toEqual([])
    })

    it('fits the screen', async () => {
      expect.soft(closed['']).toBeUndefined()
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    })
  },
)

describe('by keyboard alone', () => {
  let page: JourneyPage
  const reached = new Set<string>()
  beforeAll(async () => {
    page = await openForm({ language: 'en', phone: false })
    await fieldOf(page, 'text').locator('input').focus()
    for (let tabs = 0; tabs < 200; tabs++) {
      const id = await page.evaluate('document.activeElement?.closest("[data-field]")?.getAttribute("data-field") ?? ""')
      reached.add(String(id))
      await page.keyboard.press('Tab')
    }
  })
  afterAll(() => page.context().close())

  it.each(named(fieldTypes.filter(isWritten)))('%s: Tab reaches it, keys fill it in', async (type) => {
    expect([...reached]).toContain(fieldIdOf(type))
    // Choosing a file is the business of the system.
    if (fieldTypes.find((one) => one.type === type)?.holds === 'files' && type !== 'signature') return
    const field = fieldOf(page, type)
    const before = await contentOf(page, type)
    const first = field.locator(focusable).first()
    await first.focus()
    for (const keys of waysToFill(type, await first.getAttribute('aria-haspopup'))) {
      // What a list holds comes from the server.
      const isList = keys[0] === 'ArrowDown' && (await first.getAttribute('role')) === 'combobox'
      if (isList) await page.keyboard.press('ArrowDown')
      if (isList) await page.locator(':is([role="option"], [role="treeitem"]):visible').first().waitFor()
      for (const key of keys) {
        if (key.length > 1 && /^[A-Z]/.test(key)) await page.keyboard.press(key)
        else await page.keyboard.type(key)
      }
      if (await isOpen(page)) await page.keyboard.press('Escape')
      if ((await contentOf(page, type)) !== before) break
    }
    expect(await contentOf(page, type)).not.toBe(before)
  })
})

const focusable = ':is(input, select, textarea, button, [contenteditable="true"]):not([tabindex="-1"], [disabled])'

/** Keys that people try, until one of the ways changes something. */
function waysToFill(type: string, unfolds: string | null): string[][] {
  if (type === 'signature') return [['Enter', 'Tab', 'lin yue']]
  if (unfolds === 'tree') return [['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'Enter']]
  return [['1'], ['Space'], ['ArrowRight'], ['ArrowDown', 'ArrowDown', 'Enter'], ['a', 'Enter'], ['ArrowDown', 'Enter']]
}

const isWritten = ({ serial, widget }: FieldType): boolean => serial === undefined && widget !== 'readonly'

const named = (types: readonly FieldType[]): string[] => types.map(({ type }) => type)

const fieldOf = (page: Page, type: string): Locator => page.locator(`form [data-field="${fieldIdOf(type)}"]`)

/** All that a field shows as its value. */
function contentOf(page: Page, type: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const field = document.querySelector('form [data-field="${fieldIdOf(type)}"]')
    const inputs = [...field.querySelectorAll('input, select, textarea')].map((one) => (/checkbox|radio/.test(one.type) ? one.checked : one.value))
    return JSON.stringify([inputs, [...field.querySelectorAll('[contenteditable="true"], li, output, [role="gridcell"]')].map((one) => one.textContent)])
  })()`)
}

/** Opens what a field unfolds, a list, a tree or a calendar; false when it unfolds nothing. */
async function open(page: Page, field: Locator): Promise<boolean> {
  const first = field.locator(focusable).first()
  if ((await first.count()) === 0) return false
  await first.focus()
  if ((await first.getAttribute('role')) === 'combobox') await page.keyboard.press('ArrowDown')
  await settled(page)
  return isOpen(page)
}

async function isOpen(page: Page): Promise<boolean> {
  const found = await page.evaluate(`document.activeElement?.getAttribute('aria-expanded') === 'true' ||
    [...document.querySelectorAll('.mantine-Popover-dropdown')].some((one) => one.checkVisibility())`)
  return found === true
}

/** What axe finds, by field; what is in none of them stands under ''. */
async function violationsOf(page: Page, ...parts: string[]): Promise<{ [field: string]: string[] }> {
  const axe = new AxeBuilder({ page: page as never })
  for (const part of parts) axe.include(part)
  const found: { [field: string]: string[] } = {}
  for (const { id, nodes } of (await axe.analyze()).violations) {
    for (const node of nodes) {
      const target = node.target.join(' ')
      const field = await page.evaluate(`document.querySelector(${JSON.stringify(target)})?.closest('[data-field]')?.dataset.field ?? ''`)
      found[String(field)] = [...(found[String(field)] ?? []), `${id}: ${target}`]
    }
  }
  return found
}

async function openForm(options: { language: Language; phone: boolean; dark?: boolean }): Promise<JourneyPage> {
  const page = await signIn(browser, admin, { address: inject('trial').address, ...options }, '/a/all_fields/samples')
  await page.getByRole('button', { name: wordsOf(options.language)('新建样例', 'New Sample') }).click()
  const last = fieldTypes.at(-1)?.type ?? ''
  await fieldOf(page, last).waitFor()
  // Every widget is there.
  for (const type of named(fieldTypes.filter(isWritten)))
    await fieldOf(page, type).locator(focusable).first().waitFor({ state: 'attached' })
  // All of it in sight: axe takes a label that is scrolled away for none.
  await page.setViewportSize({ width: options.phone ? 360 : 1440, height: 9000 })
  await settled(page)
  return page
}
