import { type EntityDocument, itemOf, type Locale, type LocalizedText, textIn } from '@tangram/data-model'
import { childrenOf, type FormDocument, type FormElement, isContainer } from '@tangram/form-engine'

/**
 * A public form as plain HTML: what a reader sees before the script has come, and what a machine without script reads.
 *
 *     <main><h1>File a complaint</h1><p>…</p><section><h2>About you</h2><dl><dt>Name</dt>…
 */
export function firstHtml(app: LocalizedText, form: FormDocument, entity: EntityDocument, locale: Locale): string {
  const inContainers = new Set(Object.values(form.elements.items).flatMap(childrenOf))
  const top = form.elements.order
    .filter((id) => !inContainers.has(id))
    .map((id) => elementHtml(itemOf(form.elements, id), form, entity, locale))
  const description = form.description ? `<p>${escapeHtml(textIn(form.description, locale))}</p>` : ''
  return `<main><p>${escapeHtml(textIn(app, locale))}</p><h1>${escapeHtml(textIn(form.label, locale))}</h1>${description}${top.join('')}</main>`
}

function elementHtml(element: FormElement | undefined, form: FormDocument, entity: EntityDocument, locale: Locale): string {
  if (!element || (!isContainer(element) && element.visible !== undefined)) return ''
  if (isContainer(element)) {
    const inside = element.order.map((id) => elementHtml(itemOf(form.elements, id), form, entity, locale)).join('')
    // A group of tabs or steps has a name for its author only.
    if (element.kind === 'tabs' || element.kind === 'steps') return inside
    const description = element.description ? `<p>${escapeHtml(textIn(element.description, locale))}</p>` : ''
    return `<section><h2>${escapeHtml(textIn(element.label, locale))}</h2>${description}${inside}</section>`
  }
  switch (element.kind) {
    case 'field': {
      const field = itemOf(entity.fields, element.field)
      if (!field) return ''
      const help = element.help ?? field.help
      const isRequired = element.required === true || field.required === true
      return `<p>${escapeHtml(textIn(element.label ?? field.label, locale))}${isRequired ? ' *' : ''}${help ? `<br><small>${escapeHtml(textIn(help, locale))}</small>` : ''}</p>`
    }
    case 'divider':
      return '<hr>'
    case 'button':
    case 'qr':
      return ''
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
