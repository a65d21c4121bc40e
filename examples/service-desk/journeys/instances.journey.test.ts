import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { approvalsApp } from './approvals-app.ts'
import { type ApprovalsDesk, approvalsDesk } from './approvals-desk.ts'
import { type JourneyPage, launchBrowser } from './browser.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { type MadeApp, makeApp, samplePeople } from './make-app.ts'

const lead = '陈默'
const tech = '何清'
const finance = '宋岚'
const manager = '林悦'
const builder = '周然'
const admin = '系统管理员'

let browser: Browser
let app: MadeApp
let desk: ApprovalsDesk
let page: JourneyPage
const id = `instances_${Date.now().toString(36)}`

beforeAll(async () => {
  const { address, directory } = inject('trial')
  browser = await launchBrowser()
  const idOf = await samplePeople(browser, address)
  const signers = { lead: idOf(lead), tech: idOf(tech), finance: idOf(finance), clerks: [idOf(finance), idOf(manager)] }
  app = await makeApp(browser, address, admin, approvalsApp(id, signers))
  await giveRoleToEveryone(directory, id, 'staff')
  desk = approvalsDesk(browser, address, 'zh-CN')
  page = await desk.inboxOf(admin)
})
afterAll(async () => {
  await desk?.close()
  await app?.close()
  await browser?.close()
})

const submit = (dialog: Locator) => dialog.locator('form button[type="submit"]').click()
const dialogWith = (title: string) => page.getByRole('dialog', { name: title })
const node = (name: string) => page.locator(`[data-node="${name}"]`)

/** A new expense, and its instance opened from the list of all. */
async function openInstance(title: string): Promise<void> {
  await app.file('expense', { title, amount: '80.00' })
  await desk.has(lead, title)
  await page.goto(`/instances?app=${id}&q=${encodeURIComponent(title)}`)
  await page.getByRole('table').getByRole('link', { name: title }).click()
  await page.getByRole('heading', { name: title }).waitFor()
}

async function manage(operation: string): Promise<void> {
  await page.getByRole('button', { name: '管理', exact: true }).click()
  await page.getByRole('menuitem', { name: operation }).click()
}

