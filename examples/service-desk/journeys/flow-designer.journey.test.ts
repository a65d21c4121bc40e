import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'

/** A process with everything a business user draws; with the mouse in Chinese, by click and keyboard in English. */
describe.each(languages)('a business user draws a process, tries it out and publishes it in %s', (language) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let page: JourneyPage

  const button = (zh: string, en: string) => page.getByRole('button', { name: say(zh, en), exact: true })
  const steps = (words: string) => page.locator('.react-flow__node').filter({ hasText: words })
  const kind = (type: string) => page.locator(`[data-step-type="${type}"]`)
  const properties = () => page.getByRole('complementary', { name: say('属性', 'Properties') })
  const trying = () => page.getByRole('complementary', { name: say('试运行', 'Try it out') })
  const open = async (words: string) => {
    await page
      .locator('.react-flow__node')
      .filter({ hasText: words })
      .first()
      .click({ position: { x: 8, y: 8 } })
    await properties().getByRole('heading', { name: words }).waitFor()
  }

  /** Puts a kind of step after the one that is open: by a click, or by the search of the palette. */
  async function insert(type: string, found: string): Promise<void> {
    const before = await page.locator('.react-flow__node').count()
    if (language === 'zh-CN') await kind(type).click()
    else {
      await page.getByLabel('Search steps').fill(found)
      await page.getByLabel('Search steps').press('Enter')
      await page.getByLabel('Search steps').fill('')
    }
    await expect.poll(() => page.locator('.react-flow__node').count()).toBeGreaterThan(before)
  }

  async function make(zh: string, en: string, name: string): Promise<void> {
    await button(zh, en).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say('名称', 'Name')).fill(name)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '系统管理员', { address, language }, '/')
    await page.goto('/designer/new')
    await page.getByLabel(say('名称', 'Name')).fill(say('采购管理', 'Buying'))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/designer/*/data')
    await make('新建数据表', 'New table', say('采购单', 'Order'))
    await page.getByRole('tab', { name: say('流程', 'Flows'), exact: true }).click()
    await make('新建流程', 'New flow', say('采购审批', 'Approval of orders'))
  })
  afterAll(() => browser?.close())

  it('begins with an approval by vote', async () => {
    await open(say('审批', 'Approval'))
    await properties()
      .getByRole('combobox', { name: say('通过条件', 'Passes when') })
      .click()
    await page.getByRole('option', { name: say('达到比例（票签）', 'Enough votes approve') }).click()
    await properties().getByLabel(say('票签：通过比例（%）', 'By votes: share needed (percent)')).fill('60')
  })

  it('puts a timer on its border: the mouse drags it there, a click does too', async () => {
    if (language === 'zh-CN')
      await kind('boundary-timer').dragTo(page.locator('.react-flow__node[data-id="approve"]'), { targetPosition: { x: 70, y: 76 } })
    else await kind('boundary-timer').click()
    await page.locator('.react-flow__node[data-id="chao_shi_shi_jian"]').waitFor()
    await properties().getByLabel(say('天', 'Days'), { exact: true }).fill('2')
    await properties()
      .getByRole('switch', { name: say('中断该步骤', 'Cancels the step') })
      .click()
  })

  it('puts gateways and a sub-process in, which takes its room', async () => {
    await open(say('开始', 'Start'))
    await insert('parallel-gateway', 'parallel')
    await page.locator('.react-flow__node[data-id="bing_xing_wang_guan"]').waitFor()
    await insert('inclusive-gateway', 'inclusive')
    await insert('sub-process', 'sub-process')
    expect(await page.locator('.react-flow__node').count()).toBe(10)
  })

  it('undoes and redoes, lays out, and finds nothing wrong', async () => {
    const all = await page.locator('.react-flow__node').count()
    await button('撤销', 'Undo').click()
    await expect.poll(() => page.locator('.react-flow__node').count()).toBeLessThan(all)
    await button('重做', 'Redo').click()
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(all)
    await button('自动排版', 'Lay out').click()
    await properties()
      .getByRole('button', { name: say('全部步骤', 'All steps') })
      .click()
    await properties()
      .getByRole('heading', { name: say('流程设置', 'Flow settings') })
      .waitFor()
    await expect.poll(() => page.locator('[data-severity="error"]').count()).toBe(0)
  })

  it('puts a task into the sub-process', async () => {
    const inside = page.locator('.react-flow__node[data-id="zi_liu_cheng"]')
    if (language === 'zh-CN') await kind('handle').dragTo(inside, { targetPosition: { x: 150, y: 20 } })
    else {
      await page.getByRole('complementary').getByRole('button', { name: 'Start' }).nth(1).click()
      await kind('handle').click()
    }
    await steps(say('处理', 'Handle')).first().waitFor()
    await page.keyboard.press('Delete')
    await expect.poll(() => steps(say('处理', 'Handle')).count()).toBe(0)
    await page.keyboard.press('Control+z')
    await steps(say('处理', 'Handle')).first().waitFor()
    await page.locator('.react-flow__node[data-id="chu_li"]').click()
    await page.keyboard.press('Delete')
  })

  it('tries it out under its own clock: the timer fires beside the approval, then somebody approves', async () => {
    await button('试运行', 'Try it out').click()
    const approval = trying().getByRole('group', { name: say('审批', 'Approval') })
    await approval.first().waitFor()
    await trying().getByLabel(say('小时', 'Hours'), { exact: true }).fill('49')
    await trying()
      .getByRole('button', { name: say('拨快时钟', 'Move the clock on') })
      .click()
    await expect.poll(() => page.locator('.react-flow__node[data-id="chao_shi_shi_jian"] [data-played="done"]').count()).toBe(1)
    await approval
      .first()
      .getByRole('button', { name: say('同意', 'Approve'), exact: true })
      .click()
    await trying().getByText(say('流程已结束', 'The process is over')).waitFor()
    await expect.poll(() => page.locator('[data-taken]').count()).toBeGreaterThan(3)
  })

  it('keeps the play as a case, and runs it', async () => {
    await trying().getByLabel(say('用例名称', 'Name of the case')).fill(say('超时后同意', 'Approved late'))
    await trying()
      .getByRole('button', { name: say('保存为用例', 'Save as a case') })
      .click()
    await trying()
      .getByRole('button', { name: say('运行全部用例', 'Run all cases') })
      .click()
    await trying().getByText(say('通过', 'Passes'), { exact: true }).waitFor()
  })

  it('is told by the publish dialog when a case fails, and publishes once it is mended', async () => {
    await button('回到编辑', 'Back to editing').click()
    // Nothing chosen: the steps stand in a list.
    await page.keyboard.press('Escape')
    await properties()
      .getByRole('button', { name: say('结束', 'End'), exact: true })
      .first()
      .click()
    await properties().getByLabel(say('结果', 'Outcome')).fill('bought')
    await button('发布', 'Publish').click()
    const panel = page.getByRole('dialog')
    await panel.getByText(say('未通过的用例', 'Cases that fail')).waitFor()
    expect(await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await properties().getByLabel(say('结果', 'Outcome')).fill('done')
    await button('发布', 'Publish').click()
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
    expect(page.problems).toEqual([])
  })

  it('sees that no instance is left behind', async () => {
    await button('运行中', 'Running').click()
    await page.getByText(say('没有旧版本的运行实例', 'No instance runs on an earlier version')).waitFor()
  })
})
