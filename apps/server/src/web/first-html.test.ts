import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EntityDocument } from '@tangram/data-model'
import { type FormDocument, type FormElement, fieldTypes } from '@tangram/form-engine'
import { afterAll, describe, expect, it } from 'vitest'
import { firstHtml, pageWith } from './first-html.ts'
import { createScriptsOfForm } from './scripts-of-form.ts'

const entity: EntityDocument = {
  id: 'ticket',
  label: { en: 'Ticket' },
  title: 'name',
  fields: {
    order: ['name', 'secret', 'kind', 'items'],
    items: {
      name: { id: 'name', type: 'text', label: { en: 'Your name', 'zh-CN': '姓名' }, required: true },
      secret: { id: 'secret', type: 'text', label: { en: 'Secret' } },
      kind: {
        id: 'kind',
        type: 'radio',
        label: { en: 'Kind' },
        config: {
          options: [
            { id: 'a', label: { en: 'Broken', 'zh-CN': '损坏' } },
            { id: 'b', label: { en: 'Late' } },
          ],
        },
      },
      items: {
        id: 'items',
        type: 'subform',
        label: { en: 'Parts' },
        fields: { order: ['part'], items: { part: { id: 'part', type: 'text', label: { en: 'Part number' } } } },
      },
    },
  },
}
const elements: FormElement[] = [
  { id: 'steps', kind: 'steps', label: { en: 'For authors' }, order: ['first', 'second'] },
  { id: 'first', kind: 'step', label: { en: 'About you' }, description: { en: 'Who asks' }, order: ['name', 'hidden'] },
  { id: 'second', kind: 'step', label: { en: 'What happened' }, order: ['note', 'line', 'kind', 'items', 'press'] },
  { id: 'name', kind: 'field', field: 'name', help: { en: 'As on your bill' } },
  { id: 'hidden', kind: 'field', field: 'secret', visible: { '==': [1, 2] } },
  { id: 'note', kind: 'heading', label: { en: 'Take your time' } },
  { id: 'line', kind: 'divider' },
  { id: 'kind', kind: 'field', field: 'kind' },
  { id: 'items', kind: 'field', field: 'items' },
  { id: 'press', kind: 'button', label: { en: 'Press' } },
]
const form: FormDocument = {
  id: 'complaint',
  label: { en: 'File a <b>complaint</b>', 'zh-CN': '投诉' },
  entity: 'ticket',
  elements: { order: ['steps'], items: Object.fromEntries(elements.map((element) => [element.id, element])) },
}

describe('the first HTML of a public form', () => {
  const html = firstHtml({ app: { en: 'Desk' }, form, entity, registry: fieldTypes, locale: 'en' })

  it('asks what the form asks, with the marks of what has to be filled in', () => {
    expect(html).toContain('<h2>About you</h2><p>Who asks</p><div><b>Your name *</b><i></i><small>As on your bill</small></div>')
  })

  it('shows what can be chosen, the columns of sub-forms and what only shows', () => {
    expect(html).toContain('<div><b>Kind</b><ul><li>Broken</li><li>Late</li></ul></div>')
    expect(html).toContain('<div><b>Parts</b><table><tr><th>Part number</th></tr></table></div>')
    expect(html).toContain('<h2>What happened</h2><h3>Take your time</h3><hr>')
  })

  it('speaks the language of the reader', () => {
    expect(firstHtml({ app: { en: 'Desk' }, form, entity, registry: fieldTypes, locale: 'zh-CN' })).toMatch(/姓名 \*[\s\S]*损坏/)
  })

  it('says what reading without scripts cannot do', () => {
    expect(html).toMatch(/<noscript>.*please allow them.*<\/noscript>/)
  })

  it('takes what people typed for text', () => {
    expect(html).toContain('<h1>File a &lt;b&gt;complaint&lt;/b&gt;</h1>')
  })

  it('leaves out what may not show, what does nothing without script, and names for authors', () => {
    expect(html).not.toMatch(/Secret|Press|For authors/)
  })

  it('stands where the script will put the form, whatever characters it has', () => {
    const template = '<html lang="zh-CN"><head><title>T</title></head><div id="root"></div></html>'
    const page = pageWith(template, { title: '$& <x>', html: '<p>$1</p>', locale: 'en', scripts: ['assets/a.js'] })
    expect(page).toContain('<html lang="en"><head><title>$&amp; &lt;x&gt;</title>')
    expect(page).toContain('<link rel="modulepreload" crossorigin href="/assets/a.js" /></head>')
    expect(page).toContain('<div id="root"><p>$1</p></div>')
  })
})

describe('the scripts of a public form', () => {
  const portal = mkdtempSync(path.join(tmpdir(), 'tangram-portal-'))
  afterAll(() => rmSync(portal, { recursive: true }))

  it('are those of every form, of its language and of its own field types, each with what it imports', () => {
    mkdirSync(path.join(portal, '.vite'))
    const manifest = {
      'src/public/start.tsx': { file: 'assets/start.js', imports: ['_base.js'] },
      'src/public/form-page.tsx': { file: 'assets/form-page.js', imports: ['_base.js'] },
      '../../packages/ui/src/i18n/messages/zh-cn.ts': { file: 'assets/zh-cn.js' },
      '../../packages/ui/src/i18n/messages/en.ts': { file: 'assets/en.js' },
      '../../packages/form-engine/src/fields/subform.ts': { file: 'assets/subform.js', imports: ['_rows.js'] },
      '../../packages/form-engine/src/fields/rating.ts': { file: 'assets/rating.js' },
      '_base.js': { file: 'assets/base.js' },
      '_rows.js': { file: 'assets/rows.js' },
    }
    writeFileSync(path.join(portal, '.vite/manifest.json'), JSON.stringify(manifest))
    const fieldTypes = { text: 'assets/base.js', subform: 'assets/subform.js', rating: 'assets/rating.js' }
    writeFileSync(path.join(portal, '.vite/parts.json'), JSON.stringify({ fieldTypes, operators: {} }))
    const names = createScriptsOfForm(portal)(entity, 'zh-CN').map((file) => path.basename(file, '.js'))
    expect(names.sort()).toEqual(['base', 'form-page', 'rows', 'start', 'subform', 'zh-cn'])
  })

  it('are unknown where the portal has not been built', () => {
    expect(createScriptsOfForm(path.join(portal, 'nowhere'))(entity, 'en')).toEqual([])
  })
})
