import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { filtersApp } from './filters-app.ts'
import { type MadeApp, makeApp } from './make-app.ts'

/** Somebody else's site with a frame on its page. */
async function openSite(): Promise<{ origin: string; show: (code: string) => void; server: Server }> {
  let page = ''
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(page))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    server,
    origin,
    show: (code) => {
      page = `<!doctype html><meta name="viewport" content="width=device-width"><title>Elsewhere</title><body style="margin:0">${code}`
    },
  }
}

describe.each(languages)('a dashboard on another site in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  const app = `embed_${language === 'en' ? 'en' : 'zh'}`
  const name = say('官网', 'Home page')
  const dark = language === 'en'
  const [total, byRegion] = ['[data-report="total"] [class*=_figure_]', '[data-report="by_region"]']
  let browser: Browser
  let page: JourneyPage
  let made: MadeApp
  let sites: Awaited<ReturnType<typeof openSite>>[]
  let code = ''
  let url = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    sites = await Promise.all([openSite(), openSite()])
    made = await makeApp(browser, address, '系统管理员', filtersApp(app))
    for (const [no, region, kind] of [
      ['1', 'north', 'pump'],
      ['2', 'north', 'valve'],
      ['3', 'south', 'pump'],
    ])
      await made.file('sale', { no: no ?? '', region: region ?? '', kind: kind ?? '' })
    page = await signIn(browser, '系统管理员', { address, language, dark }, `/a/${app}/d/overview`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
    for (const { server } of sites ?? []) server.close()
  })

  it('is made by whoever may: a role, a site, a filter that is fixed as it stands on screen', async () => {
    await page
      .getByRole('group', { name: say('筛选', 'Filters') })
      .getByRole('button', { name: say('区域', 'Region') })
      .click()
    await page.getByRole('combobox', { name: say('区域', 'Region') }).click()
    await page.getByRole('option', { name: say('北区', 'North') }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await page.locator(total).textContent())?.trim()).toBe('2')
    await page.getByRole('button', { name: say('分享与嵌入', 'Share and embed') }).click()
    await page.getByRole('button', { name: say('新建链接', 'New link') }).click()
    await page.getByRole('textbox', { name: say('名称', 'Name') }).fill(name)
    await page.getByRole('combobox', { name: say('筛选“区域”', 'Filter “Region”') }).click()
    await page.getByRole('option', { name: say('固定为当前值，访客看得到', 'Fixed as on screen, told') }).click()
    await page.getByRole('checkbox', { name: say('访客可以点开数字背后的记录', 'Visitors may open the records behind a figure') }).check()
    await page.getByRole('textbox', { name: say('允许嵌入的网站', 'Sites that may frame it') }).fill(`${sites[0]?.origin}/page`)
    await page.getByRole('button', { name: say('生成链接', 'Make link') }).click()
    url = await page.getByRole('textbox', { name: say('链接', 'Link'), exact: true }).inputValue()
    code = await page.getByRole('textbox', { name: say('嵌入代码', 'Code to embed') }).inputValue()
    expect(code).toContain(`<iframe src="${url}"`)
    expect(page.problems).toEqual([])
  })

  it('shows its figures there without an account or a cookie, narrowed by a click, and the records behind them', async () => {
    sites[0]?.show(code)
    const there = await openPage(browser, { address, language, dark, phone: language === 'zh-CN' })
    await there.goto(sites[0]?.origin ?? '')
    const frame = there.frameLocator('iframe')
    await expect.poll(async () => (await frame.locator(total).textContent())?.trim()).toBe('2')
    await frame.getByText(say('区域: 北区', 'Region: North')).waitFor()
    expect(await frame.locator(byRegion).getByText(say('南区', 'South')).count()).toBe(0)
    // Laid out as its author laid it: with its styles.
    expect(await frame.locator('[data-report="total"]').evaluate(displayOf)).toBe('flex')
    await frame.locator(total).click()
    await expect.poll(() => frame.getByTestId('drill-count').textContent()).toContain('2')
    expect(await there.context().cookies()).toEqual([])
    expect(there.problems).toEqual([])
    await there.context().close()
  })

  it('is refused to a site that is not on the list', async () => {
    sites[1]?.show(code)
    const there = await openPage(browser, { address, language })
    await there.goto(sites[1]?.origin ?? '')
    await expect.poll(() => there.problems.join()).toContain('frame-ancestors')
    expect(await there.frameLocator('iframe').locator(total).count()).toBe(0)
    await there.context().close()
  })

  it('is closed by its maker, for whoever has it open too', async () => {
    const visitor = await openPage(browser, { address, language })
    await visitor.goto(`${url}?theme=dark&lang=en`)
    await visitor.getByRole('heading', { name: 'Sales overview' }).waitFor()
    expect(await visitor.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
    await page.getByRole('button', { name: say('完成', 'Done') }).click()
    await page
      .getByTestId('embed-link')
      .getByText(say('最近使用', 'Last used'))
      .or(page.getByText(say('尚未使用', 'Not used yet')))
      .first()
      .waitFor()
    await page.getByRole('button', { name: say(`停用“${name}”`, `Revoke “${name}”`) }).click()
    await page.getByText(say('还没有链接。', 'No links yet.')).waitFor()
    await visitor.reload()
    await visitor.getByText('This dashboard cannot be shown').waitFor()
    await visitor.context().close()
  })
})

/** Runs in the page. */
function displayOf(tile: unknown): string {
  return (globalThis as unknown as { getComputedStyle: (of: unknown) => { display: string } }).getComputedStyle(tile).display
}
