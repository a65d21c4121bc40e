import { inOrder } from '@tangram/data-model'
import type { LinkableDetail } from '@tangram/ui'
import type { LinkChoice } from './link-table.ts'

/** What linking a table proposes: all its columns, under the names and the key that the database gives. */
export function firstChoice({ entity, key }: LinkableDetail): LinkChoice {
  const fields = inOrder(entity.fields)
  return {
    label: entity.label,
    columns: fields.flatMap(({ column }) => column ?? []),
    labels: {},
    key,
    title: entity.fields.items[entity.title]?.column ?? fields[0]?.column ?? '',
  }
}

/** Whether it says enough: a name, a column, and what names a row. */
export function canLink({ label, columns, key, labels }: LinkChoice): boolean {
  const isNamed = (words: LinkChoice['label']) => Object.values(words).some((word) => word.trim() !== '')
  return isNamed(label) && columns.length > 0 && key.length > 0 && columns.every((column) => !labels[column] || isNamed(labels[column]))
}
