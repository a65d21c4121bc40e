import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn } from './browser.ts'
import { mainPages, settled } from './main-pages.ts'

const screens = languages.flatMap((language) => [false, true].map((phone) => ({ language, phone })))
const themes = ['light', 'dark'] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/**
 * Both languages on both screens: what fits one may overflow the other. Axe, which takes most of the time, looks at each screen in one
 * language, by day and by night: roles and colours are the same in the other.
 */
describe.each(screens)('every main page, %o', ({ language, phone }) => {
  const meetsAxe = phone === (language === 'zh-CN')
  const options = { address: inject('trial').address, language, phone }
  const people = new Map<string, JourneyPage>()
  afterAll(async () => {
    for (const page of people.values()) await page.context().close()
  })

  it.each(mainPages)('$name: axe finds nothing, nothing overflows, no error is logged', async (main) => {
    const who = main.person ?? ''
    const page = people.get(who) ?? (who ? await signIn(browser, who, options) : await openPage(browser, options))
    people.set(who, page)
    page.problems.length = 0
    await main.open(page, language)
    for (const theme of meetsAxe ? themes : themes.slice(0, 1)) {
      await page.emulateMedia({ colorScheme: theme })
      await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor()
      await settled(page)
      if (meetsAxe) expect.soft(await violationsOf(page, theme), theme).toEqual([])
      expect.soft(await overflowOf(page), theme).toEqual({ sideways: 0, belowThePage: 0 })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    expect.soft(page.problems).toEqual([])
  })
})

async function violationsOf(page: JourneyPage, theme: (typeof themes)[number]): Promise<string[]> {
  const axe = new AxeBuilder({ page: page as never })
  // Roles and names are the same by night; only colours are others.
  const { violations } = await (theme === 'light' ? axe : axe.withRules('color-contrast')).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** How far the document can be scrolled beyond what it shows: sideways never, and not at all where a part of it scrolls instead. */
async function overflowOf(page: JourneyPage): Promise<unknown> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    const main = document.querySelector('main')
    const partScrolls = main !== null && getComputedStyle(main).overflowY === 'auto'
    return { sideways: scrollWidth - clientWidth, belowThePage: partScrolls ? scrollHeight - clientHeight : 0 }
  })()`)
}
