import { type Id, json, text } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues, type Values } from '../values.ts'

type Config = { process: Id; record: 'same' | 'new'; values?: Values; variables?: Values; results?: Values }

/** Starts another process and waits until it is over. */
export const callProcess = defineNodeType<Config>({
  type: 'call-process',
  label: { en: 'Call a process', 'zh-CN': '调用流程' },
  help: { en: 'Starts another process and waits for its end.', 'zh-CN': '启动另一个流程并等待其结束。' },
  icon: 'external-link',
  group: 'service',
  bpmnElement: 'bpmn:callActivity',
  config: {
    process: { valueType: text(), editor: 'process', required: true, label: { en: 'Process', 'zh-CN': '流程' } },
    record: {
      valueType: text(),
      default: 'same',
      label: { en: 'It works on', 'zh-CN': '处理的记录' },
      options: [
        { id: 'same', label: { en: 'This record', 'zh-CN': '当前记录' } },
        { id: 'new', label: { en: 'A new record', 'zh-CN': '新建记录' } },
      ],
    },
    values: { valueType: json, editor: 'values', names: 'called', label: { en: 'Fields of the new record', 'zh-CN': '新记录的字段' } },
    variables: { valueType: json, editor: 'values', names: 'free', label: { en: 'Variables it gets', 'zh-CN': '传入的变量' } },
    results: {
      valueType: json,
      editor: 'values',
      label: { en: 'Keep of its result', 'zh-CN': '保存结果' },
      help: {
        en: '$result.outcome is how it ended, $result.name a variable of it.',
        'zh-CN': '$result.outcome 为结束结果，$result.变量名 为其变量。',
      },
    },
  },
  ports: () => onward,
  enter(context) {
    const { process, record, values, variables } = context.config
    const given = Object.entries(context.valuesOf(variables)).map(([name, value]) => [name.replace(/^\$vars\./, ''), value])
    context.call({
      process,
      record: record === 'same' ? 'same' : null,
      values: context.valuesOf(values),
      variables: Object.fromEntries(given),
    })
  },
  resume(context, signal) {
    if (signal.type !== 'child') return
    const $result = { ...signal.variables, outcome: signal.outcome }
    context.knowing({ $result }, () => context.set(context.config.results))
    context.leave('out', signal.outcome)
  },
  logics: ({ values, variables, results }) => [
    ...logicsOfValues(values, '/values'),
    ...logicsOfValues(variables, '/variables'),
    ...logicsOfValues(results, '/results'),
  ],
  examples: {
    valid: [
      { process: 'inspection' },
      { process: 'order', record: 'new', values: { title: { var: 'number' } }, results: { state: { var: '$result.outcome' } } },
    ],
    invalid: [{}, { process: 'inspection', record: 'any' }],
  },
})
