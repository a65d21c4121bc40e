import { type AppDocument, type UsedIds, usedBy } from '@tangram/app-model'
import { idPattern, type Locale, type LocalizedText, type Option, reservedFieldIds } from '@tangram/data-model'
import { pinyin } from 'pinyin-pro'

/** An id from a label: pinyin for Chinese, slug for the rest, a number behind it when taken. */
export function idFrom(label: string, taken: (id: string) => boolean): string {
  const slug = pinyin(label, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const base = idPattern.test(slug) ? slug : 'field'
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}_${n}`
    if (!taken(id)) return id
  }
}

/** A free id for a field of the entity: no column of a record, and nothing a published version has ever used. */
export function newFieldId(document: AppDocument, entity: string, label: string, used: UsedIds): string {
  const fields = document.entities.items[entity]?.fields.items ?? {}
  return idFrom(label, (id) => Object.hasOwn(fields, id) || reservedFieldIds.has(id) || usedBy(used, entity, id) !== undefined)
}

/** A free id for a choice: records hold the ids of choices that were taken away. */
export function newOptionId(options: readonly Option[], used: readonly string[]): string {
  return idFrom(`option_${options.length + 1}`, (id) => used.includes(id) || options.some((option) => option.id === id))
}

/** A name no field of the entity has yet: 日期, 日期 2, … */
export function freeLabel(document: AppDocument, entity: string, label: Required<LocalizedText>): LocalizedText {
  const fields = Object.values(document.entities.items[entity]?.fields.items ?? {})
  const isTaken = (text: string, locale: Locale) => fields.some((field) => field.label[locale] === text)
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`
    const candidate = { 'zh-CN': label['zh-CN'] + suffix, en: label.en + suffix }
    if (!isTaken(candidate['zh-CN'], 'zh-CN') && !isTaken(candidate.en, 'en')) return candidate
  }
}
