import { connect, type Database } from '@tangram/storage'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { publicFormOf } from './main-pages.ts'
import { databaseUrlOf } from './trial.ts'

/** With the mouse in Chinese, by keyboard in English: both must do. */
describe.each(languages)('a builder adds a date to the complaint form in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const label = say('希望上门日期', 'Preferred visit date')
  let browser: Browser
  let db: Database
  let builder: JourneyPage
  let customer: JourneyPage
  let form = ''
  let column = ''
  let before: Fingerprint
  let firstVersion = 0

  type Fingerprint = { count: string; checksum: string; newest: string }
  const known = [
    'number',
    'customer_name',
    'phone',
    'product',
    'problem_type',
    'urgency',
    'description',
    'status',
    'team',
    'assignee',
    'solution',
  ]

  /** How many complaints filed until then, and one sum over all they hold. */
  async function fingerprint(until?: string): Promise<Fingerprint> {
    const { rows } = await db.pool.query<Fingerprint>(
      `select count(*)::text as count, md5(string_agg(md5(row(${known.map((name) => `t."${name}"`).join(', ')})::text), '' order by t.id)) as checksum,
              max(t.created_at)::text as newest
         from service_desk.ticket t where t.created_at <= coalesce($1::timestamptz, now())`,
      [until ?? null],
    )
    return rows[0] as Fingerprint
  }

  const columnsOfTicket = async () =>
    (
      await db.pool.query<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns where table_schema = 'service_desk' and table_name = 'ticket'`,
      )
    ).rows

  beforeAll(async () => {
    browser = await launchBrowser()
    db = await connect({ databaseUrl: await databaseUrlOf(directory), poolSize: 2 })
    customer = await openPage(browser, { address, language, phone: true })
    form = await publicFormOf(customer)
    await customer.goto(form)
    await customer.getByLabel(say('客户名称', 'Customer name')).waitFor()
    builder = await signIn(browser, '周然', { address, language }, '/')
    before = await fingerprint()
  })
  afterAll(async () => {
    await db?.close()
    await browser?.close()
  })

  it(language === 'zh-CN' ? 'drags it from the palette onto the form' : 'puts it onto the form by keyboard', async () => {
    await builder
      .getByRole('link', { name: say('打开设计器', 'Open designer') })
      .first()
      .click()
    const item = builder.locator('[data-palette-item="date"]')
    const target = builder.locator('[data-element="description"]')
    await target.waitFor()
    if (language === 'zh-CN') {
      await item.dragTo(target, { targetPosition: { x: 60, y: 6 } })
    } else {
      await target.focus()
      await builder.keyboard.press('Enter')
      await item.focus()
      await builder.keyboard.press('Enter')
    }
    const added = builder.locator('[data-element][data-selected]')
    await added.filter({ hasText: say('日期', 'Date') }).waitFor()
    await builder.getByLabel(say('名称（中文）', 'Name (Chinese)')).fill(say('希望上门日期', '希望上门日期（英）'))
    await builder.getByLabel(say('名称（英文）', 'Name (English)')).fill(say('Visit date', 'Preferred visit date'))
    await builder.getByRole('button', { name: label }).first().waitFor()
  })

  it('undoes and redoes it, then saves', async () => {
    const added = builder.locator('[data-element]').filter({ hasText: label })
    // Three edits: the element and its two names.
    for (let edit = 0; edit < 3; edit++) await builder.getByRole('button', { name: say('撤销', 'Undo') }).click()
    await added.waitFor({ state: 'detached' })
    for (let edit = 0; edit < 3; edit++) await builder.getByRole('button', { name: say('重做', 'Redo') }).click()
    await added.first().waitFor()
    await builder.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await builder
      .getByRole('status')
      .filter({ hasText: say('已保存', 'Saved') })
      .waitFor()
  })

  it('reads what publishing would change, and publishes', async () => {
    await builder.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = builder.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByText(label).first().waitFor()
    const columnsBefore = (await columnsOfTicket()).map(({ name }) => name)
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
    const added = (await columnsOfTicket()).filter(({ name }) => !columnsBefore.includes(name))
    expect(added.map(({ type }) => type)).toEqual(['date'])
    column = added[0]?.name ?? ''
  })

  it('leaves every complaint as it was', async () => {
    expect(await fingerprint(before.newest)).toEqual(before)
  })

  it('shows it to customers without a restart, and keeps what they answer', async () => {
    await customer.reload()
    await fillIn('2026-12-24')
    await handIn()
    const { rows } = await db.pool.query(`select "${column}"::text as day from service_desk.ticket order by created_at desc limit 1`)
    expect(rows).toEqual([{ day: '2026-12-24' }])
  })

  async function fillIn(day: string): Promise<void> {
    await customer.getByLabel(say('客户名称', 'Customer name')).fill(say('孙悦', 'Ann Lee'))
    await customer.getByLabel(say('联系电话', 'Phone')).fill(say('13712345678', '13612345678'))
    await customer.getByRole('combobox', { name: say('产品型号', 'Product model') }).fill('PLC')
    await customer.getByRole('option', { name: /PLC/ }).first().click()
    await customer.getByLabel(say('问题类型', 'Problem type')).selectOption(say('安装调试', 'Installation'))
    await customer.getByLabel(say('紧急程度', 'Urgency')).selectOption(say('低', 'Low'))
    await customer.getByLabel(say('问题描述', 'Description')).fill(say('请安排上门', 'Please come by'))
    const field = customer.locator(`[data-field="${column}"]`)
    await field.getByText(label).waitFor()
    await field.locator('input').first().fill(day)
    await field.locator('input').first().blur()
  }

  async function handIn(): Promise<void> {
    await customer.getByRole('button', { name: say('提交', 'Submit') }).click()
    await customer.getByTestId('tracking-number').waitFor()
  }

  it('rolls back by the list of versions: a form that was open is accepted, the field hides, its data stays', async () => {
    await customer.goto(form)
    await fillIn('2026-12-25')
    await builder.getByRole('tab', { name: say('版本', 'Versions') }).click()
    const versions = builder
      .getByRole('listitem')
      .filter({ has: builder.getByRole('button', { name: say('回到这个版本', 'Go back to this version') }) })
    const previous = versions.first()
    firstVersion = Number(((await previous.getAttribute('aria-label')) ?? '').replace(/\D/g, ''))
    await restore(firstVersion)
    await handIn()
    await customer.goto(form)
    await customer.getByLabel(say('客户名称', 'Customer name')).waitFor()
    expect(await customer.locator(`[data-field="${column}"]`).count()).toBe(0)
    const { rows } = await db.pool.query(`select count("${column}")::int as kept from service_desk.ticket`)
    expect(rows).toEqual([{ kept: 2 }])
    expect(await fingerprint(before.newest)).toEqual(before)
  })

  async function restore(version: number): Promise<void> {
    const item = builder.getByRole('listitem', { name: say(`版本 ${version}`, `Version ${version}`), exact: true })
    await item.getByRole('button', { name: say('回到这个版本', 'Go back to this version') }).click()
    const dialog = builder.getByRole('dialog')
    await dialog.getByRole('button', { name: say('确认恢复', 'Go back') }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  it('publishing it again shows it again, with its data and what the open form brought', async () => {
    await restore(firstVersion + 1)
    await customer.goto(form)
    await customer.locator(`[data-field="${column}"]`).getByText(label).waitFor()
    const manager = await signIn(browser, '林悦', { address, language }, '/a/service_desk/tickets')
    await manager.getByRole('row').nth(1).click()
    const record = manager.getByRole('dialog')
    await record.getByText(label).waitFor()
    await record.getByText('2026-12-25').waitFor()
    expect(manager.problems).toEqual([])
  })

  it('no page complained on the way', () => {
    expect([...builder.problems, ...customer.problems]).toEqual([])
  })
})

/** Nothing but the designer makes it: table, field, form, list, flow with an approval, report and dashboard; then people work in it. */
describe.each(languages)('an administrator builds an app from nothing in %s', (language) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  const app = say('qing_jia_guan_li', 'leave')
  const table = say('qing_jia_dan', 'leave_request')
  const names = {
    table: say('请假单', 'Leave request'),
    flow: say('请假审批', 'Leave approval'),
    report: say('每月请假', 'Leave per month'),
  }
  let browser: Browser
  let page: JourneyPage

  const button = (zh: string, en: string) => page.getByRole('button', { name: say(zh, en), exact: true })

  /** Asks for a new one of something, names it and presses Enter. */
  async function make(zh: string, en: string, name: string): Promise<void> {
    await button(zh, en).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say('名称', 'Name')).fill(name)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
  }

  const openSection = (zh: string, en: string) => page.getByRole('tab', { name: say(zh, en), exact: true }).click()

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '系统管理员', { address, language }, '/')
  })
  afterAll(() => browser?.close())

  it('names the app', async () => {
    await page.goto('/designer/new')
    await page.getByLabel(say('名称', 'Name')).fill(say('请假管理', 'Leave'))
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/designer/${app}/data`)
  })

  it('makes a table, whose form it finds itself on, and adds a date to it', async () => {
    await make('新建数据表', 'New table', names.table)
    await page.waitForURL(`**/designer/${app}/forms/**`)
    await page.locator('[data-palette-item="date"]').click()
    await page.locator('[data-element][data-selected]').waitFor()
    await page.getByLabel(say('名称（中文）', 'Name (Chinese)')).fill('开始日期')
    await page.getByLabel(say('名称（英文）', 'Name (English)')).fill('First day')
  })

  it('lists the date too', async () => {
    await openSection('列表', 'Lists')
    await page.getByRole('combobox', { name: say('列', 'Columns'), exact: true }).click()
    await page.getByRole('option', { name: say('开始日期', 'First day') }).click()
    await page.keyboard.press('Escape')
  })

  it('makes a flow, and names what is approved', async () => {
    await openSection('流程', 'Flows')
    await make('新建流程', 'New flow', names.flow)
    await page
      .getByRole('complementary')
      .getByRole('button', { name: say('审批', 'Approval') })
      .click()
    await page.getByLabel(say('名称（中文）', 'Name (Chinese)')).first().fill('主管审批')
    await page.getByLabel(say('名称（英文）', 'Name (English)')).first().fill('Approval by the lead')
    await page
      .locator('.react-flow__node')
      .filter({ hasText: say('主管审批', 'Approval by the lead') })
      .waitFor()
  })

  it('makes a report and puts its chart on a dashboard', async () => {
    await openSection('报表', 'Reports')
    await make('新建报表', 'New report', names.report)
    await page.getByText(say('发布后才能预览', 'There is a preview once this is published')).waitFor()
    await openSection('看板', 'Dashboards')
    await make('新建看板', 'New dashboard', say('请假看板', 'Leave dashboard'))
    await page.locator('[data-palette-report]').filter({ hasText: names.report }).click()
    await page.locator('[data-tile]').filter({ hasText: names.report }).waitFor()
  })

  it('publishes it', async () => {
    await button('发布', 'Publish').click()
    const panel = page.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
  })

  it('files a record by its form; it waits for an approval, which is given', async () => {
    await page.goto(`/a/${app}/${table}`)
    await page
      .getByRole('button', { name: say('新建请假单', 'New leave request') })
      .first()
      .click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel(say('名称', 'Name')).fill(say('回老家', 'Going home'))
    const day = panel.locator('[data-field="ri_qi"] input').first()
    await day.fill('2026-12-24')
    await day.blur()
    await panel.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await page.getByText(say('回老家', 'Going home')).first().waitFor()
    await page.goto('/tasks')
    await page
      .locator('[data-tasks] a')
      .filter({ hasText: say('主管审批', 'Approval by the lead') })
      .first()
      .click()
    await page.getByRole('button', { name: say('同意', 'Approve'), exact: true }).click()
    await page
      .locator('[data-tasks] a')
      .filter({ hasText: say('主管审批', 'Approval by the lead') })
      .waitFor({ state: 'detached' })
  })

  it('sees it in the chart', async () => {
    await page.goto(`/a/${app}/d/${say('qing_jia_kan_ban', 'leave_dashboard')}`)
    await page.locator('[data-chart="bar"]').getByRole('img').locator('svg').waitFor()
    await page.locator('[data-chart="bar"]').getByText(/2026/).first().waitFor()
    await page.goto(`/designer/${app}/reports`)
    const preview = page.getByRole('region', { name: say('预览', 'Preview') })
    await preview.getByRole('img').locator('svg').waitFor()
    await preview.getByText(/2026/).first().waitFor()
    expect(page.problems).toEqual([])
  })
})

