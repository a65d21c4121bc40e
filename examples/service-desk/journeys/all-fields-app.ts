import type { AppDocument } from '@tangram/app-model'
import type { Collection, EntityDocument, FieldDocument, JsonObject, RecordValues } from '@tangram/data-model'
import { type FieldType, fieldTypes } from '@tangram/form-engine'

/** What the examples of a type leave to the app around it. */
const settings: { [type: string]: Partial<FieldDocument> } = {
  relation: { config: { entity: 'thing', many: false } },
  lookup: { config: { relation: 'f_relation', field: 'name' } },
  computed: { config: { result: 'decimal', decimals: 2 }, computed: { '*': [{ var: 'f_integer' }, 2] } },
}

const collection = <T extends { id: string }>(items: readonly T[]): Collection<T> => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})

/** `f_check_boxes` of `checkBoxes`. */
export const fieldIdOf = (type: string): string => `f_${type.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`

/** An app with one table and one form of every field type of the registry, so that a new type is looked at without anybody thinking of it. */
export function allFieldsApp(): AppDocument {
  const fields = fieldTypes.map((type): FieldDocument => {
    const { config, columns } = type.examples
    return {
      id: fieldIdOf(type.type),
      type: type.type,
      label: type.label,
      help: type.help,
      ...(config ? { config: config as JsonObject } : {}),
      ...(columns ? { fields: columns } : {}),
      ...settings[type.type],
    }
  })
  const sample: EntityDocument = { id: 'sample', label: { en: 'Sample', 'zh-CN': '样例' }, title: 'f_text', fields: collection(fields) }
  const name: FieldDocument = { id: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' } }
  const thing: EntityDocument = { id: 'thing', label: { en: 'Thing', 'zh-CN': '物品' }, title: 'name', fields: collection([name]) }
  return {
    format: 1,
    id: 'all_fields',
    label: { en: 'All fields', 'zh-CN': '全部字段' },
    entities: collection([sample, thing]),
    forms: collection([
      {
        id: 'all',
        label: { en: 'All fields', 'zh-CN': '全部字段' },
        entity: 'sample',
        elements: collection(fields.map(({ id }) => ({ id: `e_${id}`, kind: 'field' as const, field: id, span: 6 }))),
      },
    ]),
    processes: collection([]),
    rules: collection([]),
    reports: collection([]),
    dashboards: collection([]),
    views: collection([
      { id: 'samples', label: { en: 'Samples', 'zh-CN': '样例' }, entity: 'sample', columns: fields.map(({ id }) => id), form: 'all' },
    ]),
    access: { roles: collection([]) },
  }
}

/** The first valid example of every type that holds a value of its own: what needs a file, another record or a formula is left out. */
export function exampleValues(): RecordValues {
  return Object.fromEntries(fieldTypes.flatMap((type) => (isPlain(type) ? [[fieldIdOf(type.type), type.examples.valid[0] ?? null]] : [])))
}

function isPlain({ type, valueType, holds, serial, widget }: FieldType): boolean {
  const kind = typeof valueType === 'function' ? undefined : valueType.kind
  return !holds && !serial && widget !== 'readonly' && kind !== 'reference' && !['relation', 'member', 'team'].includes(type)
}
