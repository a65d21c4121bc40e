import type { ConfigSchema, ValueType } from '@tangram/data-model'
import { compareDecimals } from './decimals.ts'
import type { Problem } from './field-type.ts'

type Bound = string | number
type Bounds = { min?: Bound; max?: Bound }

/** The two settings of a field type whose values have a lowest and a highest. */
export const boundsSettings = (valueType: ValueType, defaults: Bounds = {}): ConfigSchema => ({
  min: {
    valueType,
    label: { en: 'Lowest', 'zh-CN': '最小值' },
    ...(defaults.min === undefined ? {} : { default: defaults.min }),
  },
  max: {
    valueType,
    label: { en: 'Highest', 'zh-CN': '最大值' },
    ...(defaults.max === undefined ? {} : { default: defaults.max }),
  },
})

/** Whether a number (decimal text or integer) lies outside its bounds. */
export function boundsProblem(value: Bound, { min, max }: Bounds): Problem | undefined {
  if (min !== undefined && compare(value, min) < 0) return { code: 'value.too-low', params: { min } }
  if (max !== undefined && compare(value, max) > 0) return { code: 'value.too-high', params: { max } }
  return undefined
}

/** Bounds that leave no value in between. */
export function checkBounds({ min, max }: Bounds): (Problem & { setting: string })[] {
  if (min === undefined || max === undefined || compare(min, max) <= 0) return []
  return [{ setting: 'max', code: 'form.setting.min-above-max', params: { min, max } }]
}

const compare = (a: Bound, b: Bound): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareDecimals(String(a), String(b))
