import { diagnose, integer, json } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { flowMessages } from '../messages.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

type Config = { count?: number; when?: Logic }

/**
 * Goes on when enough branches have come: the first of them (a discriminator), n of m, or as an expression says. What comes later
 * is thrown away until every branch has come; then it begins anew. Its ways out carry conditions like those of an inclusive gateway.
 */
export const complexGateway = defineNodeType<Config>({
  type: 'complex-gateway',
  label: { en: 'Enough of several', 'zh-CN': '复杂网关' },
  help: { en: 'Goes on when so many branches have come.', 'zh-CN': '达到指定数量的分支后继续。' },
  icon: 'git-merge',
  group: 'gateway',
  bpmnElement: 'bpmn:complexGateway',
  gathers: 'counted',
  chooses: true,
  choosesSeveral: true,
  config: {
    count: { valueType: integer({ min: 1, max: 100 }), label: { en: 'Branches that are enough', 'zh-CN': '所需分支数' } },
    when: {
      valueType: json,
      editor: 'condition',
      label: { en: 'Or when', 'zh-CN': '或满足条件' },
      help: { en: '$arrived is how many have come, $incoming how many there are.', 'zh-CN': '$arrived 为已到达数，$incoming 为总数。' },
    },
  },
  ports: () => onward,
  activates({ count, when }, { arrived, incoming, holds }) {
    if (when !== undefined) return holds(when)
    return arrived >= Math.min(count ?? incoming, incoming)
  },
  enter: (context) => context.leave('out', 'passed'),
  check: ({ count, when }, { path }) =>
    count !== undefined && when !== undefined ? [diagnose(flowMessages, 'flow.complex.both', `${path}/when`, {}, 'warning')] : [],
  logics: ({ when }) => (when === undefined ? [] : [{ logic: when, path: '/when' }]),
  examples: { valid: [{ count: 1 }, { when: { '>=': [{ var: '$arrived' }, 2] } }], invalid: [{ count: 0 }] },
})
