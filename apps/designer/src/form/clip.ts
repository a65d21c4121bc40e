import type { AppDocument, Command, ElementPlace, UsedIds } from '@tangram/app-model'
import { type FieldDocument, type Id, isJsonObject, itemOf, type JsonValue, type LocalizedText, textIn } from '@tangram/data-model'
import { type Logic, renameIn } from '@tangram/expression'
import { childrenOf, type FieldElement, type FormDocument, type FormElement, isContainer } from '@tangram/form-engine'
import { freeLabel, idFrom, newFieldId } from './new-element.ts'

/** Elements on the clipboard, with all they hold and the fields they show, so that another form or app can take them up. */
export type Clip = {
  tangram: 'form-elements'
  /** The table the fields were of; in this table of this app they are the same fields. */
  app: Id
  entity: Id
  order: Id[]
  items: { [element: Id]: FormElement }
  fields: { [field: Id]: FieldDocument }
}

export function clipOf(document: AppDocument, form: FormDocument, ids: readonly Id[]): Clip {
  const items: Clip['items'] = {}
  const take = (id: Id) => {
    const element = form.elements.items[id]
    if (!element) return
    items[id] = element
    childrenOf(element).forEach(take)
  }
  ids.forEach(take)
  const entity = itemOf(document.entities, form.entity)
  const named = Object.values(items).flatMap((element) => (element.kind === 'field' ? [element.field] : []))
  const fields = named.flatMap((id) => (entity && itemOf(entity.fields, id)) ?? [])
  return {
    tangram: 'form-elements',
    app: document.id,
    entity: form.entity,
    order: ids.filter((id) => Object.hasOwn(items, id)),
    items,
    fields: Object.fromEntries(fields.map((field) => [field.id, field])),
  }
}

const maxClip = 2_000_000

/** What a text from the clipboard holds; undefined when it is something else. The draft's own check finds what does not fit. */
export function readClip(text: string): Clip | undefined {
  if (text.length > maxClip || !text.includes('"form-elements"')) return undefined
  try {
    const clip = JSON.parse(text) as Partial<Clip> | null
    const isClip =
      clip?.tangram === 'form-elements' &&
      Array.isArray(clip.order) &&
      isJsonObject(clip.items) &&
      isJsonObject(clip.fields) &&
      clip.order.every((id) => isJsonObject(clip.items?.[id]))
    return isClip ? (clip as Clip) : undefined
  } catch {
    return undefined
  }
}

type Given = { document: AppDocument; used: UsedIds; form: FormDocument }

/**
 * Puts a clip onto a form, as one step for undo. Fields that this table has and the form does not show yet are shown; of all others the
 * table gets new ones. Conditions and formulas follow the fields that came along.
 */
export function pasteCommand({ document, used, form }: Given, clip: Clip, place: ElementPlace): { command: Command; elements: Id[] } {
  const entity = itemOf(document.entities, form.entity)
  const shown = new Set(Object.values(form.elements.items).flatMap((element) => (element.kind === 'field' ? [element.field] : [])))
  const commands: Command[] = []
  const fieldIds = new Map<Id, Id>()
  // Each new field is to be free of those added before it.
  let later = document
  for (const field of Object.values(clip.fields)) {
    const own = entity && itemOf(entity.fields, field.id)
    const isSame = own?.type === field.type && (clip.app !== document.id || clip.entity === form.entity || sameLabel(own, field))
    if (isSame && !shown.has(field.id)) {
      shown.add(field.id)
      fieldIds.set(field.id, field.id)
      continue
    }
    const label = freeLabel(later, form.entity, wholeLabel(field))
    const id = newFieldId(later, form.entity, textIn(label, 'zh-CN'), used)
    fieldIds.set(field.id, id)
    const copy = { ...field, id, label }
    commands.push({ type: 'add-field', entity: form.entity, field: copy })
    later = withField(later, form.entity, copy)
  }

  const elementIds = new Map<Id, Id>()
  const taken = new Set(Object.keys(form.elements.items))
  for (const id of Object.keys(clip.items)) {
    const free = idFrom(id, (candidate) => taken.has(candidate))
    taken.add(free)
    elementIds.set(id, free)
  }
  const put = (id: Id, at: ElementPlace) => {
    const source = clip.items[id]
    const element = source && renamed(source, elementIds.get(id) ?? id, fieldIds)
    // A field whose document did not come along has nothing to show.
    if (!element || (source.kind === 'field' && !fieldIds.has(source.field))) return
    commands.push({ type: 'add-element', form: form.id, element: isContainer(element) ? { ...element, order: [] } : element, place: at })
    for (const child of childrenOf(source)) put(child, { parent: element.id, before: null })
  }
  for (const id of clip.order) put(id, place)
  return { command: { type: 'batch', commands }, elements: clip.order.flatMap((id) => elementIds.get(id) ?? []) }
}

const sameLabel = (a: FieldDocument, b: FieldDocument): boolean => a.label['zh-CN'] === b.label['zh-CN'] && a.label.en === b.label.en

/** In both languages, since a new name must be free in both. */
const wholeLabel = ({ label, id }: FieldDocument): Required<LocalizedText> => ({
  'zh-CN': label['zh-CN'] ?? label.en ?? id,
  en: label.en ?? label['zh-CN'] ?? id,
})

function withField(document: AppDocument, entity: Id, field: FieldDocument): AppDocument {
  const before = document.entities.items[entity]
  if (!before) return document
  const fields = { order: [...before.fields.order, field.id], items: { ...before.fields.items, [field.id]: field } }
  return { ...document, entities: { ...document.entities, items: { ...document.entities.items, [entity]: { ...before, fields } } } }
}

/** The element under another id, about the fields as they are called here. */
function renamed(element: FormElement, id: Id, fields: ReadonlyMap<Id, Id>): FormElement {
  const logic = (value: Logic): Logic => {
    let result = value
    for (const [from, to] of fields) {
      if (from === to) continue
      result = renameIn(result, [from], [to])
    }
    return result
  }
  const name = (field: Id) => fields.get(field) ?? field
  const text = (value: string) => value.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, field: Id) => `{${name(field)}}`)
  const ruled = <T extends boolean | Logic | undefined>(rule: T): T =>
    rule === undefined || typeof rule === 'boolean' ? rule : (logic(rule) as T)
  const visible = element.visible === undefined ? {} : { visible: logic(element.visible) }
  if (element.kind === 'field') {
    const copy: FieldElement = { ...element, id, field: name(element.field), ...visible }
    for (const facet of ['required', 'readOnly'] as const) if (element[facet] !== undefined) copy[facet] = ruled(element[facet])
    for (const facet of ['default', 'options', 'where'] as const)
      if (element[facet] !== undefined) copy[facet] = logic(element[facet] as Logic)
    if (element.checks) copy.checks = element.checks.map((check) => ({ ...check, holds: logic(check.holds) }))
    if (element.fill) copy.fill = element.fill.map(({ from, to }) => ({ from, to: name(to) }))
    return copy
  }
  if (isContainer(element)) return { ...element, id, ...visible }
  const { action } = element
  return {
    ...element,
    id,
    ...visible,
    ...(typeof element.text === 'string' ? { text: text(element.text) } : element.text === undefined ? {} : { text: logic(element.text) }),
    ...(action?.type === 'open' ? { action: { ...action, address: text(action.address) } } : {}),
    ...(action?.type === 'fill'
      ? {
          action: {
            type: 'fill' as const,
            values: Object.fromEntries(
              Object.entries(action.values).map(([field, value]): [string, JsonValue] => [name(field), logic(value)]),
            ),
          },
        }
      : {}),
  }
}
