import type { AppDocument } from '@tangram/app-model'
import { inOrder, type LocalizedText } from '@tangram/data-model'

const sectionOf = {
  entities: 'data',
  forms: 'forms',
  views: 'views',
  processes: 'flows',
  rules: 'rules',
  reports: 'reports',
  dashboards: 'dashboards',
} as const

type Section = (typeof sectionOf)[keyof typeof sectionOf]

/** Where in the designer something is mended: a section, a thing in it, a part of that. */
export type FoundPlace = { section: Section; thing: string; part: string | undefined; label: LocalizedText | undefined }

/** The place a JSON pointer into the app leads to; undefined for what has no page of its own. */
export function placeOf(document: AppDocument, path: string): FoundPlace | undefined {
  const [, collection = '', , thing = '', parts, , part = ''] = path.split('/')
  if (collection === 'access') return { section: 'data', thing: '', part: undefined, label: undefined }
  if (!isKnown(collection) || thing === '') return undefined
  const item: { label?: LocalizedText } | undefined = document[collection].items[thing]
  const found = { section: sectionOf[collection], thing, label: item?.label }
  if (collection === 'processes' && parts === 'nodes') return { ...found, part }
  if (collection === 'processes' && parts === 'flows') return { ...found, part: document.processes.items[thing]?.flows.items[part]?.from }
  if (collection === 'forms' && parts === 'elements') return { ...found, part }
  // A field is changed where it stands on a form.
  if (collection === 'entities' && parts === 'fields') return elementOf(document, thing, part) ?? { ...found, part: undefined }
  return { ...found, part: undefined }
}

function elementOf(document: AppDocument, entity: string, field: string): FoundPlace | undefined {
  for (const form of inOrder(document.forms)) {
    const element = Object.values(form.elements.items).find((item) => item.kind === 'field' && item.field === field)
    if (form.entity === entity && element) return { section: 'forms', thing: form.id, part: element.id, label: form.label }
  }
  return undefined
}

function isKnown(collection: string): collection is keyof typeof sectionOf {
  return Object.hasOwn(sectionOf, collection)
}
