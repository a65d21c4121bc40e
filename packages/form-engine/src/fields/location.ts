import { json, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample, headed } from '../import/recognise.ts'

type Crs = 'WGS-84' | 'GCJ-02'

/** A place: degrees of longitude and latitude in the coordinate system `crs`, and how people call it. */
export type Place = { lng: number; lat: number; crs: Crs; name: string }

/** A place on the map. The system of its coordinates stands beside them, for those of Chinese maps (GCJ-02) lie hundreds of metres off. */
export const location = defineFieldType<Place, { crs: Crs }>({
  type: 'location',
  label: { en: 'Location', 'zh-CN': '定位' },
  help: { en: 'A place by longitude and latitude.', 'zh-CN': '以经纬度表示的位置。' },
  icon: 'map-pin',
  group: 'data',
  valueType: json,
  widget: 'location',
  config: {
    crs: {
      valueType: text(10),
      label: { en: 'Coordinate system', 'zh-CN': '坐标系' },
      help: { en: 'GCJ-02 for Chinese maps, WGS-84 for GPS and all others', 'zh-CN': '国内地图使用 GCJ-02，GPS 及其他使用 WGS-84' },
      default: 'WGS-84',
      options: [
        { id: 'WGS-84', label: { en: 'WGS-84 (GPS)', 'zh-CN': 'WGS-84（GPS）' } },
        { id: 'GCJ-02', label: { en: 'GCJ-02 (maps of China)', 'zh-CN': 'GCJ-02（国内地图）' } },
      ],
    },
  },
  // Six decimals are a hand's breadth.
  normalize: (value) => (isPlace(value) ? { ...value, lng: rounded(value.lng), lat: rounded(value.lat), name: value.name.trim() } : value),
  validate: (value) => {
    if (!isPlace(value)) return { code: 'location.incomplete' }
    return Math.abs(value.lng) > 180 || Math.abs(value.lat) > 90 ? { code: 'location.off-the-map' } : undefined
  },
  schema: () => ({
    type: 'object',
    required: ['lng', 'lat', 'crs', 'name'],
    additionalProperties: false,
    properties: {
      lng: { type: 'number', minimum: -180, maximum: 180 },
      lat: { type: 'number', minimum: -90, maximum: 90 },
      crs: { enum: ['WGS-84', 'GCJ-02'] },
      name: { type: 'string', maxLength: 200 },
    },
  }),
  format: ({ lng, lat, crs, name }) => `${name ? `${name} · ` : ''}${lng}, ${lat} (${crs})`,
  examples: {
    valid: [
      { lng: 121.473701, lat: 31.230416, crs: 'WGS-84', name: '人民广场' },
      { lng: -0.1276, lat: 51.5072, crs: 'WGS-84', name: '' },
    ],
    invalid: [
      { lng: 181, lat: 31, crs: 'WGS-84', name: '' },
      { lng: 121.4, lat: 31.2, crs: 'BD-09', name: '' },
      { lng: 121.4, lat: 31.2 },
      [121.4, 31.2],
      '121.4,31.2',
    ],
  },
  messages: {
    'location.incomplete': { text: { en: 'Please give longitude and latitude', 'zh-CN': '请填写经度和纬度' } },
    'location.off-the-map': {
      text: { en: 'Longitude lies within ±180, latitude within ±90', 'zh-CN': '经度应在 ±180 之间，纬度应在 ±90 之间' },
    },
  },
})

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

function isPlace(value: unknown): value is Place {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const { lng, lat, crs, name, ...rest } = value as { [key: string]: unknown }
  return (
    Number.isFinite(lng) &&
    Number.isFinite(lat) &&
    (crs === 'WGS-84' || crs === 'GCJ-02') &&
    typeof name === 'string' &&
    name.length <= 200 &&
    name.isWellFormed() &&
    !name.includes('\0') &&
    Object.keys(rest).length === 0
  )
}

const pair = /^(?:(.{1,200}?)[\s·]+)?[（(]?(-?\d{1,3}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,2}(?:\.\d+)?)[)）]?(?:\s*\((WGS-84|GCJ-02)\))?$/

/** Two numbers with a comma may be anything; two with many decimals are a place. */
const isExact = (cell: string): boolean => pair.test(cell) && /\.\d{3,}\s*[,，]/.test(cell)

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const locationImporter: Importer = {
  recognise: (column) =>
    bySample(column, isExact, headed(column, /坐标|经纬|定位|位置|location|lng|lon/i) ? 0.96 : 0.85, 'import.reason.location'),
  read: (cell, config) => {
    const { crs } = config as unknown as { crs: Crs }
    const parts = pair.exec(textOf(cell).trim())
    return parts ? { lng: Number(parts[2]), lat: Number(parts[3]), crs: parts[4] ?? crs, name: (parts[1] ?? '').trim() } : undefined
  },
}
