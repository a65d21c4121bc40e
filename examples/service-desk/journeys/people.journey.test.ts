import { mailPeer } from '@tangram/server/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { newDataDirectory, type Program, runTangram } from './program.ts'

describe.each(languages)('an administrator brings somebody in, in %s', (language) => {
  stopAtFirstFailure()
  const say = wordsOf(language)
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let peer: Awaited<ReturnType<typeof mailPeer>>
  let program: Program
  let browser: Browser
  let admin: JourneyPage
  let newcomer: JourneyPage
  let address = ''

  beforeAll(async () => {
    peer = await mailPeer()
    data = await newDataDirectory()
    program = runTangram(['--trial'], { TANGRAM_DATA: data.directory, PORT: '0', SMTP_URL: peer.url })
    address = (await program.prints(/Tangram is ready.*?(http:\S+)/))[1] ?? ''
    browser = await launchBrowser()
    admin = await signIn(browser, '系统管理员', { address, language }, '/people')
    newcomer = await openPage(browser, { address, language, phone: true })
  })
  afterAll(async () => {
    await browser?.close()
    await program?.terminate()
    await data?.remove()
    peer?.close()
  })

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const inDialog = (name: string) => admin.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  const section = (zh: string, en: string) => admin.getByRole('tab', { name: say(zh, en) }).click()
  const pick = async (label: string, option: RegExp) => {
    const field = admin.getByRole('dialog').getByRole('combobox', { name: label })
    await field.click()
    await admin.getByRole('listbox').getByRole('option', { name: option }).click()
    await field.press('Escape')
  }
  const menu = async (name: string, item: string) => {
    await admin.getByRole('button', { name: say(`${name}的操作`, `Actions for ${name}`) }).click()
    await admin.getByRole('menuitem', { name: item }).click()
  }

  it('a department with a head, below another one', async () => {
    await section('部门', 'Departments')
    await press(admin, say('添加部门', 'Add department'))
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel(say('名称', 'Name')).fill('Support')
    await dialog.getByRole('combobox', { name: say('负责人', 'Head') }).fill('林悦')
    await admin.getByRole('option', { name: '林悦' }).click()
    await inDialog(say('保存', 'Save'))
    const row = admin.getByRole('listitem').filter({ hasText: 'Support' })
    await row.getByText(say('负责人：林悦', 'Head: 林悦')).waitFor()
    await row.getByRole('button', { name: say('添加下级', 'Add below') }).click()
    await dialog.getByLabel(say('名称', 'Name')).fill('Night')
    await inDialog(say('保存', 'Save'))
    await admin.getByRole('listitem').filter({ hasText: 'Night' }).waitFor()
    await row.getByRole('button', { name: say('删除', 'Remove') }).click()
    await inDialog(say('删除', 'Remove'))
    await dialog
      .getByRole('alert')
      .filter({ hasText: say('1 个下级部门', '1 departments') })
      .waitFor()
    await inDialog(say('取消', 'Cancel'))
  })

  it('is added with a role and invited; what is missing is said where it is missing', async () => {
    await section('人员', 'People')
    await press(admin, say('添加人员', 'Add person'))
    const dialog = admin.getByRole('dialog')
    await inDialog(say('添加人员', 'Add person'))
    await dialog.getByText(say('请填写。', 'This is needed.')).waitFor()
    await dialog.getByLabel(say('姓名', 'Name')).fill('Noor')
    await inDialog(say('添加人员', 'Add person'))
    await dialog.getByText(say('请填写登录名、邮箱或手机号。', 'Give a login, an e-mail address or a phone number.')).waitFor()
    await dialog.getByLabel(say('邮箱', 'E-mail')).fill('noor@house.example')
    await pick(say('部门', 'Departments'), /Night/)
    await pick(say('直接授予的角色', 'Roles of their own'), language === 'en' ? /Agent/ : /客服专员/)
    await inDialog(say('添加人员', 'Add person'))
    await admin.getByText(say('邮件已发往 noor@house.example。', 'It is on its way to noor@house.example.')).waitFor()
    const link = await admin.getByRole('dialog').getByRole('textbox').inputValue()
    expect(link).toContain('/set-password#')
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: say('关闭', 'Close') })
      .last()
      .click()
    const row = admin.getByRole('listitem').filter({ hasText: 'Noor' })
    await row.getByText(say('待启用', 'Invited'), { exact: true }).waitFor()
    await expect.poll(() => peer.mails.some(({ to }) => to === 'noor@house.example'), { timeout: 15_000 }).toBe(true)
    await newcomer.goto(link)
  })

  it('sets a password on a phone by the address and is in', async () => {
    await newcomer.getByText('Noor').first().waitFor()
    await newcomer.getByLabel(say('密码', 'Password'), { exact: true }).fill('a phrase of my own')
    await newcomer.getByLabel(say('再输一次密码', 'Repeat password')).fill('another')
    await press(newcomer, say('设置并登录', 'Set and sign in'))
    await newcomer.getByText(say('两次输入的密码不一致。', 'The two passwords differ.')).waitFor()
    await newcomer.getByLabel(say('再输一次密码', 'Repeat password')).fill('a phrase of my own')
    await press(newcomer, say('设置并登录', 'Set and sign in'))
    await newcomer.waitForURL((url) => url.pathname === '/')
    await newcomer.getByRole('button', { name: say('账户：Noor', 'Account: Noor') }).waitFor()
    expect(newcomer.problems).toEqual([])
    const apps = await (await newcomer.request.get('/api/v1/apps')).json()
    expect(apps.map(({ id }: { id: string }) => id)).toContain('service_desk')
    await admin.reload()
    const row = admin.getByRole('listitem').filter({ hasText: 'Noor' })
    await row.waitFor()
    expect(await row.getByText(say('待启用', 'Invited'), { exact: true }).count()).toBe(0)
  })

  it('is corrected, found again, and given another role through a team', async () => {
    await press(admin, say('编辑Noor', 'Edit Noor'))
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel(say('职位', 'Job title')).fill('Clerk')
    await dialog.getByLabel(say('手机', 'Phone')).fill('138 0013 8000')
    await inDialog(say('保存', 'Save'))
    await dialog.waitFor({ state: 'detached' })
    await admin.getByRole('textbox', { name: say('按姓名', 'Find by name') }).fill('0013 80')
    await admin.getByText(say('共 1 人', '1 person')).waitFor()
    await admin.getByRole('listitem').filter({ hasText: 'Clerk' }).waitFor()
    await section('团队', 'Teams')
    await press(admin, say('添加团队', 'Add team'))
    await dialog.getByLabel(say('名称', 'Name')).fill('Night shift')
    await inDialog(say('保存', 'Save'))
    await admin.getByRole('listitem').filter({ hasText: 'Night shift' }).waitFor()
    await section('角色', 'Roles')
    await admin.getByRole('button', { name: say('授予客服主管', 'Give Manager') }).click()
    await dialog.getByText(say('团队', 'Team'), { exact: true }).first().click()
    await dialog.getByRole('combobox', { name: say('团队', 'Team') }).click()
    await admin.getByRole('option', { name: 'Night shift' }).click()
    await inDialog(say('授予', 'Give'))
    await admin.getByText('Night shift').waitFor()
  })

  it('is suspended and refused at the next click, and let in again', async () => {
    await section('人员', 'People')
    await admin.getByRole('textbox', { name: say('按姓名', 'Find by name') }).fill('Noor')
    await menu('Noor', say('停用', 'Suspend'))
    await inDialog(say('停用', 'Suspend'))
    await admin.getByRole('listitem').filter({ hasText: 'Noor' }).getByText(say('已停用', 'Suspended')).waitFor()
    expect((await newcomer.request.get('/api/v1/apps')).status()).toBe(401)
    await menu('Noor', say('恢复', 'Reinstate'))
    await admin.getByRole('listitem').filter({ hasText: 'Noor' }).getByText(say('已停用', 'Suspended')).waitFor({ state: 'detached' })
  })

  it('who forgot the password is mailed a way to another one', async () => {
    const sent = peer.mails.length
    await newcomer.context().clearCookies()
    await newcomer.goto('/forgot-password')
    await newcomer.getByLabel(say('登录名或邮箱', 'Login or e-mail address')).fill('noor@house.example')
    await press(newcomer, say('发送链接', 'Send link'))
    await newcomer
      .getByRole('status')
      .filter({ hasText: say('如果该账号存在', 'If there is such an account') })
      .waitFor()
    await expect.poll(() => peer.mails.length, { timeout: 15_000 }).toBe(sent + 1)
    const { data: mail = '' } = peer.mails.at(-1) ?? {}
    const text = /base64/i.test(mail)
      ? Buffer.from(mail.split('\n\n').slice(1).join(''), 'base64').toString()
      : mail.replaceAll('=\n', '').replaceAll('=23', '#')
    const [link = ''] = /http\S+set-password#[\w-]+/.exec(text) ?? []
    await newcomer.goto(link)
    await newcomer.getByLabel(say('密码', 'Password'), { exact: true }).fill('yet another phrase')
    await newcomer.getByLabel(say('再输一次密码', 'Repeat password')).fill('yet another phrase')
    await press(newcomer, say('设置新密码', 'Set password'))
    await newcomer.getByText(say('密码已设置，请登录。', 'Your password is set. Sign in with it.')).waitFor()
    const answer = await newcomer.request.post('/api/v1/session', { data: { login: 'noor@house.example', password: 'yet another phrase' } })
    expect((await answer.json()).person).toMatchObject({ name: 'Noor' })
    await newcomer.goto('/login')
    await newcomer.goto(link)
    await newcomer
      .getByRole('alert')
      .filter({ hasText: say('此链接已失效', 'This link is not valid any more') })
      .waitFor()
    expect(admin.problems.filter((problem) => !/409/.test(problem))).toEqual([])
  })
})
