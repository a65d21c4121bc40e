import { boolean, type JsonObject, json, text } from '@tangram/data-model'
import { divisionName, divisionsAtStart, isDivisionPath, knowsDivisions } from '../divisions.ts'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { headed } from '../import/recognise.ts'

/** Divisions of China from the province down, by code and by the name they had then, and the rest as people write it. */
export type Address = { codes: string[]; names: string[]; detail: string }

type Config = { level: keyof typeof levels; detail: boolean }

const levels = { province: 1, city: 2, district: 3 }

/** An address in China: province, city, district, and what an envelope says besides. */
export const address = defineFieldType<Address, Config>({
  type: 'address',
  label: { en: 'Address', 'zh-CN': '地址' },
  help: { en: 'Province, city, district and street.', 'zh-CN': '省、市、区县与详细地址。' },
  icon: 'home',
  group: 'data',
  valueType: json,
  widget: 'address',
  config: {
    level: {
      valueType: text(10),
      label: { en: 'Down to', 'zh-CN': '精确到' },
      default: 'district',
      options: [
        { id: 'province', label: { en: 'Province', 'zh-CN': '省' } },
        { id: 'city', label: { en: 'City', 'zh-CN': '市' } },
        { id: 'district', label: { en: 'District', 'zh-CN': '区县' } },
      ],
    },
    detail: { valueType: boolean, label: { en: 'Ask for street and number', 'zh-CN': '填写详细地址' }, default: true },
  },
  // The names are those of the codes, whoever sends them.
  normalize: (value) => {
    if (!isAddress(value)) return value
    const names = value.codes.map((code, index) => divisionName(code) ?? value.names[index] ?? '')
    return { codes: value.codes, names, detail: value.detail.trim() }
  },
  validate: (value, { level, detail }) => {
    if (!isAddress(value)) return { code: 'address.incomplete' }
    if (value.codes.length !== (levels[level] ?? 3) || !isDivisionPath(value.codes)) return { code: 'address.incomplete' }
    if (knowsDivisions() && value.codes.some((code) => divisionName(code) === undefined)) return { code: 'address.unknown' }
    return detail && value.detail.trim() === '' ? { code: 'address.no-detail' } : undefined
  },
  schema: ({ level }): JsonObject => ({
    type: 'object',
    required: ['codes', 'names', 'detail'],
    additionalProperties: false,
    properties: {
      codes: {
        type: 'array',
        minItems: levels[level] ?? 3,
        maxItems: levels[level] ?? 3,
        items: { type: 'string', pattern: '^[0-9]{6}$' },
      },
      names: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 40 } },
      detail: { type: 'string', maxLength: 300 },
    },
  }),
  format: ({ names, detail }) =>
    [...names.filter((name, index) => name !== names[index - 1] && !/^县$|直辖县/.test(name)), detail].join(' ').trim(),
  examples: {
    valid: [{ codes: ['310000', '310100', '310104'], names: ['上海市', '上海市', '徐汇区'], detail: '漕溪北路 88 号' }],
    invalid: [
      { codes: ['310000', '310100'], names: [], detail: 'x' },
      { codes: ['310000', '320100', '320102'], names: [], detail: 'x' },
      { codes: ['310000', '310100', '310199'], names: [], detail: 'x' },
      { codes: ['310000', '310100', '310104'], names: [], detail: '' },
      '上海市徐汇区',
    ],
  },
  messages: {
    'address.incomplete': { text: { en: 'Please choose the whole region', 'zh-CN': '请选择完整的所在地区' } },
    'address.unknown': { text: { en: 'There is no such region any more; please choose again', 'zh-CN': '所选地区不存在，请重新选择' } },
    'address.no-detail': { text: { en: 'Please add street and number', 'zh-CN': '请填写详细地址' } },
  },
})

function isAddress(value: unknown): value is Address {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const { codes, names, detail, ...rest } = value as { [key: string]: unknown }
  return isTexts(codes, 6) && isTexts(names, 40) && isTexts([detail], 300) && Object.keys(rest).length === 0
}

const isTexts = (value: unknown, longest: number): value is string[] =>
  Array.isArray(value) &&
  value.length <= 3 &&
  value.every((entry) => typeof entry === 'string' && entry.length <= longest && entry.isWellFormed() && !entry.includes('\0'))

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const addressImporter: Importer = {
  recognise: (column) => {
    if (!headed(column, /地址|住址|所在地|address/i)) return undefined
    const whole = column.sample.filter((cell) => divisionsAtStart(textOf(cell)).codes.length === 3).length
    const share = column.sample.length === 0 ? 0 : whole / column.sample.length
    return share < 0.8
      ? undefined
      : { confidence: 0.97 * share ** 2, reason: 'import.reason.address', misfits: Math.round(column.filled * (1 - share)) }
  },
  read: (cell, config) => {
    const { level } = config as unknown as Config
    const { codes, rest } = divisionsAtStart(textOf(cell))
    const wanted = levels[level] ?? 3
    if (codes.length < wanted) return undefined
    const kept = codes.slice(0, wanted)
    const left = codes.slice(wanted).map((code) => divisionName(code) ?? '')
    return { codes: kept, names: kept.map((code) => divisionName(code) ?? ''), detail: [...left, rest].join('').trim() }
  },
}
