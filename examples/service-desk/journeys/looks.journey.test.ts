import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, launchBrowser, openPage, type PageOptions, signIn } from './browser.ts'
import { mainPages, settled } from './main-pages.ts'

/** Both themes, both screens, both languages; the longer words on the narrower screen. */
const looks: Omit<PageOptions, 'address'>[] = [{ language: 'zh-CN' }, { language: 'en', phone: true, dark: true }]

describe.each(looks)('every main page, %o', (look) => {
  const options = { address: inject('trial').address, ...look }
  let browser: Browser
  const people = new Map<string, JourneyPage>()

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it.each(mainPages)('$name: axe finds nothing, nothing scrolls sideways, no error is logged', async (main) => {
    const who = main.person ?? ''
    const page = people.get(who) ?? (who ? await signIn(browser, who, options) : await openPage(browser, options))
    people.set(who, page)
    page.problems.length = 0
    await main.open(page, look.language)
    await settled(page)
    const { violations } = await new AxeBuilder({ page: page as never }).analyze()
    expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
    expect.soft(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect.soft(page.problems).toEqual([])
  })
})
