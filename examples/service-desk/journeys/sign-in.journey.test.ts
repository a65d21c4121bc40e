import { authenticator } from '@tangram/storage/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, wordsOf } from './browser.ts'
import { newDataDirectory, type Program, runTangram } from './program.ts'

const secret = 'q7Zp2vXw9LrT4nKc8JmBs5HdYf3GaEuR'
const first = 'a long enough phrase'
const second = 'another phrase of mine'

describe.each(languages)('signing in with an authenticator, in %s', (language) => {
  const say = wordsOf(language)
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let program: Program
  let browser: Browser
  let page: JourneyPage
  let address = ''
  let codeOf: ReturnType<typeof authenticator>
  let recovery: string[] = []

  beforeAll(async () => {
    data = await newDataDirectory()
    program = runTangram([], { TANGRAM_DATA: data.directory, PORT: '0', TANGRAM_SECRET: secret })
    address = (await program.prints(/Tangram is ready.*?(http:\S+)/))[1] ?? ''
    const [link = ''] = await program.prints(/http:\S+\/setup\?\S+/)
    browser = await launchBrowser()
    page = await openPage(browser, { address, language })
    await page.goto(link)
    await fill(page, say('姓名', 'Name'), 'Ada')
    await fill(page, say('登录名', 'Login'), 'ada')
    await fill(page, say('密码', 'Password'), 'ada2026')
    await fill(page, say('再输一次密码', 'Repeat password'), 'ada2026')
  })
  afterAll(async () => {
    await browser.close()
    await program.terminate()
    await data.remove()
  })

  it('the first administrator is told everything a password lacks', async () => {
    await page.getByText(say('至少 10 个字符', 'at least 10 characters')).waitFor()
    await press(page, say('创建管理员', 'Create administrator'))
    const told = page.getByRole('alert').filter({ hasText: say('密码不符合要求', 'This password is not accepted') })
    await told.waitFor()
    for (const rule of [say('至少 10 个字符', 'at least 10 characters'), say('不能只由本人', 'not your own name')]) {
      expect(await told.textContent()).toContain(rule)
    }
    await fill(page, say('密码', 'Password'), first)
    await fill(page, say('再输一次密码', 'Repeat password'), first)
    await press(page, say('创建管理员', 'Create administrator'))
    await page.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).waitFor()
    // The refused password is the one problem of the page.
    expect(page.problems.filter((problem) => !problem.includes('422'))).toEqual([])
    page.problems.length = 0
  })

  it('a rule that administrators need one leads her through it at once, and shows recovery codes once', async () => {
    await page.goto('/security-settings')
    await page.getByRole('radio', { name: say('管理员必须启用', 'Administrators must') }).check()
    await press(page, say('保存', 'Save'))
    await page.getByRole('heading', { name: say('请启用动态验证码', 'Set up an authenticator') }).waitFor()
    await press(page, say('继续', 'Continue'))
    const picture = page.getByRole('img', { name: say('验证器二维码', 'Picture for the authenticator') })
    await picture.waitFor()
    const typed = await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()
    codeOf = authenticator((typed ?? '').replaceAll(' ', ''))
    const code = page.getByLabel(say('验证器显示的 6 位验证码', 'Six-digit code the app shows'))
    await code.fill('000000')
    await press(page, say('确认启用', 'Turn on'))
    await page
      .getByRole('alert')
      .filter({ hasText: say('验证码不正确', 'The code is not right') })
      .waitFor()
    await code.fill(codeOf(-1))
    await page.keyboard.press('Enter')
    const codes = page.getByRole('list', { name: say('恢复码', 'Recovery codes') })
    await codes.waitFor()
    recovery = await codes.getByRole('listitem').allTextContents()
    expect(new Set(recovery).size).toBe(10)
    // Looking away and back reads the session again: the codes stay.
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
    await press(page, say('我已保存好', 'I have kept them'))
    await page.getByRole('heading', { name: say('登录规则', 'Sign-in rules') }).waitFor()
    await codes.waitFor({ state: 'detached' })
  })

  it('she signs in with a code, and not with the same one again', async () => {
    await signOut(page)
    const code = codeOf()
    await signInWith(page, first, code)
    await page.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).waitFor()
    await signOut(page)
    await signInWith(page, first, code)
    await page
      .getByRole('alert')
      .filter({ hasText: say('登录名、密码或验证码不正确', 'Login, password or code is not right') })
      .waitFor()
  })

  it('without her phone she signs in with a recovery code, and sees that it is used up', async () => {
    await page.getByLabel(say('验证码', 'Code'), { exact: true }).fill((recovery[0] ?? '').toUpperCase())
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).click()
    await page.getByRole('menuitem', { name: say('登录与安全', 'Sign-in and security') }).click()
    await page.getByText(say('还剩 9 个恢复码', '9 recovery codes left')).waitFor()
    // It is asked of administrators: she cannot turn it off.
    expect(await page.getByRole('button', { name: say('停用', 'Turn off') }).count()).toBe(0)
  })

  it('on another computer she ends a session elsewhere, which counts there at once', async () => {
    await browser.close()
    browser = await launchBrowser()
    page = await openPage(browser, { address, language })
    await page.goto('/login?to=/security')
    await signInWith(page, first, recovery[3] ?? '')
    await page.getByText(say('还剩 8 个恢复码', '8 recovery codes left')).waitFor()
    const elsewhere = (await browser.newContext({ baseURL: address })).request
    const { challenge } = await (await elsewhere.post('/api/v1/session', { data: { login: 'ada', password: first } })).json()
    await elsewhere.post('/api/v1/session/code', { data: { challenge, code: recovery[1] } })
    expect((await elsewhere.get('/api/v1/apps')).status()).toBe(200)
    await page.reload()
    const sessions = page.getByRole('list', { name: say('登录的设备', 'Where you are signed in') }).getByRole('listitem')
    await sessions.nth(2).waitFor()
    expect(await sessions.count()).toBe(3)
    expect(await sessions.first().textContent()).toContain(say('本设备', 'This one'))
    await press(page, say('退出其他所有设备', 'End all others'))
    await sessions.nth(1).waitFor({ state: 'detached' })
    expect((await elsewhere.get('/api/v1/apps')).status()).toBe(401)
    expect((await page.request.get('/api/v1/apps')).status()).toBe(200)
  })

  it('asked for a new password she chooses one, and goes on', async () => {
    await page.goto('/security-settings')
    await page.getByRole('combobox', { name: say('人员', 'Person') }).fill('Ada')
    await page.getByRole('option', { name: 'Ada' }).click()
    await press(page, say('要求修改密码', 'Ask for a new password'))
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('要求修改密码', 'Ask for a new password') })
      .click()
    await page.getByRole('heading', { name: say('请设置新密码', 'Choose a new password') }).waitFor()
    const change = async (next: string) => {
      await fill(page, say('当前密码', 'Present password'), first)
      await fill(page, say('新密码', 'New password'), next)
      await fill(page, say('再输一次新密码', 'Repeat new password'), next)
      await press(page, say('修改密码', 'Change password'))
    }
    await change(first)
    await page
      .getByRole('alert')
      .filter({ hasText: say('用过的密码', 'none of your last 5 passwords') })
      .waitFor()
    await change(second)
    await page.getByRole('heading', { name: say('登录规则', 'Sign-in rules') }).waitFor()
    await signOut(page)
    await signInWith(page, second, recovery[2] ?? '')
    await page.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).waitFor()
  })

  it('no page complained on the way, but of what was refused', () => {
    expect(page.problems.filter((problem) => !/status of (401|403|422)/.test(problem))).toEqual([])
  })

  async function signOut(on: JourneyPage): Promise<void> {
    await on.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).click()
    await on.getByRole('menuitem', { name: say('退出登录', 'Sign out') }).click()
    await on.waitForURL((url) => url.pathname === '/login')
  }

  async function signInWith(on: JourneyPage, password: string, code: string): Promise<void> {
    await fill(on, say('登录名', 'Login'), 'ada')
    await fill(on, say('密码', 'Password'), password)
    await press(on, say('登录', 'Sign in'))
    await on.getByLabel(say('验证码', 'Code'), { exact: true }).fill(code)
    await press(on, say('登录', 'Sign in'))
  }
})

const fill = (page: JourneyPage, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
const press = (page: JourneyPage, name: string) => page.getByRole('button', { name, exact: true }).click()
