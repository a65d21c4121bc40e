import { type Browser, chromium, type Page } from 'playwright-core'

/** A browser; now and then one ends with a segmentation fault while it starts, so it is tried thrice. */
export async function launchBrowser(triesLeft = 2): Promise<Browser> {
  try {
    return await launch()
  } catch (error) {
    if (triesLeft === 0) throw error
    return launchBrowser(triesLeft - 1)
  }
}

/** Chromium from npm on Linux; an installed Chrome elsewhere. */
async function launch(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [
      ...packed.args.filter((arg) => !arg.startsWith('--headless') && arg !== '--single-process' && arg !== '--no-zygote'),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
    headless: true,
  })
}

export type Language = 'zh-CN' | 'en'
export const languages = ['zh-CN', 'en'] as const

/** Picks the words of a language: `const say = wordsOf('en'); say('提交', 'Submit')`. */
export function wordsOf(language: Language): (zh: string, en: string) => string {
  return (zh, en) => (language === 'zh-CN' ? zh : en)
}

export type PageOptions = { address: string; language: Language; phone?: boolean; dark?: boolean }

/** A page of somebody's own: language, screen, cookies, and a record of what went wrong in it. */
export type JourneyPage = Page & { problems: string[] }

export async function openPage(browser: Browser, options: PageOptions): Promise<JourneyPage> {
  const context = await browser.newContext({
    baseURL: options.address,
    locale: options.language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: options.phone ? { width: 360, height: 740 } : { width: 1440, height: 900 },
    hasTouch: options.phone === true,
    isMobile: options.phone === true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`)
  })
  page.setDefaultTimeout(30_000)
  return Object.assign(page, { problems })
}

/** Opens a page as one of the trial's sample people, who chooses their card. */
export async function signIn(browser: Browser, name: string, options: PageOptions, path = '/'): Promise<JourneyPage> {
  const page = await openPage(browser, options)
  await page.goto(`/login?to=${encodeURIComponent(path)}`)
  await page.getByRole('listitem').getByRole('button', { name }).click()
  await page.waitForURL((url) => url.pathname === path.split('?')[0])
  return page
}
