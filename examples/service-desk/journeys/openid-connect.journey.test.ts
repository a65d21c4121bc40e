import { AxeBuilder } from '@axe-core/playwright'
import { openProvider, type TestProvider } from '@tangram/server/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { newDataDirectory, type Program, runTangram } from './program.ts'

const secret = 'q7Zp2vXw9LrT4nKc8JmBs5HdYf3GaEuR'
const phrase = 'a long enough phrase'

describe.each(languages)('signing in by a service of the organisation, in %s', (language) => {
  stopAtFirstFailure()
  const say = wordsOf(language)
  const dark = language === 'en'
  const service = say('单位账号', 'House account')
  const signInBy = say(`使用${service}登录`, `Sign in with ${service}`)
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let program: Program
  let provider: TestProvider
  let browser: Browser
  let admin: JourneyPage
  let address = ''

  beforeAll(async () => {
    data = await newDataDirectory()
    // Another site than ours to the browser.
    provider = await openProvider(['http://127.0.0.1:1/none'], [], 'localhost')
    program = runTangram([], { TANGRAM_DATA: data.directory, PORT: '0', TANGRAM_SECRET: secret, TANGRAM_OUTGOING_NETWORKS: '127.0.0.1/32' })
    address = (await program.prints(/Tangram is ready.*?(http:\S+)/))[1] ?? ''
    const [link = ''] = await program.prints(/http:\S+\/setup\?\S+/)
    browser = await launchBrowser()
    admin = await openPage(browser, { address, language, dark })
    await admin.goto(link)
    await fill(admin, say('姓名', 'Name'), 'Ada')
    await fill(admin, say('登录名', 'Login'), 'ada')
    await fill(admin, say('密码', 'Password'), phrase)
    await fill(admin, say('再输一次密码', 'Repeat password'), phrase)
    await press(admin, say('创建管理员', 'Create administrator'))
    await admin.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await program?.terminate()
    await provider?.close()
    await data?.remove()
  })

  const axeFindsNothing = async (on: Page) => {
    await on.mouse.move(0, 0)
    const { violations } = await new AxeBuilder({ page: on }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  /** Through the service's own pages: its login, then its consent. */
  const passService = async (on: Page, login: string) => {
    await on.waitForURL((url) => url.origin === provider.issuer)
    await on.locator('input[name=login]').fill(login)
    await on.locator('input[name=password]').fill('any')
    await on.locator('button[type=submit]').click()
    await on.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' })
    await on.locator('button[type=submit]').click()
  }
  const form = () => admin.getByRole('dialog')

  it('the administrator sets it up, and is told in words why a connection does not work', async () => {
    await admin.goto('/sign-in-services')
    await admin.getByText(say('还没有登录服务', 'No sign-in service yet')).waitFor()
    await axeFindsNothing(admin)
    await press(admin, say('添加登录服务', 'Add a service'))
    await press(admin, say('保存', 'Save'))
    await form().getByText(say('请至少填写一种语言的名称。', 'Enter a name in one language at least.')).waitFor()
    await fill(admin, say('按钮名称（中文）', 'Name on the button (Chinese)'), '单位账号')
    await fill(admin, say('按钮名称（英文）', 'Name on the button (English)'), 'House account')
    await admin.getByLabel(say('签发者地址', 'Issuer')).fill(`${provider.issuer}/`)
    await admin.getByLabel(say('客户端标识', 'Client id')).fill(provider.clientId)
    await admin.locator('input[autocomplete="new-password"]').fill(provider.clientSecret)
    await press(admin, say('测试连接', 'Test the connection'))
    await form().getByText(say('两者必须完全一致', 'the same to the letter')).waitFor()
    await admin.getByLabel(say('签发者地址', 'Issuer')).fill(provider.issuer)
    await press(admin, say('测试连接', 'Test the connection'))
    await form().getByText(say('连接正常', 'The connection works')).waitFor()
    await axeFindsNothing(admin)
    await admin.getByLabel(say('无法登录时联系谁', 'Whom to ask for help')).fill(say('信息中心', 'the help desk'))
    await admin.getByLabel(say('退出时也退出登录服务', 'Signing out here signs out there')).check()
    const redirectUri = await admin.getByLabel(say('回调地址', 'Redirect URI')).inputValue()
    expect(redirectUri).toMatch(new RegExp(`^${address}/sign-in/[0-9a-f-]{36}$`))
    provider.register([redirectUri], [`${address}/login`])
    await press(admin, say('保存', 'Save'))
    const row = admin.getByRole('listitem').filter({ hasText: provider.issuer })
    await row.getByText(say('启用', 'On'), { exact: true }).waitFor()
    expect(admin.problems).toEqual([])
  })

  it('somebody nobody knows is refused and told whom to ask', async () => {
    provider.accounts.set('grace', { sub: 'grace', name: 'Grace', email: 'grace@house.example', email_verified: true })
    const page = await openPage(browser, { address, language, dark, phone: true })
    await page.goto('/jobs')
    await page.waitForURL((url) => url.pathname === '/login')
    await page.getByRole('button', { name: signInBy }).waitFor()
    await axeFindsNothing(page)
    await press(page, signInBy)
    await passService(page, 'grace')
    await page.getByRole('heading', { name: say('未能登录', 'You are not signed in') }).waitFor()
    const told = await page.getByRole('alert').filter({ hasText: 'grace@house.example' }).textContent()
    expect(told).toContain(say('信息中心', 'the help desk'))
    expect(page.url()).not.toContain('code=')
    await axeFindsNothing(page)
    await page.getByRole('link', { name: say('返回登录页', 'Back to sign-in') }).click()
    await page.waitForURL((url) => url.pathname === '/login')
    await page.context().close()
  })

  it('whoever links their account signs in by it, goes where they wanted, and signs out of both', async () => {
    provider.accounts.set('ada', { sub: 'ada-there', name: 'Ada', email: 'ada@house.example', email_verified: true })
    await admin.goto('/linked-accounts')
    await press(admin, say(`关联${service}`, `Link ${service}`))
    await axeFindsNothing(admin)
    await press(admin, say('前往登录', 'Go on'))
    await passService(admin, 'ada')
    await admin.getByText('ada@house.example').waitFor()
    await axeFindsNothing(admin)
    const page = await openPage(browser, { address, language, dark })
    await page.goto('/stand-ins?x=1')
    await press(page, signInBy)
    await passService(page, 'ada')
    await page.waitForURL((url) => url.pathname === '/stand-ins' && url.search === '?x=1')
    await page.getByRole('button', { name: say('账户：Ada', 'Account: Ada') }).click()
    await page.getByRole('menuitem', { name: say('退出', 'Sign out') }).click()
    await page.waitForURL((url) => url.origin === provider.issuer)
    await page.locator('button[type=submit][value=yes]').click()
    await page.waitForURL((url) => url.origin === address && url.pathname === '/login')
    await page.context().close()
  })

  it('the administrator sees who is linked, ends a link, and removes the service', async () => {
    await admin.goto('/sign-in-services')
    await press(admin, say(`1 人已关联：${service}`, `1 person linked: ${service}`))
    await form().getByText('ada@house.example').waitFor()
    await axeFindsNothing(admin)
    await press(admin, say('解除关联 Ada', 'Unlink Ada'))
    await form().getByText(say('还没有人关联', 'Nobody is linked yet')).waitFor()
    await admin.keyboard.press('Escape')
    await press(admin, say(`移除 ${service}`, `Remove ${service}`))
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: say('移除', 'Remove'), exact: true })
      .click()
    await admin.getByText(say('还没有登录服务', 'No sign-in service yet')).waitFor()
    // The service's own pages ask for a font of the internet.
    expect(admin.problems.filter((problem) => !problem.includes('fonts.googleapis.com'))).toEqual([])
  })
})

const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
