import { type Browser, chromium, type Page } from 'playwright-core'

/** Chromium from npm on Linux; an installed Chrome elsewhere. */
export async function launchBrowser(): Promise<Browser> {
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

/** A page of somebody's own: language, screen and a record of what went wrong in it. */
export async function openPage(
  browser: Browser,
  options: { language: Language; phone?: boolean; dark?: boolean },
): Promise<Page & { problems: string[] }> {
  const context = await browser.newContext({
    locale: options.language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: options.phone ? { width: 360, height: 740 } : { width: 1440, height: 900 },
    hasTouch: options.phone === true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.setDefaultTimeout(20_000)
  return Object.assign(page, { problems })
}
