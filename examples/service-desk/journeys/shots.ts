/** Pictures of every main page, for people to look at: `node examples/service-desk/journeys/shots.ts <address of a trial> <folder>`. */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { type Language, languages, launchBrowser, openPage, type PageOptions, signIn } from './browser.ts'
import { mainPages, settled } from './main-pages.ts'

const [address = 'http://127.0.0.1:7070', folder = 'screenshots', wanted = ''] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const browser = await launchBrowser()
for (const language of languages)
  for (const dark of [false, true]) for (const phone of [false, true]) await picturesOf({ address, language, dark, phone })
await browser.close()

async function picturesOf(options: PageOptions & { language: Language }): Promise<void> {
  const name = [options.language === 'en' ? 'en' : 'zh', options.dark ? 'dark' : 'light', options.phone ? '360' : '1440'].join('-')
  const people = new Map<string, Page>()
  for (const one of mainPages) {
    if (!one.name.includes(wanted)) continue
    const page =
      people.get(one.person ?? '') ?? (one.person ? await signIn(browser, one.person, options) : await openPage(browser, options))
    people.set(one.person ?? '', page)
    await one.open(page, options.language)
    await settled(page)
    await page.screenshot({ path: path.join(folder, `${one.name}-${name}.png`) })
  }
  for (const page of people.values()) await page.context().close()
  console.info(name)
}
