import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { onlyOneInTeam } from './only-one-in-team.ts'
import { picture } from './picture.ts'

/** From a customer's phone through the whole process and back: every step a line of the story. */
describe.each(languages)('a complaint in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const customer = say('赵明', 'Jo Miller')
  const phone = say('13912345678', '13812345678')
  const solution = say('更换门封条，现场测试正常。', 'Replaced the door seal and tested it on site.')
  const technicalOpinion = say('更换方案可行。', 'The replacement is sound.')
  const financialOpinion = say('费用在预算内。', 'The cost is within budget.')

  let browser: Browser
  /** Who is at which page; all of them stay open as they would on people's desks. */
  const at: { [who: string]: JourneyPage } = {}
  const pageOf = (who: string): JourneyPage => at[who] as JourneyPage
  let form = ''
  let number = ''

  let colleaguesReturn = async () => {}

  beforeAll(async () => {
    // Who has the fewest to-dos depends on the day; with the colleagues away it is the one whose page we watch.
    colleaguesReturn = await onlyOneInTeam(directory, 'appliance', '陈默')
    browser = await launchBrowser()
    const [manager, agent, phoneScreen] = await Promise.all([
      signIn(browser, '林悦', { address, language }, '/a/service_desk/tickets'),
      signIn(browser, '陈默', { address, language }, '/tasks'),
      openPage(browser, { address, language, phone: true }),
    ])
    Object.assign(at, { manager, agent, customer: phoneScreen })
  })
  afterAll(async () => {
    await colleaguesReturn()
    await browser.close()
  })

  it('the manager shares the form as a link and a code to scan', async () => {
    const page = pageOf('manager')
    await page.getByRole('button', { name: say('分享表单', 'Share form') }).click()
    const dialog = page.getByRole('dialog', { name: say('客户投诉登记', 'File a complaint') })
    await dialog.getByRole('img', { name: say('二维码', 'QR code') }).waitFor()
    form = await dialog.getByLabel(say('表单链接', 'Form link')).inputValue()
    expect(form).toContain(`${address}/f/`)
  })

  it('a customer fills it in on a phone, without an account', async () => {
    const page = pageOf('customer')
    await page.goto(form)
    await page.getByLabel(say('客户名称', 'Customer name')).fill(customer)
    await page.getByLabel(say('联系电话', 'Phone')).fill(phone)
    await page.getByRole('combobox', { name: say('产品型号', 'Product model') }).fill('BCD')
    await page.getByRole('option', { name: /BCD-218T/ }).click()
    await page.getByLabel(say('问题类型', 'Problem type')).selectOption(say('产品故障', 'Malfunction'))
    await page.getByLabel(say('紧急程度', 'Urgency')).selectOption(say('高', 'High'))
    await page
      .getByLabel(say('问题描述', 'Description'))
      .fill(say('冷藏室门关不严，整夜结霜。', 'The fridge door does not close; frost builds up overnight.'))
    const chooser = page.waitForEvent('filechooser')
    await page
      .locator('[data-field="pictures"]')
      .getByRole('button', { name: say('选择文件', 'Choose files') })
      .click()
    await (await chooser).setFiles({ name: 'door.png', mimeType: 'image/png', buffer: picture() })
    await page
      .locator('[data-field="pictures"]')
      .getByRole('button', { name: say('移除 door.png', 'Remove door.png') })
      .waitFor()
    await page.getByRole('button', { name: say('提交', 'Submit') }).click()
    number = (await page.getByTestId('tracking-number').textContent())?.trim() ?? ''
    expect(number).toMatch(/^TS-\d{8}-\d{4}$/)
  })

  it('looks the progress up with number and phone', async () => {
    const page = pageOf('customer')
    await page.getByRole('link', { name: say('查询进度', 'Look up progress') }).click()
    expect(await page.getByLabel(say('受理编号', 'Tracking number')).inputValue()).toBe(number)
    await page.getByLabel(say('联系电话', 'Phone')).fill('13000000000')
    await page.getByRole('button', { name: say('查询', 'Look up'), exact: true }).click()
    await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor()
    await page.getByLabel(say('联系电话', 'Phone')).fill(phone)
    await page.getByRole('button', { name: say('查询', 'Look up'), exact: true }).click()
    await page.getByRole('heading', { name: number }).waitFor()
    const steps = page.getByRole('list', { name: say('处理进度', 'Steps') })
    await steps
      .getByRole('listitem')
      .filter({ hasText: say('处理', 'Handle') })
      .first()
      .waitFor()
  })

  it('dispatched by product line, the to-do arrives at the agent without reloading', async () => {
    await toDoOf(pageOf('agent')).waitFor()
  })

  const toDoOf = (page: JourneyPage) => page.getByRole('list', { name: say('待办列表', 'To-do list') }).getByRole('link', { name: number })

  it('the agent opens it, reads the complaint and completes it with a solution', async () => {
    const page = pageOf('agent')
    await toDoOf(page).click()
    const task = page.getByRole('dialog', { name: number })
    await task.getByText(say('整夜结霜', 'frost builds up')).waitFor()
    await task.getByRole('link', { name: 'door.png' }).waitFor()
    await task.getByRole('tab', { name: say('处理经过', 'Timeline') }).click()
    await task.getByRole('tabpanel').getByRole('listitem').first().waitFor()
    await task.getByRole('tab', { name: say('详情', 'Details') }).click()
    await task.getByRole('textbox', { name: say('解决方案', 'Solution') }).fill(solution)
    await task.getByRole('button', { name: say('处理完成', 'Done') }).click()
    await task.waitFor({ state: 'detached' })
    await toDoOf(page).waitFor({ state: 'detached' })
  })

  it('technical and finance countersign, each with an opinion the other can read', async () => {
    const [tech, finance] = await Promise.all([
      signIn(browser, '何清', { address, language }, '/tasks'),
      signIn(browser, '宋岚', { address, language }, '/tasks'),
    ])
    Object.assign(at, { tech, finance })
    await countersign(tech, technicalOpinion)
    await toDoOf(finance).click()
    await finance.getByRole('tab', { name: say('处理经过', 'Timeline') }).click()
    await finance.getByRole('tabpanel').getByText(technicalOpinion).waitFor()
    await finance
      .getByRole('button', { name: say('关闭', 'Close') })
      .first()
      .click()
    await countersign(finance, financialOpinion)
  })

  async function countersign(page: JourneyPage, opinion: string): Promise<void> {
    await toDoOf(page).click()
    const task = page.getByRole('dialog', { name: number })
    await task.getByText(solution).first().waitFor()
    await task.getByLabel(say('处理意见', 'Your opinion')).fill(opinion)
    await task.getByRole('button', { name: say('同意', 'Approve') }).click()
    await task.waitFor({ state: 'detached' })
  }

  it('the customer confirms by the link that was sent', async () => {
    Object.assign(at, { admin: await signIn(browser, '系统管理员', { address, language }, '/messages') })
    const page = pageOf('customer')
    await page.goto(await linkSent(1))
    await page.getByText(number).first().waitFor()
    await page.getByRole('button', { name: say('已解决', 'Yes, solved') }).click()
    await page.getByRole('heading', { name: say('已收到你的回答', 'We have your answer') }).waitFor()
  })

  it('is asked how satisfied they are once it is resolved, and gives four stars', async () => {
    const page = pageOf('customer')
    await page.goto(await linkSent(2))
    await page
      .getByRole('radio', { name: '4 / 5' })
      .or(page.getByRole('radio', { name: '4 of 5' }))
      .check({ force: true })
    await page.getByLabel(say('还有什么想对我们说的', 'Anything you would like to tell us')).fill(say('师傅很专业', 'Very professional'))
    await page.getByRole('button', { name: say('提交', 'Send') }).click()
    await page.getByRole('heading', { name: say('已收到你的回答', 'We have your answer') }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: say('已收到你的回答', 'We have your answer') }).waitFor()
  })

  /** The address in the newest of `count` messages to the customer about this complaint. */
  async function linkSent(count: number): Promise<string> {
    const page = pageOf('admin')
    const messages = page
      .getByRole('list', { name: say('外发消息列表', 'Messages sent') })
      .getByRole('listitem')
      .filter({ hasText: number })
    await expect
      .poll(
        async () => {
          await page.reload()
          await page.getByRole('list', { name: say('外发消息列表', 'Messages sent') }).waitFor()
          return messages.count()
        },
        { timeout: 20_000, interval: 300 },
      )
      .toBe(count)
    return (await messages.first().getByRole('link').getAttribute('href')) ?? ''
  }

  it('the record shows the mark, every opinion, the time in all and of each node', async () => {
    const page = pageOf('manager')
    await page.goto(`/a/service_desk/tickets?q=${number}`)
    await page.getByRole('row', { name: number }).click()
    const record = page.getByRole('dialog', { name: number })
    await record.getByRole('img', { name: say('4 / 5', '4 of 5') }).waitFor()
    await record.getByText(say('已解决', 'Resolved'), { exact: true }).first().waitFor()
    await record.getByRole('tab', { name: say('处理经过', 'Timeline') }).click()
    await record.getByText(technicalOpinion).waitFor()
    await record.getByText(financialOpinion).waitFor()
    await record.getByRole('tab', { name: say('流程', 'Process') }).click()
    const track = record.getByRole('region', { name: say('客户投诉处理', 'Complaint handling') })
    await track.getByText(say('总用时', 'in all')).waitFor()
    const nodes = await track.getByRole('listitem').allTextContents()
    for (const node of [say('处理', 'Handle'), say('技术与财务会签', 'Countersign'), say('客户确认', 'Customer confirms')]) {
      const line = nodes.find((text) => text.startsWith(node))
      expect(line, `${node} in ${nodes.join(' | ')}`).toMatch(language === 'zh-CN' ? /\d (秒|分)/ : /\d ?(s|min)/)
    }
    expect(nodes.join()).toContain('何清')
    expect(nodes.join()).toContain('宋岚')
  })

  it('who files one sees where it stands, who holds it and for how long', async () => {
    const page = pageOf('agent')
    await page.goto('/a/service_desk/tickets')
    await page.getByRole('button', { name: say('新建客户投诉', 'New complaint') }).click()
    const panel = page.getByRole('dialog', { name: say('新建客户投诉', 'New complaint') })
    await panel.getByLabel(say('客户名称', 'Customer name')).fill(say('内部登记', 'Filed inside'))
    await panel.getByLabel(say('联系电话', 'Phone')).fill(phone)
    await panel.getByRole('combobox', { name: say('产品型号', 'Product') }).fill('BCD')
    await page.getByRole('option', { name: /BCD-218T/ }).click()
    await panel.getByLabel(say('问题类型', 'Problem type')).selectOption(say('物流配送', 'Delivery'))
    await panel.getByLabel(say('紧急程度', 'Urgency')).selectOption(say('低', 'Low'))
    await panel.getByLabel(say('问题描述', 'Description')).fill(say('少一箱', 'One box is missing'))
    await panel.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    const filed = (await page.getByRole('dialog').getByRole('heading', { name: /^TS-/ }).textContent()) ?? ''
    await page.goto('/initiated')
    const row = page.getByRole('row').filter({ hasText: filed })
    await row.getByText(say('处理', 'Handle'), { exact: true }).waitFor()
    const [, , holders, since] = await row.getByRole('cell').allTextContents()
    expect(holders).toMatch(/\S{2,}/)
    expect(since).toMatch(/\d/)
  })

  it('no page complained on the way, and the phone never scrolled sideways', async () => {
    // A to-do that was just completed is asked for once more by its own live update.
    const known = /404.*\/api\/v1\/(tasks\/|public\/progress)/
    for (const [who, page] of Object.entries(at))
      expect
        .soft(
          page.problems.filter((problem) => !known.test(problem)),
          who,
        )
        .toEqual([])
    const phoneScreen = pageOf('customer')
    expect(await phoneScreen.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  })
})
