import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { approvalsApp } from './approvals-app.ts'
import { type ApprovalsDesk, approvalsDesk } from './approvals-desk.ts'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { idlePerson } from './idle-person.ts'
import { type MadeApp, makeApp, samplePeople } from './make-app.ts'

const tech = '何清'
const finance = '宋岚'
const admin = '系统管理员'

let browser: Browser
let app: MadeApp
let lead: string
const id = `inbox_${Date.now().toString(36)}`

beforeAll(async () => {
  const { address, directory } = inject('trial')
  browser = await launchBrowser()
  lead = await idlePerson(directory)
  const idOf = await samplePeople(browser, address)
  const signers = { lead: idOf(lead), tech: idOf(tech), finance: idOf(finance), clerks: [idOf(finance), idOf(tech)] }
  app = await makeApp(browser, address, admin, approvalsApp(id, signers))
  await giveRoleToEveryone(directory, id, 'staff')
})
afterAll(async () => {
  await app?.close()
  await browser?.close()
})

describe.each(languages)('the inbox in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let desk: ApprovalsDesk
  let page: JourneyPage
  const links = () => page.locator('[data-tasks] a')
  const titles = ['甲', '乙', '丙'].map((name) => `${name} ${language}`)

  beforeAll(async () => {
    desk = approvalsDesk(browser, address, language)
    page = await desk.inboxOf(lead)
  })
  afterAll(() => desk?.close())

  it('shows what arrives by itself, and counts it', async () => {
    await page.getByText(say('都处理完了', 'All done')).waitFor()
    for (const title of titles) await app.file('expense', { title, amount: '5.00' })
    await expect.poll(() => links().count(), { timeout: 20_000 }).toBe(3)
    await page
      .getByRole('navigation', { name: say('我的流程', 'Inbox') })
      .getByText('3', { exact: true })
      .waitFor()
    const { violations } = await new AxeBuilder({ page: page as never }).analyze()
    expect(violations.map(({ id: rule }) => rule)).toEqual([])
  })

  it('keeps its filters in the address and over a reload', async () => {
    await page.getByRole('textbox', { name: say('搜索标题、单号、步骤', 'Search title, number, step') }).fill('甲')
    await page.waitForURL('**/tasks?q=*')
    await expect.poll(() => links().count()).toBe(1)
    await page.reload()
    await expect.poll(() => links().count()).toBe(1)
    await page
      .getByRole('textbox', { name: say('搜索标题、单号、步骤', 'Search title, number, step') })
      .fill(say('没有这一项', 'none such'))
    await page.getByRole('button', { name: say('清除筛选', 'Clear filters') }).click()
    await expect.poll(() => links().count()).toBe(3)
    await page.getByRole('combobox', { name: say('应用', 'App') }).selectOption(id)
    await page.getByRole('combobox', { name: say('流程', 'Process') }).selectOption('inspection')
    await page.getByText(say('没有符合条件的待办', 'Nothing fits these filters')).waitFor()
    await page.getByRole('button', { name: say('清除筛选', 'Clear filters') }).click()
  })

  it('is worked through by keys: move, select, approve both with one opinion', async () => {
    await expect.poll(() => links().count()).toBe(3)
    await page.locator('h1').focus()
    for (const key of ['j', 'x', 'j', 'x', 'a']) await page.keyboard.press(key)
    const dialog = page.getByRole('dialog', { name: say('同意 2 项审批', 'Approve 2 requests') })
    await dialog.getByRole('textbox').fill(say('一并同意', 'Both fine'))
    await dialog.getByRole('button', { name: say('同意', 'Approve'), exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => links().count()).toBe(1)
    await page.keyboard.press('?')
    await page.getByText(say('同意所选或当前审批', 'Approve the selected')).waitFor()
    await page.keyboard.press('Escape')
  })

  it('rejects with a reason; what is done stands in its box', async () => {
    await page.getByRole('checkbox', { name: say('全选审批', 'Select all approvals') }).check()
    await page.getByRole('button', { name: say('驳回', 'Reject'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: say('驳回 1 项审批', 'Reject 1 request') })
    const send = dialog.getByRole('button', { name: say('驳回', 'Reject'), exact: true })
    await send.click()
    await dialog.getByText(say('驳回需要写明意见。', 'Say why you reject them.')).waitFor()
    await dialog.getByRole('textbox').fill(say('金额不对', 'Wrong amount'))
    await send.click()
    await page.getByText(say('都处理完了', 'All done')).waitFor()
    await page
      .getByRole('navigation', { name: say('我的流程', 'Inbox') })
      .getByRole('link', { name: say('已办', 'Done') })
      .click()
    await page.waitForURL('**/tasks?box=done')
    for (const title of titles) await links().filter({ hasText: title }).first().waitFor()
  })

  it('fits a telephone', async () => {
    await app.file('expense', { title: say('手机上看', 'On a phone'), amount: '5.00' })
    const phone = await signIn(browser, lead, { address, language, phone: true }, '/tasks')
    await phone.locator('[data-tasks] a').first().click()
    await phone.getByRole('button', { name: say('同意', 'Approve'), exact: true }).click()
    await phone.getByText(say('都处理完了', 'All done')).waitFor()
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(phone.problems.filter((problem) => !/404.*\/api\/v1\/tasks\//.test(problem))).toEqual([])
    await phone.context().close()
  })
})
