import type { JsonValue, ValueKind } from '@tangram/data-model'
import { isPlain } from './common-type.ts'
import { dateFormatOf, numberFormatOf } from './formats.ts'
import { comparisons, dateUnits, elapsedUnits, isZone, type ParamKind, periods } from './operator.ts'
import { patternOf } from './pattern.ts'

/** What may be written out where an operator needs it so. */
export const writtenKinds: { readonly [Kind in ParamKind]?: (value: JsonValue) => boolean } = {
  scale: (value) => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 20,
  exponent: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 20,
  unit: (value) => dateUnits.some((unit) => unit === value),
  period: (value) => periods.some((period) => period === value),
  elapsed: (value) => elapsedUnits.some((unit) => unit === value),
  comparison: (value) => comparisons.some((sign) => sign === value),
  zone: isZone,
  numberFormat: (value) => numberFormatOf(value) !== undefined,
  pattern: (value) => typeof value === 'string' && patternOf(value) !== undefined,
  dateFormat: (value) => dateFormatOf(value) !== undefined,
}

const isNumber = (kind: ValueKind) => kind === 'integer' || kind === 'decimal'

/** What the items of a list may be. */
export const itemKinds: { readonly [Kind in ParamKind]?: (kind: ValueKind) => boolean } = {
  plains: isPlain,
  amounts: isNumber,
  dates: (kind) => kind === 'date',
  people: (kind) => kind === 'reference',
  flags: (kind) => kind === 'boolean',
}

/** What one value may be, beside the kinds that are types themselves. */
export const valueKinds: { readonly [Kind in ParamKind]?: (kind: ValueKind) => boolean } = {
  number: isNumber,
  moment: (kind) => kind === 'date' || kind === 'timestamp',
  clock: (kind) => kind === 'timestamp' || kind === 'time',
  plain: isPlain,
  member: isPlain,
  equal: (kind) => isPlain(kind) || kind === 'decimal',
  order: (kind) => (isPlain(kind) && kind !== 'boolean' && kind !== 'reference') || kind === 'decimal',
  alike: (kind) => isPlain(kind) || kind === 'decimal' || kind === 'list',
  items: (kind) => kind === 'list' || kind === 'rows',
}
