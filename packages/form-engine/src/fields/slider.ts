import { decimal } from '@tangram/data-model'
import { boundsProblem, boundsSettings, checkBounds } from '../bounds.ts'
import { compareDecimals, isStep } from '../decimals.ts'
import { defineFieldType } from '../field-type.ts'
import { formatDecimal } from '../format-number.ts'

type Config = { min: string; max: string; step: string }

/** A number picked by sliding, in steps from the lowest. */
export const slider = defineFieldType<string, Config>({
  type: 'slider',
  label: { en: 'Slider', 'zh-CN': '滑块' },
  help: { en: 'A number picked between two ends.', 'zh-CN': '在两端之间选取的数字。' },
  icon: 'adjustments-horizontal',
  group: 'number',
  valueType: decimal(16, 4),
  widget: 'slider',
  config: {
    ...boundsSettings(decimal(16, 4), { min: '0', max: '100' }),
    step: { valueType: decimal(16, 4), label: { en: 'Step', 'zh-CN': '步长' }, default: '1' },
  },
  validate: (value, config) =>
    boundsProblem(value, config) ??
    (isStep(value, config.min, config.step) ? undefined : { code: 'slider.off-step', params: { step: config.step } }),
  checkConfig: (config) => [
    ...checkBounds(config),
    ...(compareDecimals(config.step, '0') > 0 ? [] : [{ setting: 'step', code: 'slider.bad-step', params: {} }]),
  ],
  format: (value, _config, locale) => formatDecimal(value, locale),
  examples: { valid: ['0', '37', '100'], invalid: ['-1', '101', '0.5', 37] },
  messages: {
    'slider.off-step': { text: { en: 'Please choose a multiple of {step}', 'zh-CN': '请按步长 {step} 选择' } },
    'slider.bad-step': {
      text: { en: 'The step must be above zero', 'zh-CN': '步长必须大于零' },
      fix: { en: 'Enter a step such as 1', 'zh-CN': '请输入步长，例如 1' },
    },
  },
})
