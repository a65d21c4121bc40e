import type { EntityDocument } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { firstHtml, pageWith } from './first-html.ts'

const entity: EntityDocument = {
  id: 'ticket',
  label: { en: 'Ticket' },
  title: 'name',
  fields: {
    order: ['name', 'secret'],
    items: {
      name: { id: 'name', type: 'text', label: { en: 'Your name', 'zh-CN': '姓名' }, required: true },
      secret: { id: 'secret', type: 'text', label: { en: 'Secret' } },
    },
  },
}
const form: FormDocument = {
  id: 'complaint',
  label: { en: 'File a <b>complaint</b>', 'zh-CN': '投诉' },
  entity: 'ticket',
  elements: {
    order: ['about'],
    items: {
      about: { id: 'about', kind: 'section', label: { en: 'About you' }, order: ['name', 'hidden'] },
      name: { id: 'name', kind: 'field', field: 'name', help: { en: 'As on your bill' } },
      hidden: { id: 'hidden', kind: 'field', field: 'secret', visible: { '==': [1, 2] } },
    },
  },
}

describe('the first HTML of a public form', () => {
  const html = firstHtml({ en: 'Desk' }, form, entity, 'en')

  it('asks what the form asks', () => {
    expect(html).toContain('<h2>About you</h2><p>Your name *<br><small>As on your bill</small></p>')
  })

  it('asks what stands in tabs and steps, each under its name', () => {
    const { items } = form.elements
    const stepped: FormDocument = {
      ...form,
      elements: {
        order: ['way'],
        items: {
          ...items,
          way: { id: 'way', kind: 'steps', label: { en: 'Steps' }, order: ['first'] },
          first: { id: 'first', kind: 'step', label: { en: 'You' }, description: { en: 'Two minutes' }, order: ['about', 'scan'] },
          scan: { id: 'scan', kind: 'qr', label: { en: 'Scan' } },
        },
      },
    }
    const text = firstHtml({ en: 'Desk' }, stepped, entity, 'en')
    expect(text).toContain('<section><h2>You</h2><p>Two minutes</p><section><h2>About you</h2><p>Your name *')
    expect(text).not.toMatch(/Steps|Scan/)
  })

  it('takes what people typed for text', () => {
    expect(html).toContain('<h1>File a &lt;b&gt;complaint&lt;/b&gt;</h1>')
  })

  it('leaves out what may not show', () => {
    expect(html).not.toContain('Secret')
  })

  it('stands where the script will put the form, whatever characters it has', () => {
    const template = '<html lang="zh-CN"><title>T</title><div id="root"></div></html>'
    expect(pageWith(template, { title: '$& <x>', html: '<p>$1</p>', locale: 'en' })).toBe(
      '<html lang="en"><title>$&amp; &lt;x&gt;</title><div id="root"><p>$1</p></div></html>',
    )
  })
})