const violations = async () => {
  const { violations: found } = await new AxeBuilder({ page: page as never }).analyze()
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map((one) => one.target.join(' ')).join(', ')}`)
}

describe('an instance', () => {
  it('is drawn as it stands, and told in a table; both follow live', async () => {
    const title = '流程图'
    await openInstance(title)
    await page.locator('[data-node="lead"][data-status="active"]').waitFor()
    await page.getByRole('button', { name: `处理人：${lead}` }).waitFor()
    expect(await node('book').getAttribute('data-status')).toBe('ahead')
    await desk.complete(lead, title, '同意', '可以')
    await page.locator('[data-node="lead"][data-status="done"]').waitFor()
    await page.locator('[data-node="review"][data-status="active"]').waitFor()
    const row = page.getByRole('table').getByRole('row').filter({ hasText: '主管审批' })
    await row.getByText('同意', { exact: true }).waitFor()
    await row.getByText(lead).waitFor()
    await page.getByRole('tab', { name: '处理经过' }).click()
    await page.getByText('可以', { exact: true }).waitFor()
    expect(await violations()).toEqual([])
  })

  it('is walked by keys: one stop, arrows, Enter', async () => {
    await node('start').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate('document.activeElement.dataset.node')).toBe('lead')
    await page.keyboard.press('Enter')
    expect(await node('lead').getAttribute('aria-pressed')).toBe('true')
  })

  it('jumps to the step chosen on the diagram, with a reason', async () => {
    const title = '跳转'
    await openInstance(title)
    await node('book').click()
    await manage('跳转')
    const dialog = dialogWith('跳转到其他步骤')
    await submit(dialog)
    await dialog.getByText('请写明原因。').waitFor()
    await dialog.getByLabel('原因').fill('主管休假')
    await submit(dialog)
    await dialog.waitFor({ state: 'detached' })
    await page.locator('[data-node="book"][data-status="active"]').waitFor()
    await page.locator('[data-node="lead"][data-status="cancelled"]').waitFor()
    await desk.hasNot(lead, title)
    await desk.has(manager, title)
  })

  it('is suspended and resumed, then cancelled', async () => {
    const title = '暂停'
    await openInstance(title)
    const header = page.locator('main header')
    await manage('暂停')
    await submit(dialogWith('暂停'))
    await header.getByText('已暂停').waitFor()
    await manage('恢复')
    await submit(dialogWith('恢复'))
    await header.getByText('进行中').waitFor()
    await manage('终止流程')
    await submit(dialogWith('终止流程'))
    await dialogWith('终止流程').getByText('请写明原因。').waitFor()
    await dialogWith('终止流程').getByLabel('原因').fill('重复提交')
    await submit(dialogWith('终止流程'))
    await header.getByText('已取消').waitFor()
    await desk.hasNot(lead, title)
  })

  it('is found among those with incidents: tried again in vain, then its step is skipped', async () => {
    const record = await app.file('expense', { title: '异常', amount: '9.00' })
    await page.goto(`/a/${id}/expenses/${record}`)
    const panel = page.getByRole('dialog', { name: '异常' })
    await panel.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '发起“抽查”' }).click()
    await submit(dialogWith('发起流程'))
    await page.goto(`/instances?app=${id}&incident=1`)
    await page.getByRole('table').getByRole('link', { name: '异常' }).click()
    const trouble = page.locator('[data-incidents]')
    await trouble.getByText('抽查人').first().waitFor()
    expect(await node('inspect').getAttribute('data-status')).toBe('failed')
    await trouble.getByRole('button', { name: '重试' }).click()
    await trouble.getByRole('button', { name: '跳过' }).click()
    const dialog = page.getByRole('dialog').filter({ has: page.locator('form') })
    await dialog.getByLabel('原因').fill('无需抽查')
    await submit(dialog)
    await page.locator('main header').getByText('已结束').waitFor()
    expect(await violations()).toEqual([])
  })
})

describe('a stand-in', () => {
  it('gets what comes in while somebody is away, named as theirs, until it is ended', async () => {
    const own = await desk.inboxOf(lead)
    await own.goto('/stand-ins')
    await own.getByRole('button', { name: '添加代理' }).click()
    const dialog = own.getByRole('dialog', { name: '添加代理' })
    await desk.choose(lead, dialog, '由谁代理', builder)
    await dialog.getByLabel('结束').fill('2099-01-01')
    await dialog.getByRole('combobox', { name: '代理范围' }).selectOption(id)
    await submit(dialog)
    await own.getByRole('list', { name: '代我处理的人' }).getByText('生效中').waitFor()
    await app.file('expense', { title: '代理', amount: '10.00' })
    const panel = await desk.open(builder, '代理')
    await panel.getByText(`代 ${lead}`).first().waitFor()
    await desk.hasNot(lead, '代理')
    await own.goto('/stand-ins')
    await own.getByRole('button', { name: `结束 ${builder} 的代理` }).click()
    await own.getByText('没有设置代理').waitFor()
  })

  it('an administrator hands over all that somebody leaves behind', async () => {
    await app.file('expense', { title: '交接', amount: '11.00' })
    await desk.has(lead, '交接')
    await desk.complete(lead, '交接', '同意')
    await desk.has(tech, '交接')
    await page.goto('/stand-ins')
    const part = page.getByRole('region', { name: '离职交接' })
    await desk.choose(admin, part, '谁的待办', tech)
    await desk.choose(admin, part, '交给谁', builder)
    await part.getByRole('button', { name: '离职交接' }).click()
    await submit(dialogWith('交接全部待办？'))
    await dialogWith('交接全部待办？').waitFor({ state: 'detached' })
    await desk.hasNot(tech, '交接')
    await desk.has(builder, '交接')
    expect(await violations()).toEqual([])
  })
})

it('no page complained on the way', () => {
  const known = /404.*\/api\/v1\/tasks\//
  expect(desk.pages().flatMap(({ problems }) => problems.filter((problem) => !known.test(problem)))).toEqual([])
})
