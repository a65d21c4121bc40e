import { readFile } from 'node:fs/promises'
import { emptyCollection } from '@tangram/data-model'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { makeApp } from './make-app.ts'

const files = new URL('../../../packages/flow-engine/src/bpmn/files/', import.meta.url)
const fileOf = (name: string) => new URL(`${name}.bpmn`, files).pathname
const admin = '系统管理员'

/** Steps are chosen and imported with the mouse in Chinese, with the keyboard in English. */
describe.each(languages)('a builder brings a BPMN file in and takes it out again in %s', (language) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  const app = `bpmn_${language === 'en' ? 'en' : 'zh'}`
  let browser: Browser
  let page: JourneyPage

  async function press(name: string) {
    const target = page.getByRole('button', { name, exact: true })
    if (language === 'zh-CN') return target.click()
    await target.focus()
    await page.keyboard.press('Enter')
  }

  async function choose(name: string) {
    const chooser = page.waitForEvent('filechooser')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('BPMN 文件', 'BPMN file') })
      .click()
    await (await chooser).setFiles(fileOf(name))
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    const name = { id: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' }, config: {}, required: true }
    const label = { en: 'Order', 'zh-CN': '订单' }
    const made = await makeApp(browser, address, admin, {
      format: 1,
      id: app,
      label,
      entities: { order: ['order'], items: { order: { id: 'order', label, title: 'name', fields: { order: ['name'], items: { name } } } } },
      forms: emptyCollection(),
      views: emptyCollection(),
      processes: emptyCollection(),
      rules: emptyCollection(),
      reports: emptyCollection(),
      dashboards: emptyCollection(),
      access: { roles: emptyCollection() },
    } as never)
    await made.close()
    page = await signIn(browser, admin, { address, language }, `/designer/${app}/flows`)
  })
  afterAll(() => browser?.close())

  it('is told by the ids of the file why one cannot be taken', async () => {
    await press(say('导入 BPMN 文件', 'Import a BPMN file'))
    await choose('refused-event-sub-process')
    await page.getByRole('alert').getByText(say('“Ev”', '“Ev”')).waitFor()
    expect(await page.getByRole('button', { name: say('导入', 'Import'), exact: true }).isDisabled()).toBe(true)
  })

  it('imports another, with its drawing', async () => {
    await choose('pools-lanes')
    await page.getByText('bpmn:Participant Customer').waitFor()
    await press(say('导入', 'Import'))
    await page.waitForURL(`**/designer/${app}/flows/process_1`)
    await page.locator('[data-id="b"]').waitFor()
  })

  it('exports it with pools, lanes and places as they came', async () => {
    await press(say('BPMN 文件', 'BPMN file'))
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: say('导出为 BPMN', 'Export as BPMN') }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('process_1.bpmn')
    const written = await readFile(await file.path(), 'utf8')
    expect(written).toMatch(/<participant id="Us" name="我们" processRef="Process_1" \/>/)
    expect(written).toMatch(/<lane id="L2"[\s\S]*<flowNodeRef>B<\/flowNodeRef>/)
    expect(written).toMatch(/bpmnElement="B">\s*<dc:Bounds x="340" y="230" width="100" height="80" \/>/)
    expect(page.problems).toEqual([])
  })
})
