import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { layoutApp } from './layout-app.ts'
import { makeApp } from './make-app.ts'

const admin = '系统管理员'
const { address } = inject('trial')
let browser: Browser
let forms: { [form: string]: string }

beforeAll(async () => {
  browser = await launchBrowser()
  const made = await makeApp(browser, address, admin, layoutApp())
  forms = made.publicForms
  await made.close()
})
afterAll(() => browser?.close())

/** By touch in Chinese, by keyboard alone in English. */
describe.each(languages)('a customer books a visit step by step in %s', (language) => {
  stopAtFirstFailure()
  const say = wordsOf(language)
  const byKeyboard = language === 'en'
  let page: JourneyPage

  const current = () => page.locator('[aria-current="step"]')
  const isAt = (number: number, name: string) =>
    current()
      .filter({ hasText: `${number}${name}` })
      .waitFor()
  async function fill(label: string, text: string) {
    const input = page.getByRole('textbox', { name: label })
    if (!byKeyboard) return input.fill(text)
    await tabTo(() => hasFocus(input))
    await page.keyboard.type(text)
  }
  async function tabTo(isThere: () => Promise<boolean>) {
    for (let press = 0; press < 40; press++) {
      if (await isThere()) return
      await page.keyboard.press('Tab')
    }
    expect.fail('Tab does not lead there')
  }
  async function press(name: string) {
    const target = page.getByRole('button', { name, exact: true })
    if (!byKeyboard) return target.click()
    await tabTo(() => hasFocus(target))
    await page.keyboard.press('Enter')
  }

  beforeAll(async () => {
    page = await openPage(browser, { address, language, phone: !byKeyboard })
    await page.goto(forms.book ?? '')
  })
  afterAll(() => page.context().close())

  it('is kept at the first step until it is in order, and told where', async () => {
    await isAt(1, say('联系人', 'About you'))
    await expect.poll(() => page.getByRole('button', { name: say('提交', 'Submit'), exact: true }).isVisible()).toBe(false)
    await press(say('下一步', 'Next'))
    await page.getByText(say('有 3 项需要修改', '3 fields need your attention')).waitFor()
    const focused = await page.locator('[data-field]:focus-within').first().getAttribute('data-field')
    expect(focused).toBe('customer')
  })

  it('goes on to the step that its answers ask for', async () => {
    await fill(say('客户名称', 'Customer'), say('王小明', 'Ming Wang'))
    await fill(say('联系电话', 'Phone'), '13800138000')
    if (byKeyboard) {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
    } else await page.getByText('维修').click()
    await press(say('下一步', 'Next'))
    await isAt(2, say('设备', 'Machine'))
    expect(
      await page
        .getByRole('status')
        .filter({ hasText: say('第 2 步，共 3 步', 'Step 2 of 3') })
        .count(),
    ).toBe(1)
  })

  it('goes back without losing anything, and on again', async () => {
    await fill(say('产品型号', 'Model'), 'XQG80')
    expect(await page.getByRole('link', { name: say('查看说明书', 'Read the manual') }).getAttribute('href')).toBe(
      'https://example.com/manual?model=XQG80',
    )
    await press(say('上一步', 'Back'))
    await isAt(1, say('联系人', 'About you'))
    expect(await page.getByRole('textbox', { name: say('客户名称', 'Customer') }).inputValue()).toBe(say('王小明', 'Ming Wang'))
    await press(say('下一步', 'Next'))
    await isAt(2, say('设备', 'Machine'))
    await press(say('下一步', 'Next'))
    await isAt(3, say('地址与期望', 'Where and when'))
  })

  it('hands in at the last step', async () => {
    await press(say('提交', 'Submit'))
    await page.getByText(say('有 1 项需要修改', 'One field needs your attention')).waitFor()
    await fill(say('期望', 'Wishes'), say('周末', 'At the weekend'))
    await press(say('提交', 'Submit'))
    await page.getByText(say('已收到，谢谢你！', 'Received. Thank you!')).first().waitFor()
    expect(page.problems).toEqual([])
  })
})

describe.each(languages)('staff begin a visit in tabs and go on with the draft elsewhere in %s', (language) => {
  stopAtFirstFailure()
  const say = wordsOf(language)
  const customer = say('草稿客户', 'Draft customer')
  let page: JourneyPage
  let elsewhere: JourneyPage

  const open = async (on: JourneyPage) => on.getByRole('button', { name: say('新建上门单', 'New Visit') }).click()
  const tab = (on: JourneyPage, name: string) => on.getByRole('tab', { name })

  beforeAll(async () => {
    page = await signIn(browser, admin, { address, language }, '/a/visits/visits')
  })
  afterAll(async () => {
    await page?.context().close()
    await elsewhere?.context().close()
  })

  it('walks through the tabs by arrows and keeps what it typed as a draft', async () => {
    await open(page)
    await page.getByRole('textbox', { name: say('客户名称', 'Customer') }).fill(customer)
    await tab(page, say('客户', 'Customer')).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('textbox', { name: say('产品型号', 'Model') }).fill('XQG80')
    await page.keyboard.press('Escape')
    await open(page)
    await page.getByRole('button', { name: say('存草稿', 'Save draft') }).click()
    await page.getByText(say('草稿已保存', 'Draft saved')).waitFor()
  })

  it('finds it on another device, where an error in a hidden tab is counted and opened', async () => {
    elsewhere = await signIn(browser, admin, { address, language, phone: true }, '/a/visits/visits')
    await open(elsewhere)
    await elsewhere.getByRole('button', { name: say(`继续填写：${customer}`, `Go on with ${customer}`) }).click()
    await expect.poll(() => elsewhere.getByRole('textbox', { name: say('客户名称', 'Customer') }).inputValue()).toBe(customer)
    await elsewhere.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    const wish = elsewhere.getByRole('textbox', { name: say('期望', 'Wishes') })
    await expect.poll(() => hasFocus(wish)).toBe(true)
    expect(await tab(elsewhere, say('服务内容', 'Work')).getAttribute('aria-selected')).toBe('true')
    expect(await elsewhere.getByRole('textbox', { name: say('产品型号', 'Model') }).inputValue()).toBe('XQG80')
    await tab(elsewhere, say('客户', 'Customer')).click()
    await tab(elsewhere, say('服务内容', 'Work')).filter({ hasText: '1' }).click()
    await wish.fill(say('尽快', 'Soon'))
    await elsewhere.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await elsewhere.getByText(say(`已新建 ${customer}`, `Created ${customer}`)).waitFor()
  })

  it('and then the draft is gone everywhere', async () => {
    await page.reload()
    await open(page)
    await page.getByRole('textbox', { name: say('客户名称', 'Customer') }).waitFor()
    expect(await page.getByText(say('我的草稿', 'My drafts')).count()).toBe(0)
    expect([...page.problems, ...elsewhere.problems]).toEqual([])
  })
})

async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus')).count()) > 0
}
