import { type EntityDocument, inOrder, itemOf, type Locale, type LocalizedText, textIn } from '@tangram/data-model'
import { childrenOf, type FieldElement, type FieldRegistry, type FormDocument, type FormElement, isContainer } from '@tangram/form-engine'
import { typedFields } from '../public/public-form.ts'

export type FirstPage = { app: LocalizedText; form: FormDocument; entity: EntityDocument; registry: FieldRegistry; locale: Locale }

/**
 * A public form as plain HTML: what a reader sees before the script has come, and what a machine without script reads. Laid out as the
 * script will lay it out, so that little moves when it does.
 *
 *     <main class="first"><h1>File a complaint</h1><p>…</p><section><h2>About you</h2><div><b>Name *</b><i></i></div>…
 */
export function firstHtml({ app, form, entity, registry, locale }: FirstPage): string {
  const types = new Map(typedFields(entity, registry).map((field) => [field.id, field]))
  const inContainers = new Set(Object.values(form.elements.items).flatMap(childrenOf))
  const say = (text: LocalizedText | undefined): string => escapeHtml(textIn(text ?? {}, locale))
  const paragraph = (text: LocalizedText | undefined): string => (text && say(text) ? `<p>${say(text)}</p>` : '')

  /** A choice shows what can be chosen; a sub-form its columns; anything else the room where it is filled in. */
  const room = (element: FieldElement): string => {
    const field = itemOf(entity.fields, element.field)
    if (field?.fields) {
      const columns = element.columns
        ? inOrder(element.columns).map(({ field: id, label }) => label ?? itemOf(field.fields ?? none, id)?.label)
        : undefined
      const labels = columns ?? inOrder(field.fields).map(({ label }) => label)
      return `<table><tr>${labels.map((label) => `<th>${say(label)}</th>`).join('')}</tr></table>`
    }
    const known = types.get(element.field)
    const options = known?.type.options?.(known.config) ?? []
    if (options.length === 0) return '<i></i>'
    return `<ul>${options
      .slice(0, mostOptions)
      .map(({ label }) => `<li>${say(label)}</li>`)
      .join('')}</ul>`
  }
  const draw = (id: string): string => {
    const element = itemOf(form.elements, id)
    return element ? drawn(element) : ''
  }
  const drawn = (element: FormElement): string => {
    if (isContainer(element)) {
      const inside = element.order.map(draw).join('')
      // A group of tabs or steps has a name for its author only.
      if (inside === '' || element.kind === 'tabs' || element.kind === 'steps') return inside
      return `<section><h2>${say(element.label)}</h2>${paragraph(element.description)}${inside}</section>`
    }
    // When it shows depends on what is typed.
    if (element.visible !== undefined) return ''
    switch (element.kind) {
      case 'field': {
        const field = itemOf(entity.fields, element.field)
        if (!field) return ''
        const help = element.help ?? field.help
        const isRequired = element.required === true || field.required === true
        const label = `<b>${say(element.label ?? field.label)}${isRequired ? ' *' : ''}</b>`
        return `<div>${label}${room(element)}${help ? `<small>${say(help)}</small>` : ''}</div>`
      }
      case 'heading':
        return `<h3>${say(element.label)}</h3>`
      case 'divider':
        return '<hr>'
      case 'description':
        return paragraph(element.label)
      // Both do nothing without script.
      case 'button':
      case 'qr':
        return ''
    }
  }
  const top = form.elements.order.filter((id) => !inContainers.has(id)).map(draw)
  return [
    `<main class="first"><p>${say(app)}</p><article><h1>${say(form.label)}</h1>${paragraph(form.description)}`,
    `<noscript><p><strong>${say(needsScript)}</strong></p></noscript>`,
    `${top.join('')}</article></main>`,
  ].join('')
}

const none = { order: [], items: {} }
/** A list of all towns is for the script. */
const mostOptions = 12

const needsScript: LocalizedText = {
  en: 'This page can be read without scripts. To fill the form in, please allow them in your browser.',
  'zh-CN': '未启用脚本时可以阅读本页。如需填写，请在浏览器中允许运行脚本。',
}

/** The measures of the page the script draws (apps/portal/src/public/public.module.css), so that nothing jumps. */
const firstStyle = `
.first{box-sizing:border-box;width:min(640px,100%);margin:0 auto;padding:8px 16px 32px;font:16px/1.5 system-ui,sans-serif}
.first>p{margin:4px 0 12px;line-height:30px}
.first article{padding:32px;border:1px solid #8884;border-radius:10px}
.first h1{margin:0 0 8px;font-size:28px;line-height:1.25}
.first h1+p{margin:0 0 24px;opacity:.7}
.first h2{margin:28px 0 14px;padding-bottom:8px;border-bottom:1px solid #8884;font-size:16px;line-height:1.25}
.first div{margin:0 0 18px}
.first b,.first small{display:block;font-size:14px;font-weight:500}
.first small{margin-top:4px;font-weight:400;opacity:.7}
.first i{display:block;height:42px;margin-top:6px;border:1px solid #8886;border-radius:6px}
.first ul{display:flex;flex-wrap:wrap;gap:2px 14px;min-height:42px;margin:6px 0 0;padding:8px 12px;border:1px solid #8886;border-radius:6px;list-style:none;box-sizing:border-box}
.first table{width:100%;margin-top:6px;border-collapse:collapse}
.first th{padding:8px;border:1px solid #8886;font-weight:500;font-size:14px;text-align:left}
@media(max-width:480px){.first article{padding:20px 16px}}`

export type PageParts = {
  title: string
  html: string
  locale: Locale /** Scripts that the form will ask for. */
  scripts: readonly string[]
}

/** The page of the portal with this in place of its empty root, its language and its title. */
export function pageWith(template: string, { title, html, locale, scripts }: PageParts): string {
  const preloads = scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${escapeHtml(file)}" />`).join('')
  return template
    .replace(/<html[^>]*>/, () => `<html lang="${locale}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(title)}</title>`)
    .replace('</head>', () => `<style>${firstStyle}</style>${preloads}</head>`)
    .replace(/(<div id="root"[^>]*>)\s*(<\/div>)/, (_whole, open: string, close: string) => `${open}${html}${close}`)
}

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
