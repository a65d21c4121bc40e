import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { fileComplaint } from './file-complaint.ts'

describe.each(languages)('two people at one record in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let first: JourneyPage
  let second: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    first = await signIn(browser, '林悦', { address, language }, '/a/service_desk/customers')
    await first.getByRole('row').nth(3).click()
    await first
      .getByRole('dialog')
      .getByRole('button', { name: say('编辑', 'Edit'), exact: true })
      .waitFor()
    second = await signIn(browser, '周然', { address, language }, new URL(first.url()).pathname)
  })
  afterAll(() => browser.close())

  it('the second to save is shown both versions and chooses', async () => {
    for (const page of [first, second]) {
      await page.getByRole('button', { name: say('编辑', 'Edit'), exact: true }).click()
      await page.getByLabel(say('所在城市', 'City')).waitFor()
    }
    await first.getByLabel(say('所在城市', 'City')).fill(say('杭州', 'Hangzhou'))
    await first.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await first.getByRole('button', { name: say('编辑', 'Edit'), exact: true }).waitFor()

    await second.getByLabel(say('所在城市', 'City')).fill(say('苏州', 'Suzhou'))
    await second.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    const dialog = second.getByRole('dialog', { name: say('他人已先保存', 'Somebody else saved this first') })
    await dialog.getByText(say('杭州', 'Hangzhou')).waitFor()
    await dialog.getByText(say('苏州', 'Suzhou')).waitFor()
    await dialog.getByRole('button', { name: say('保存所选内容', 'Save my choice') }).click()
    await second.getByRole('button', { name: say('编辑', 'Edit'), exact: true }).waitFor()
    // The first sees it arrive without reloading.
    await first.getByRole('dialog').getByText(say('苏州', 'Suzhou')).waitFor()
  })

  it('no page complained on the way, but for the refused save', () => {
    expect([...first.problems, ...second.problems].filter((problem) => !problem.includes('409'))).toEqual([])
  })
})

describe.each(languages)('a day at the desk by keyboard only in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let page: JourneyPage
  let number: string

  beforeAll(async () => {
    browser = await launchBrowser()
    const customer = await openPage(browser, { address, language })
    const filed = await fileComplaint(customer)
    await customer.context().close()
    number = filed.number
    page = await signIn(browser, filed.assignee, { address, language }, '/')
  })
  afterAll(() => browser.close())

  it('Ctrl K jumps to the to-dos, arrows choose one, Enter opens it, Escape closes it', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.type(say('待办', 'To-dos'))
    await page.getByRole('option', { name: say('待办', 'To-dos') }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tasks')
    await page.locator('[data-tasks] a').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tasks/*')
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: say('解决方案', 'Solution') })
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.waitForURL('**/tasks')
  })

  it('fills in the opinion of a to-do by Tab, and it survives a reload', async () => {
    await page.locator('[data-tasks] a').first().focus()
    await page.keyboard.press('Enter')
    const opinion = page.getByLabel(say('处理意见', 'Your opinion'))
    await opinion.waitFor()
    await tabTo(opinion)
    await page.keyboard.type(say('稍后处理', 'Later today'))
    await page.reload()
    await opinion.waitFor()
    expect(await opinion.inputValue()).toBe(say('稍后处理', 'Later today'))
    await opinion.fill('')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('handles a complaint from the list of to-dos to its outcome', async () => {
    const toDo = page.locator('[data-tasks]').getByRole('link', { name: number })
    await tabTo(page.locator('[data-tasks] a').first())
    for (let step = await page.locator('[data-tasks] a').count(); step > 0 && !(await hasFocus(toDo)); step--)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const task = page.getByRole('dialog', { name: number })
    await tabTo(task.getByRole('textbox', { name: say('解决方案', 'Solution') }))
    await page.keyboard.type(say('补发缺件。', 'The missing part is on its way.'))
    await tabTo(task.getByRole('button', { name: say('处理完成', 'Done') }))
    await page.keyboard.press('Enter')
    await task.waitFor({ state: 'detached' })
    await toDo.waitFor({ state: 'detached' })
  })

  it('searches a list, walks its rows and opens one', async () => {
    await page.goto('/a/service_desk/tickets')
    await page.getByRole('row').nth(2).waitFor()
    await page.keyboard.press('/')
    // Who stops after the first letter goes on in the same field.
    await page.keyboard.type('T')
    await page.waitForURL(/q=T$/)
    await page.keyboard.type('S-')
    await page.waitForURL(/q=TS-/)
    await page.getByRole('row').nth(2).waitFor()
    await tabTo(page.locator('[role="row"][data-index]').first())
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page
      .getByRole('dialog')
      .getByRole('tab', { name: say('详情', 'Details') })
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('reads what leads to a customer, and begins a new complaint of theirs', async () => {
    await page.goto('/a/service_desk/customers')
    await page.getByRole('row').nth(3).waitFor()
    await tabTo(page.locator('[role="row"][data-index]').first())
    const customer = (await page.locator('[role="row"][data-index="0"] [role="gridcell"]').first().textContent())?.trim() ?? ''
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: customer })
    await tabTo(panel.getByRole('tab', { name: say('详情', 'Details') }))
    await page.keyboard.press('ArrowRight')
    const list = panel.getByRole('region', { name: say('客户投诉', 'Complaint') })
    await list.getByRole('link', { name: /TS-/ }).first().waitFor()
    await tabTo(list.getByRole('button', { name: say('新建客户投诉', 'New complaint') }))
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: say('新建客户投诉', 'New complaint') })
    await form.locator('[data-field="customer"] input').waitFor()
    expect(await form.locator('[data-field="customer"] input').inputValue()).toBe(customer)
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
  })

  it('shows its shortcuts on ?', async () => {
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: say('键盘快捷键', 'Keyboard shortcuts') }).waitFor()
    await page.keyboard.press('Escape')
    expect(page.problems).toEqual([])
  })

  const hasFocus = async (target: Locator) => (await target.and(page.locator(':focus')).count()) > 0

  /** Presses Tab until this has the focus, as one does without a mouse. */
  async function tabTo(target: Locator): Promise<void> {
    for (let step = 0; step < 60; step++) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`60 times Tab did not lead to ${target}`)
  }
})
