import type { Page } from 'playwright-core'
import { type Language, wordsOf } from './browser.ts'

export type MainPage = {
  name: string
  /** Who looks at it; a customer without an account when absent. */
  person?: string
  /** Resolves once its content is there. */
  open(page: Page, language: Language): Promise<void>
}

const manager = '林悦'
const agent = '陈默'
const builder = '周然'

/** An address whose content is there once this part of the page is. */
const at = (address: string, part: string) => async (page: Page) => {
  await page.goto(address)
  await page.locator(part).first().waitFor()
}

const designer = (section: string, part: string) => at(`/designer/service_desk/${section}`, part)

/** The pages that pictures are taken of and that must please axe. */
export const mainPages: MainPage[] = [
  { name: 'login', open: at('/login', 'main ul button') },
  { name: 'public-form', open: async (page) => at(await publicFormOf(page), 'form [data-field="pictures"]')(page) },
  { name: 'progress', open: at('/progress', 'main form') },
  { name: 'home', person: agent, open: at('/', 'main h1') },
  { name: 'tasks', person: agent, open: at('/tasks', '[data-tasks] a') },
  {
    name: 'task',
    person: agent,
    open: async (page) => {
      await at('/tasks', '[data-tasks] a')(page)
      await page.locator('[data-tasks] a').first().click()
      await page.locator('[data-field="solution"]').waitFor()
    },
  },
  { name: 'initiated', person: agent, open: at('/initiated', 'main h1') },
  { name: 'copies', person: agent, open: at('/copies', 'main h1') },
  { name: 'stand-ins', person: '系统管理员', open: at('/stand-ins', '#hand-over') },
  { name: 'security', person: '系统管理员', open: at('/security', 'main li') },
  { name: 'forgot-password', open: at('/forgot-password', 'main form') },
  { name: 'audit', person: '系统管理员', open: at('/audit', 'main li') },
  { name: 'personal-data', person: '系统管理员', open: at('/personal-data', 'main form') },
  { name: 'personal-inventory', person: '系统管理员', open: at('/personal-data?section=inventory', 'main h1') },
  { name: 'people', person: '系统管理员', open: at('/people', 'main li button') },
  { name: 'departments', person: '系统管理员', open: at('/people?section=departments', 'main [role=tabpanel] button') },
  { name: 'teams', person: '系统管理员', open: at('/people?section=teams', 'main li button') },
  { name: 'roles', person: '系统管理员', open: at('/people?section=roles', 'main li button') },
  { name: 'security-settings', person: '系统管理员', open: at('/security-settings', 'main [role=radiogroup]') },
  { name: 'instances', person: builder, open: at('/instances?app=service_desk', 'main table td a') },
  {
    name: 'instance',
    person: builder,
    open: async (page) => {
      await at('/instances?app=service_desk', 'main table td a')(page)
      await page.locator('main table td a').first().click()
      await page.locator('svg [data-node][data-status="active"]').first().waitFor()
    },
  },
  { name: 'tickets', person: manager, open: at('/a/service_desk/tickets', ':is([role="grid"] [role="gridcell"], main li button)') },
  {
    name: 'ticket',
    person: manager,
    open: async (page) => {
      await at('/a/service_desk/tickets', ':is([role="grid"] [role="gridcell"], main li button)')(page)
      await page.locator(':is([role="grid"] [role="row"][data-index], main li button)').first().click()
      await page.locator('[role="tabpanel"] dl').waitFor()
    },
  },
  {
    name: 'ticket-edit',
    person: manager,
    open: async (page, language) => {
      await page.getByRole('button', { name: wordsOf(language)('编辑', 'Edit'), exact: true }).click()
      await page.locator('form [data-field="solution"]').waitFor()
    },
  },
  { name: 'customers', person: manager, open: at('/a/service_desk/customers', ':is([role="grid"] [role="gridcell"], main li button)') },
  {
    name: 'dashboard',
    person: manager,
    open: async (page) => {
      await at('/a/service_desk/d/service_efficiency', '[data-chart="line"] [role="img"] svg')(page)
      await page.locator('[data-chart="table"] td').first().waitFor()
    },
  },
  {
    name: 'dashboard-drill',
    person: manager,
    open: async (page) => {
      await page.locator('[data-report="mean_resolution"]').getByRole('button').filter({ hasText: /\d/ }).click()
      await page.locator('[data-testid="drill-count"]:not(:empty)').waitFor()
    },
  },
  { name: 'messages', person: '系统管理员', open: at('/messages', 'main ul li') },
  { name: 'designer-forms', person: builder, open: designer('forms', '[data-element="phone"]') },
  { name: 'designer-data', person: builder, open: designer('data', '[role="tabpanel"] table') },
  { name: 'designer-flows', person: builder, open: designer('flows', '.react-flow__node') },
  { name: 'designer-rules', person: builder, open: designer('rules', '[role="tabpanel"] h2') },
  { name: 'designer-reports', person: builder, open: designer('reports', '[role="tabpanel"] h2') },
  { name: 'designer-step', person: builder, open: designer('flows/complaint_handling/countersign', 'aside fieldset') },
  { name: 'designer-views', person: builder, open: designer('views', '[role="tabpanel"] h2') },
  { name: 'designer-dashboards', person: builder, open: designer('dashboards', '[data-tile]') },
  { name: 'designer-versions', person: builder, open: designer('versions', '[role="tabpanel"] ol li') },
]

/** The address of the complaint form, as a manager reads it from the app. */
export async function publicFormOf(page: Page): Promise<string> {
  await signInQuietly(page)
  const app = (await (await page.request.get('/api/v1/apps/service_desk')).json()) as { publicForms: { [form: string]: string } }
  await page.context().clearCookies()
  return app.publicForms.complaint ?? ''
}

/** Signs the manager in without opening a page; answers everybody the trial has. */
export async function signInQuietly(page: Page): Promise<{ id: string; name: string }[]> {
  const people = (await (await page.request.get('/api/v1/trial/people')).json()) as { id: string; name: string }[]
  const { csrf } = (await (await page.request.get('/api/v1/session')).json()) as { csrf: string }
  const person = people.find(({ name }) => name === manager)?.id
  const signedIn = await page.request.post('/api/v1/trial/session', { headers: { 'x-csrf-token': csrf }, data: { person } })
  if (!signedIn.ok()) throw new Error(await signedIn.text())
  return people
}

/** Waits until fonts and pictures are loaded and nothing is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.evaluate('document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))')
}
