import { json } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues, type Values } from '../values.ts'

type Config = { set: Values }

/** Sets fields and variables to the values of expressions. */
export const calculate = defineNodeType<Config>({
  type: 'calculate',
  label: { en: 'Calculate', 'zh-CN': '计算' },
  help: { en: 'Sets fields and variables by formulas.', 'zh-CN': '用公式更新字段和流程变量。' },
  icon: 'math-function',
  group: 'service',
  bpmnElement: 'bpmn:scriptTask',
  config: { set: { valueType: json, editor: 'values', required: true, label: { en: 'Fields and variables', 'zh-CN': '字段与变量' } } },
  ports: () => onward,
  enter(context) {
    context.set(context.config.set)
    context.leave('out', 'done')
  },
  logics: ({ set }) => logicsOfValues(set, '/set'),
  examples: { valid: [{ set: { '$vars.total': { '+': [{ var: 'price' }, 1] } } }], invalid: [{}] },
})
