import type {
  Attribute,
  ConfigSchema,
  FieldDocument,
  Id,
  JsonObject,
  JsonValue,
  Locale,
  LocalizedText,
  MaskKind,
  MessageCatalogue,
  Option,
  ValueType,
} from '@tangram/data-model'
import type { Importer } from './import/importer.ts'
import type { RowsEngine } from './rows-engine.ts'

/** Where the palette shows a field type. */
export type FieldGroup = 'text' | 'number' | 'time' | 'choice' | 'people' | 'file' | 'data'

/** Headings of the palette in their order. */
export const fieldGroups: readonly { id: FieldGroup; label: Required<LocalizedText> }[] = [
  { id: 'text', label: { en: 'Text', 'zh-CN': '文本' } },
  { id: 'number', label: { en: 'Numbers', 'zh-CN': '数字' } },
  { id: 'time', label: { en: 'Date and time', 'zh-CN': '日期与时间' } },
  { id: 'choice', label: { en: 'Choices', 'zh-CN': '选择' } },
  { id: 'people', label: { en: 'People', 'zh-CN': '人员' } },
  { id: 'file', label: { en: 'Files', 'zh-CN': '文件' } },
  { id: 'data', label: { en: 'Data', 'zh-CN': '数据' } },
]

/** What is wrong with one value: a code of a message catalogue and its parameters. */
export type Problem = { code: string; params?: { [name: string]: JsonValue | undefined } }

/**
 * All that is to know about one type of field. The registry is a value: a plug-in adds another entry, nothing else.
 *
 * `valueType` is all that storage, expressions and reports see; `widget` is all that React sees.
 */
export type FieldType<Value extends JsonValue = JsonValue, Config = JsonObject> = {
  type: Id | string
  label: Required<LocalizedText>
  /** One sentence for the palette and the reference. */
  help: Required<LocalizedText>
  /** Name of a Tabler icon. */
  icon: string
  group: FieldGroup
  valueType: ValueType | ((config: Config) => ValueType)
  /** Name of an entry of the widget registry. */
  widget: string
  config: ConfigSchema
  /** The choices; a value (each one of a list) must be the id of one. */
  options?(config: Config): Option[]
  /** Present: the server numbers the records. */
  serial?(config: Config): NonNullable<Attribute['serial']>
  /** True: values are rows, and the field's own `fields` say what they hold; `valueType` is `rows({})`. */
  columns?: true
  /** What forms do for rows; beside `columns`. */
  rows?: RowsEngine
  /** Present: the field has no value of its own but shows what this path leads to; its value type is that of what it leads to. */
  shows?(config: Config): string
  /** Present: the value type follows from that of what the field's formula gives. */
  typeOfFormula?(given: ValueType, config: Config): ValueType
  /** 'files': values are lists of file references that storage attaches to the record. */
  holds?: 'files'
  /** How roles mask values of it that say no more than “masked”. */
  mask?: MaskKind
  /** Brings what a person typed to its stored form; leaves alone what it does not understand. Runs before `validate`. */
  normalize?(value: Value, config: Config): JsonValue
  /** What is wrong with a value that already has the shape of the value type. */
  validate?(value: Value, config: Config): Problem | undefined
  /** What is wrong with the settings beyond their own types. `setting` is the one to blame. */
  checkConfig?(config: Config): (Problem & { setting: string })[]
  /** JSON Schema keywords beside those that follow from the value type. */
  schema?(config: Config): JsonObject
  /** The value as people read it. `zone` is the IANA zone of the reader. */
  format?(value: Value, config: Config, locale: Locale, zone?: string): string
  /** How columns of a table file are recognised and their cells read, beyond what follows from the value type. Types that ship with Tangram export theirs beside them, so that forms do not load it. */
  importer?: Importer<Config>
  /** Values under `config` (the defaults when absent), for tests and the reference. */
  examples: { valid: Value[]; invalid: JsonValue[]; config?: JsonObject; columns?: NonNullable<FieldDocument['fields']> }
  /** Words of every code that `validate` and `checkConfig` return. */
  messages: MessageCatalogue
}

/**
 * Declares a field type. `Value` is the JSON form of a value, `Config` the settings with their defaults filled in.
 *
 *     defineFieldType<number, { max: number }>({ type: 'rating', valueType: integer({ min: 1, max: 10 }), … })
 */
export function defineFieldType<Value extends JsonValue, Config>(fieldType: FieldType<Value, Config>): FieldType {
  return fieldType as unknown as FieldType
}

/** The field types an app may use, in palette order. */
export type FieldRegistry = readonly FieldType[]

const byType = new WeakMap<FieldRegistry, ReadonlyMap<string, FieldType>>()

/** The entry of this type; undefined when the registry has none. */
export function fieldTypeOf(registry: FieldRegistry, type: string): FieldType | undefined {
  let index = byType.get(registry)
  if (!index) {
    index = new Map(registry.map((entry) => [entry.type, entry]))
    byType.set(registry, index)
  }
  return index.get(type)
}

/** The value type of a field under its settings. */
export function valueTypeOf(fieldType: FieldType, config: JsonObject): ValueType {
  return typeof fieldType.valueType === 'function' ? fieldType.valueType(config) : fieldType.valueType
}