/** What an open page meets after a new version was installed: the files it would load next are gone. */
describe('a new version is installed while the designer is open', () => {
  const { address } = inject('trial')
  const draftOf = (page: JourneyPage) => page.evaluate("localStorage.getItem('tangram.designer.service_desk')")
  let browser: Browser
  let page: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '周然', { address, language: 'en' }, '/')
    await page.goto('/designer/service_desk/forms')
    await page.locator('[data-palette-item="date"]').click()
    await page.locator('[data-element][data-selected]').waitFor()
  })
  afterAll(() => browser?.close())

  it('loads the page anew by itself, with all that was not saved', async () => {
    const before = await draftOf(page)
    let asked = 0
    await page.route('**/assets/flow-page-*.js', (route) => (++asked === 1 ? route.fulfill({ status: 404 }) : route.continue()))
    await page.getByRole('tab', { name: 'Flows' }).click()
    await page.locator('.react-flow__node').first().waitFor()
    expect(asked).toBe(2)
    expect(await draftOf(page)).toEqual(before)
    await page.getByRole('status').filter({ hasText: 'Unsaved changes' }).waitFor()
  })

  it('says so when that does not help, and the rest of the page works on', async () => {
    await page.unroute('**/assets/flow-page-*.js')
    await page.route('**/assets/flow-page-*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto('/designer/service_desk/flows')
    await page.getByRole('alert').getByRole('button', { name: 'Reload page' }).waitFor()
    await page.getByRole('tab', { name: 'Rules' }).click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.unroute('**/assets/flow-page-*.js')
    await page.getByRole('tab', { name: 'Flows' }).click()
    await page.getByRole('button', { name: 'Reload page' }).click()
    await page.locator('.react-flow__node').first().waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
  })
})
