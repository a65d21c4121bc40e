import type { JsonObject } from '@tangram/data-model'
import type { ImportCell, Shape } from './cell-text.ts'
import { textOf } from './cell-text.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { Recognition } from './importer.ts'

/** Words of a heading that say what the column holds. */
export const headed = (column: ColumnProfile, words: RegExp): boolean => words.test(column.header)

/** How many of the filled cells have one of these shapes. */
export function countOf(column: ColumnProfile, ...shapes: Shape[]): number {
  return shapes.reduce((sum, shape) => sum + (column.shapes[shape] ?? 0), 0)
}

/** A column most of whose cells have one of the shapes; the ones that have not are its misfits. */
export function byShape(
  column: ColumnProfile,
  shapes: Shape[],
  confidence: number,
  reason: string,
  config?: JsonObject,
): Recognition | undefined {
  const fitting = countOf(column, ...shapes)
  const share = column.filled === 0 ? 0 : fitting / column.filled
  if (share < 0.8) return undefined
  return { confidence: confidence * share ** 2, reason, misfits: column.filled - fitting, ...(config ? { config } : {}) }
}

/** A column most of whose different values pass the test. */
export function bySample(
  column: ColumnProfile,
  test: (text: string) => boolean,
  confidence: number,
  reason: string,
  config?: JsonObject,
): Recognition | undefined {
  const texts = column.sample.map((cell) => textOf(cell).trim())
  const fitting = texts.filter(test).length
  if (texts.length === 0 || fitting / texts.length < 0.8) return undefined
  const share = fitting / texts.length
  return { confidence: confidence * share ** 2, reason, misfits: Math.round(column.filled * (1 - share)), ...(config ? { config } : {}) }
}

/** Whether the values repeat as choices do: few of them, short, each several times. */
export function looksLikeOptions(values: readonly { value: string; count: number }[], filled: number): boolean {
  return filled >= 4 && values.length >= 2 && values.length <= Math.min(40, filled / 2) && values.every(({ value }) => value.length <= 30)
}

/** Options with ids that may be changed until they are saved; the label is what the cells say. */
export function optionsOf(labels: readonly string[]): JsonObject {
  const taken = new Set<string>()
  const options = labels.map((label, i) => {
    const slug = label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36)
    const isOwn = /^[a-z]/.test(slug) && !taken.has(slug) && /^[\x20-\x7e]+$/.test(label)
    const id = isOwn ? slug : `option_${i + 1}`
    taken.add(id)
    return { id, label: localizedOf(label) }
  })
  return { options }
}

/** A text in the language it is written in. */
export function localizedOf(text: string): { 'zh-CN'?: string; en?: string } {
  return /\p{Script=Han}/u.test(text) ? { 'zh-CN': text } : { en: text }
}

/** The id of the option with this label in either language, or with this id. */
export function optionNamed(
  options: readonly { id: string; label: { [locale: string]: string | undefined } }[],
  cell: ImportCell,
): string | undefined {
  const text = textOf(cell).trim()
  const found =
    options.find(({ label }) => Object.values(label).includes(text)) ??
    options.find(({ id }) => id === text) ??
    options.find(({ label }) => Object.values(label).some((each) => each?.toLowerCase() === text.toLowerCase()))
  return found?.id
}

/** Marks that stand between the choices of one cell. */
export const betweenChoices = /\s*[,，、;；\n|]\s*/
