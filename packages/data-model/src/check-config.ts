import type { ConfigProperty, ConfigSchema } from './config.ts'
import { type Diagnostic, diagnose, pointer } from './diagnostic.ts'
import type { JsonValue } from './json.ts'
import type { MessageCatalogue } from './messages.ts'
import type { ValueType } from './value-type.ts'

/** What can be wrong with the settings of any registry entry. */
export const configMessages = {
  'config.missing': {
    text: { en: '“{setting}” is not set.', 'zh-CN': '“{setting}”未设置。' },
    fix: { en: 'Set it in the properties.', 'zh-CN': '请在属性中设置。' },
  },
  'config.wrong-type': {
    text: { en: '“{setting}” should be {expected}.', 'zh-CN': '“{setting}”应为{expected}。' },
    fix: { en: 'Set it again in the properties.', 'zh-CN': '请在属性中重新设置。' },
  },
  'config.unknown-option': {
    text: { en: '“{setting}” has no choice “{found}”.', 'zh-CN': '“{setting}”没有选项“{found}”。' },
    fix: { en: 'Choose one of the list.', 'zh-CN': '请从列表中选择。' },
  },
  'config.unknown-setting': {
    text: { en: 'There is no setting “{found}” here.', 'zh-CN': '这里没有“{found}”这项设置。' },
    fix: { en: 'Remove it.', 'zh-CN': '请将其删除。' },
  },
} satisfies MessageCatalogue

/** Checks settings against their schema: nothing required missing, nothing of the wrong type, nothing unknown. */
export function checkConfig(schema: ConfigSchema, config: { [name: string]: JsonValue } | undefined, path: string): Diagnostic[] {
  const given = config ?? {}
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(schema, name))
    .map((name) => diagnose(configMessages, 'config.unknown-setting', path + pointer(name), { found: name }, 'warning'))
  return [
    ...unknown,
    ...Object.entries(schema).flatMap(([name, property]) =>
      checkSetting(property, Object.hasOwn(given, name) ? given[name] : undefined, path + pointer(name)),
    ),
  ]
}

function checkSetting(property: ConfigProperty, value: JsonValue | undefined, path: string): Diagnostic[] {
  const setting = property.label
  if (Array.isArray(value) && value.length === 0 && property.required)
    return [diagnose(configMessages, 'config.missing', path, { setting })]
  if (value === undefined || value === null || value === '') {
    return property.required && property.default === undefined ? [diagnose(configMessages, 'config.missing', path, { setting })] : []
  }
  if (!isOfType(property.valueType, value)) {
    return [diagnose(configMessages, 'config.wrong-type', path, { setting, expected: expectations[property.valueType.kind] })]
  }
  const found = property.options && (Array.isArray(value) ? value : [value]).find((item) => !property.options?.some((o) => o.id === item))
  return found === undefined ? [] : [diagnose(configMessages, 'config.unknown-option', path, { setting, found })]
}

/** Whether the JSON of a setting has the shape of its value type; dates and decimals are only looked at as texts here. */
function isOfType(type: ValueType, value: JsonValue): boolean {
  switch (type.kind) {
    case 'integer':
      return Number.isInteger(value) && (type.min ?? -Infinity) <= Number(value) && Number(value) <= (type.max ?? Infinity)
    case 'boolean':
      return typeof value === 'boolean'
    case 'list':
      return Array.isArray(value) && value.every((item) => isOfType(type.of, item))
    case 'reference':
      return type.many ? Array.isArray(value) && value.every((item) => typeof item === 'string') : typeof value === 'string'
    case 'range':
      return typeof value === 'object' && !Array.isArray(value)
    case 'rows':
      return Array.isArray(value)
    case 'json':
      return true
    default:
      return typeof value === 'string'
  }
}

const expectations = {
  text: { en: 'a text', 'zh-CN': '文本' },
  integer: { en: 'a whole number in its range', 'zh-CN': '范围内的整数' },
  decimal: { en: 'a decimal number', 'zh-CN': '小数' },
  boolean: { en: 'yes or no', 'zh-CN': '是或否' },
  date: { en: 'a date', 'zh-CN': '日期' },
  time: { en: 'a time', 'zh-CN': '时间' },
  timestamp: { en: 'a date with time', 'zh-CN': '日期时间' },
  list: { en: 'a list', 'zh-CN': '列表' },
  range: { en: 'a range', 'zh-CN': '区间' },
  reference: { en: 'a reference', 'zh-CN': '关联' },
  rows: { en: 'rows', 'zh-CN': '明细行' },
  json: { en: 'a value', 'zh-CN': '一个值' },
} satisfies { [kind in ValueType['kind']]: { en: string; 'zh-CN': string } }
