import {
  type ConfigProperty,
  type ConfigSchema,
  type Diagnostic,
  diagnose,
  type JsonObject,
  type LocalizedText,
  pointer,
  type ValueType,
} from '@tangram/data-model'
import { formMessages } from './messages.ts'
import { valueProblem } from './value-problem.ts'

/**
 * What is wrong with the settings of a registry entry: unknown ones, missing ones, values of a wrong type.
 * Serves fields, nodes, triggers, actions and charts alike.
 *
 * @param path JSON Pointer of the settings within the checked document
 */
export function checkConfig(schema: ConfigSchema, config: JsonObject | undefined, path: string): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const setting of Object.keys(config ?? {})) {
    if (!Object.hasOwn(schema, setting)) found.push(diagnose(formMessages, 'form.setting.unknown', path + pointer(setting), { setting }))
  }
  for (const [setting, property] of Object.entries(schema)) {
    const value = config && Object.hasOwn(config, setting) ? config[setting] : undefined
    const label = property.label
    if (value === undefined || value === null || value === '') {
      if (property.required && property.default === undefined) {
        found.push(diagnose(formMessages, 'form.setting.missing', path + pointer(setting), { label }))
      }
    } else if (!fits(property, value)) {
      found.push(
        diagnose(formMessages, 'form.setting.wrong-type', path + pointer(setting), { label, expected: expectationOf(property.valueType) }),
      )
    }
  }
  return found
}

function fits(property: ConfigProperty, value: NonNullable<JsonObject[string]>): boolean {
  if (valueProblem(property.valueType, value)) return false
  return !property.options || property.options.some((option) => option.id === value)
}

/** A value type in words: `a whole number, 1 to 10`. */
export function expectationOf(type: ValueType): LocalizedText {
  const words = kindWords[type.kind]
  if (type.kind !== 'integer' || type.min === undefined || type.max === undefined) return words
  return { en: `${words.en}, ${type.min} to ${type.max}`, 'zh-CN': `${type.min} 到 ${type.max} 的${words['zh-CN']}` }
}

const kindWords: { [kind in ValueType['kind']]: Required<LocalizedText> } = {
  text: { en: 'text', 'zh-CN': '文本' },
  integer: { en: 'a whole number', 'zh-CN': '整数' },
  decimal: { en: 'a decimal number written as text', 'zh-CN': '以文本表示的小数' },
  boolean: { en: 'true or false', 'zh-CN': '真或假' },
  date: { en: 'a date', 'zh-CN': '日期' },
  time: { en: 'a time', 'zh-CN': '时间' },
  timestamp: { en: 'a date and time', 'zh-CN': '日期时间' },
  list: { en: 'a list', 'zh-CN': '列表' },
  range: { en: 'a start and an end', 'zh-CN': '起止区间' },
  reference: { en: 'a reference', 'zh-CN': '关联' },
  encrypted: { en: 'a secret', 'zh-CN': '密文' },
  json: { en: 'structured data', 'zh-CN': '结构化数据' },
}
