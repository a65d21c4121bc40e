import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { connect } from '@tangram/storage'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JourneyPage, launchBrowser, openPage, signIn } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { newDataDirectory, runTangram } from './program.ts'
import { databaseUrlOf } from './trial.ts'

/** The guide for developers, followed to the letter in a folder outside of this repository. */
describe('the plug-in of the guide', () => {
  stopAtFirstFailure()
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let program: ReturnType<typeof runTangram>
  let browser: Browser
  let builder: JourneyPage
  let address = ''
  let form = ''

  beforeAll(async () => {
    data = await newDataDirectory()
    const folder = path.join(path.dirname(data.directory), 'tangram-likelihood')
    await mkdir(folder)
    const guide = await readFile(path.resolve(import.meta.dirname, '../../../docs/guide/field-type.md'), 'utf8')
    for (const name of ['package.json', 'index.js', 'widgets.jsx']) await writeFile(path.join(folder, name), fileOf(guide, name))
    // A widget that breaks as soon as it is drawn, beside the one of the guide.
    const widgets = fileOf(guide, 'widgets.jsx').replace('export const widgets = {', `${brokenWidget}\nexport const widgets = { broken,`)
    await writeFile(path.join(folder, 'widgets.jsx'), widgets)
    await writeFile(path.join(folder, 'index.js'), fileOf(guide, 'index.js').replace('[likelihood]', brokenField))
    program = runTangram(['--trial'], { TANGRAM_DATA: data.directory, TANGRAM_PLUGINS: folder, PORT: '0' })
    ;[, address = ''] = await program.prints(/Tangram is ready.*?(http:\S+)/)
    browser = await launchBrowser()
    builder = await signIn(browser, '周然', { address, language: 'en' }, '/')
  })
  afterAll(async () => {
    await browser?.close()
    await program?.terminate()
    await data?.remove()
  })

  it('is in the palette of the designer', async () => {
    await builder.goto('/designer/service_desk')
    await builder.getByText('Likelihood', { exact: true }).waitFor()
  })

  it('is a field of the published form', async () => {
    const { request } = builder
    const { csrf } = await (await request.get('/api/v1/session')).json()
    const desk = '/api/v1/apps/service_desk'
    const { document, revision } = await (await request.get(`${desk}/draft`)).json()
    const { fields } = document.entities.items.ticket
    const { elements } = document.forms.items.complaint
    for (const [id, type] of Object.entries({ likely: 'likelihood', cracked: 'broken' })) {
      fields.order.push(id)
      fields.items[id] = { id, type, label: { en: `How ${id}?`, 'zh-CN': id } }
      elements.order.push(id)
      elements.items[id] = { id, kind: 'field', field: id }
    }
    const headers = { 'x-csrf-token': csrf, origin: address }
    const saved = await request.put(`${desk}/draft`, { headers: { ...headers, 'if-match': String(revision) }, data: { document } })
    expect(saved.status(), await saved.text()).toBe(200)
    const published = await request.post(`${desk}/publish`, { headers, data: {} })
    expect(published.status(), await published.text()).toBe(200)
    const { publicForms } = await (await request.get(desk)).json()
    form = publicForms.complaint
    expect(form).toContain('/f/')
  })

  it('is filled in with its own widget on a phone, where a broken one takes nothing with it', async () => {
    const page = await openPage(browser, { address, language: 'en', phone: true })
    await page.goto(form)
    await page.getByLabel('Customer name').fill('Jo Miller')
    await page.getByLabel('Phone').fill('13812345678')
    await page.getByRole('combobox', { name: 'Product model' }).fill('BCD')
    await page.getByRole('option', { name: /BCD-218T/ }).click()
    await page.getByLabel('Problem type').selectOption('Malfunction')
    await page.getByLabel('Urgency').selectOption('Normal')
    await page.getByLabel('Description').fill('The door does not close.')
    await page.getByRole('radiogroup', { name: 'How likely?' }).getByRole('radio', { name: '9' }).click()
    expect(await page.getByRole('radio', { name: '9' }).getAttribute('aria-checked')).toBe('true')
    await page.getByText('This input of the plug-in @acme/tangram-likelihood is broken').waitFor()
    await page.getByRole('button', { name: 'Submit' }).click()
    const number = await page.getByTestId('tracking-number').textContent()

    const db = await connect({ databaseUrl: await databaseUrlOf(data.directory), poolSize: 1 })
    const { rows } = await db.pool.query('select likely from service_desk.ticket where number = $1', [number])
    await db.close()
    expect(rows).toEqual([{ likely: 9 }])
    expect(page.problems.filter((problem) => !problem.includes('cracked on purpose'))).toEqual([])
  })

  it('is checked by the server, whatever a browser sends', async () => {
    const answer = await fetch(`${form.replace('/f/', '/api/v1/public/forms/')}/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify({ requestId: 'by hand', values: { likely: 11 } }),
    })
    expect(answer.status).toBe(422)
    const { errors } = (await answer.json()) as { errors: { path: string }[] }
    expect(errors.map(({ path: at }) => at)).toContain('/likely')
  })
})

/** The code that the guide shows under a file's name. */
function fileOf(guide: string, name: string): string {
  const [, code = ''] = guide.split(`\`${name}\`\n\n`)[1]?.match(/^```\w+\n([\s\S]*?)```/) ?? []
  expect(code, name).not.toBe('')
  return code
}

const brokenField = "[likelihood, { ...likelihood, type: 'broken', label: { en: 'Broken', 'zh-CN': '坏' }, widget: 'broken' }]"
const brokenWidget = "const broken = { labelled: 'group', component: () => { throw new Error('cracked on purpose') } }"
