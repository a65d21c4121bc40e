import { type Collection, fillAll, type Id, itemOf, type LocalizedText, type Message, pointer } from '@tangram/data-model'
import { type Part, type PartName, parts } from './app-parts.ts'
import { diffMessages, propertyWords } from './diff-messages.ts'
import type { AppDocument } from './document.ts'
import { sameJson } from './same-json.ts'

/** One line of the diff that people read before they publish. */
export type Change = {
  kind: 'added' | 'changed' | 'retired'
  /** What it is: 'entity', 'field', 'form', 'element', 'process', 'node'… */
  what: PartName | 'app'
  id: Id
  /** JSON Pointer into the new document; into the old one when retired. */
  path: string
  text: LocalizedText
}

type Item = { id: Id; [property: string]: unknown }

/** What differs between two versions of an app, in words, in the order of the document. */
export function diffApps(from: AppDocument | null, to: AppDocument): Change[] {
  if (!from) return [{ kind: 'added', what: 'app', id: to.id, path: '', text: fillAll(diffMessages['app.added'].text, { name: to.label }) }]
  const changes: Change[] = []
  const properties = changedProperties(from, to, ['format', 'id', ...parts.map((part) => part.at[0] ?? '')])
  if (properties.length > 0) {
    changes.push({ kind: 'changed', what: 'app', id: to.id, path: '', text: changedText('app.changed', { name: to.label }, properties) })
  }
  for (const part of parts) diffPart(part, from, to, { from, to, path: '', owner: undefined }, changes)
  return changes
}

type Within = { from: AppDocument; to: AppDocument; path: string; owner: LocalizedText | undefined }

function diffPart(part: Part, from: object, to: object, within: Within, changes: Change[]): void {
  const before = collectionAt(from, part.at)
  const after = collectionAt(to, part.at)
  const path = within.path + pointer(...part.at, 'items')
  const common = { what: part.name, kindWords: part.words, owner: within.owner ?? {} }
  const add = (kind: Change['kind'], item: Item, text: LocalizedText) =>
    changes.push({ kind, what: part.name, id: item.id, path: path + pointer(item.id), text })

  for (const id of after.order) {
    const item = itemOf(after, id)
    if (!item) continue
    const name = part.nameOf(item, within.to, to)
    const earlier = itemOf(before, id)
    if (!earlier) {
      add('added', item, sentence(within.owner ? 'part.added-to' : 'part.added', { ...common, name }))
      continue
    }
    const inner = (part.inner ?? []).flatMap((child) => child.at[0] ?? [])
    const properties = changedProperties(earlier, item, [...inner, ...(part.ignore ?? [])])
    if (properties.length > 0) {
      add('changed', item, changedText(within.owner ? 'part.changed-in' : 'part.changed', { ...common, name }, properties))
    }
    for (const child of part.inner ?? []) {
      diffPart(child, earlier, item, { ...within, path: path + pointer(id), owner: name }, changes)
    }
  }
  for (const id of before.order) {
    const item = itemOf(before, id)
    if (!item || itemOf(after, id)) continue
    const code = part.keepsData ? 'part.retired' : 'part.removed'
    add('retired', item, sentence(within.owner ? `${code}-of` : code, { ...common, name: part.nameOf(item, within.from, from) }))
  }
  if (isReordered(before, after)) {
    const text = sentence(within.owner ? 'part.reordered-in' : 'part.reordered', common)
    changes.push({ kind: 'changed', what: part.name, id: '', path: within.path + pointer(...part.at, 'order'), text })
  }
}

function collectionAt(holder: object, at: readonly string[]): Collection<Item> {
  let found: unknown = holder
  for (const key of at) found = (found as { [key: string]: unknown } | undefined)?.[key]
  return (found as Collection<Item> | undefined) ?? { order: [], items: {} }
}

function changedProperties(from: object, to: object, except: readonly string[]): string[] {
  const before = from as { [key: string]: unknown }
  const after = to as { [key: string]: unknown }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !except.includes(key) && !sameJson(before[key], after[key]),
  )
}

/** Whether the things both have stand in another order; what came or went is told by itself. */
function isReordered(before: Collection<Item>, after: Collection<Item>): boolean {
  const kept = (collection: Collection<Item>, other: Collection<Item>) => collection.order.filter((id) => itemOf(other, id))
  return !sameJson(kept(before, after), kept(after, before))
}

type SentenceCode = keyof typeof diffMessages

function sentence(code: SentenceCode, params: { [name: string]: LocalizedText | string }): LocalizedText {
  const message: Message = diffMessages[code]
  return fillAll(message.text, params)
}

function changedText(code: SentenceCode, params: { [name: string]: LocalizedText | string }, properties: readonly string[]): LocalizedText {
  const words = properties.map((property) => (Object.hasOwn(propertyWords, property) ? propertyWords[property] : undefined))
  const list: LocalizedText = {
    en: words.map((text, index) => text?.en ?? properties[index]).join(', '),
    'zh-CN': words.map((text, index) => text?.['zh-CN'] ?? properties[index]).join('、'),
  }
  return sentence(code, { ...params, properties: list })
}
