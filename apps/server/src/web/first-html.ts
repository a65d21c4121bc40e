import { type EntityDocument, itemOf, type Locale, type LocalizedText, textIn } from '@tangram/data-model'
import type { FormDocument, FormElement } from '@tangram/form-engine'

/**
 * A public form as plain HTML: what a reader sees before the script has come, and what a machine without script reads.
 *
 *     <main><h1>File a complaint</h1><p>…</p><section><h2>About you</h2><dl><dt>Name</dt>…
 */
export function firstHtml(app: LocalizedText, form: FormDocument, entity: EntityDocument, locale: Locale): string {
  const inSections = new Set(Object.values(form.elements.items).flatMap((element) => (element.kind === 'section' ? element.order : [])))
  const top = form.elements.order
    .filter((id) => !inSections.has(id))
    .map((id) => elementHtml(itemOf(form.elements, id), form, entity, locale))
  const description = form.description ? `<p>${escapeHtml(textIn(form.description, locale))}</p>` : ''
  return `<main><p>${escapeHtml(textIn(app, locale))}</p><h1>${escapeHtml(textIn(form.label, locale))}</h1>${description}${top.join('')}</main>`
}

function elementHtml(element: FormElement | undefined, form: FormDocument, entity: EntityDocument, locale: Locale): string {
  if (!element || (element.kind !== 'section' && element.visible !== undefined)) return ''
  switch (element.kind) {
    case 'section': {
      const inside = element.order.map((id) => elementHtml(itemOf(form.elements, id), form, entity, locale))
      return `<section><h2>${escapeHtml(textIn(element.label, locale))}</h2>${inside.join('')}</section>`
    }
    case 'field': {
      const field = itemOf(entity.fields, element.field)
      if (!field) return ''
      const help = element.help ?? field.help
      const isRequired = element.required === true || field.required === true
      return `<p>${escapeHtml(textIn(element.label ?? field.label, locale))}${isRequired ? ' *' : ''}${help ? `<br><small>${escapeHtml(textIn(help, locale))}</small>` : ''}</p>`
    }
    case 'divider':
      return '<hr>'
    default:
      return `<p>${escapeHtml(textIn(element.label, locale))}</p>`
  }
}

/** The page of the portal with this in place of its empty root, its language and its title. */
export function pageWith(template: string, page: { title: string; html: string; locale: Locale }): string {
  return template
    .replace(/<html[^>]*>/, () => `<html lang="${page.locale}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(page.title)}</title>`)
    .replace(/(<div id="root"[^>]*>)\s*(<\/div>)/, (_whole, open: string, close: string) => `${open}${page.html}${close}`)
}

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
