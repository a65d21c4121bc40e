/** The file a new entry begins as. Each passes the tests of its registry as it is. */
export const templates: { [kind: string]: (type: string, variable: string, icon: string) => string } = {
  field: (type, variable, icon) => `import { text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'

/** Say in one sentence what people enter here. */
export const ${variable} = defineFieldType<string, object>({
  type: '${type}',
  label: { en: '${type}', 'zh-CN': '${type}' },
  help: { en: 'One line of text.', 'zh-CN': '一行文本。' },
  icon: '${icon}',
  group: 'data',
  valueType: text(200),
  widget: 'text',
  config: {},
  examples: { valid: ['a', '七巧'], invalid: [1, true] },
  messages: {},
})
`,
  node: (type, variable, icon) => `import { defineNodeType } from '../node-type.ts'

/** Say in one sentence what happens here. */
export const ${variable} = defineNodeType<object>({
  type: '${type}',
  label: { en: '${type}', 'zh-CN': '${type}' },
  help: { en: 'Goes on at once.', 'zh-CN': '立即继续。' },
  icon: '${icon}',
  group: 'service',
  bpmnElement: 'bpmn:serviceTask',
  config: {},
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter(context) {
    context.leave('out', 'done')
  },
  examples: { valid: [{}], invalid: [] },
})
`,
  trigger: (type, variable, icon) => `import { defineTrigger } from '../trigger.ts'

/** Say in one sentence what sets the rule off. */
export const ${variable} = defineTrigger({
  type: '${type}',
  label: { en: '${type}', 'zh-CN': '${type}' },
  icon: '${icon}',
  config: {},
  happens: (change) => change.kind === 'update',
  examples: { valid: [{}], invalid: [] },
})
`,
  action: (type, variable, icon) => `import { text } from '@tangram/data-model'
import { defineAction } from './action-type.ts'

type Input = { note: string }

/** Say in one sentence what it does, and name in \`uses\` what it may reach. */
export const ${variable} = defineAction<Input, never>({
  type: '${type}',
  label: { en: '${type}', 'zh-CN': '${type}' },
  icon: '${icon}',
  input: { note: { valueType: text(200), required: true, label: { en: 'Note', 'zh-CN': '备注' } } },
  uses: [],
  async run() {
    return { status: 'done' }
  },
  examples: { valid: [{ note: 'Hello' }], invalid: [{}] },
})
`,
  chart: (type, variable, icon) => `import { textIn } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { formatValue, noValue } from '../format-value.ts'
import { count, resultOf } from './examples.ts'

/** Say in one sentence what it shows best. */
export const ${variable} = defineChartType({
  type: '${type}',
  label: { en: '${type}', 'zh-CN': '${type}' },
  icon: '${icon}',
  dimensions: { min: 0, max: 0 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec(result, _config, { locale }) {
    const at = result.columns.findIndex((column) => column.role === 'measure')
    const column = result.columns[at]
    const value = result.rows[0]?.[at] ?? null
    return {
      kind: 'kpi',
      label: column ? textIn(column.label, locale, column.id) : '',
      text: column ? formatValue(value, column, { locale, timezone: result.timezone }) : noValue,
      value,
      mark: { cell: {}, ...(column ? { measure: column.id } : {}) },
    }
  },
  examples: [{ config: {}, result: resultOf([count], [[12]]) }],
})
`,
}
