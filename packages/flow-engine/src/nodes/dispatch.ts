import { json, list, text } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { checkAssignees, logicsOfAssignees } from '../check-assignees.ts'
import { checkCondition, checkItems } from '../check-items.ts'
import type { Assignees } from '../document.ts'
import { defineNodeType } from '../node-type.ts'
import { settings } from '../settings.ts'

type Config = {
  rules: { id: string; when: Logic; to: Assignees; label?: object }[]
  otherwise: Assignees
  writes?: { team?: string; assignee?: string }
}

/** Picks the team and the person for a record: the first rule that holds says who. */
export const dispatch = defineNodeType<Config>({
  type: 'dispatch',
  label: { en: 'Dispatch', 'zh-CN': '自动分配' },
  help: { en: 'Picks team and person by conditions.', 'zh-CN': '按条件分配团队与人员。' },
  icon: 'route',
  group: 'service',
  bpmnElement: 'bpmn:businessRuleTask',
  config: {
    rules: {
      valueType: list(json),
      editor: 'dispatch-rules',
      default: [],
      label: { en: 'Rules', 'zh-CN': '分配规则' },
      of: {
        label: settings.name,
        when: { valueType: json, editor: 'condition', required: true, label: { en: 'When', 'zh-CN': '条件' } },
        to: settings.assignees,
      },
    },
    otherwise: { valueType: json, editor: 'assignees', required: true, label: { en: 'Otherwise', 'zh-CN': '其他情况' } },
    writes: {
      valueType: json,
      editor: 'dispatch-fields',
      default: {},
      label: { en: 'Fields for team and person', 'zh-CN': '写入团队与人员的字段' },
      of: {
        team: { valueType: text(), editor: 'field', label: { en: 'Team', 'zh-CN': '团队' } },
        assignee: { valueType: text(), editor: 'field', label: { en: 'Person', 'zh-CN': '人员' } },
      },
    },
  },
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter(context) {
    const { rules, otherwise, writes = {} } = context.config
    const rule = rules.find((candidate) => context.holds(candidate.when))
    const to = rule?.to ?? otherwise
    const { team, people } = context.people(to)
    const isOffered = 'pick' in to && to.pick === 'all'
    context.write({
      ...(writes.team ? { [writes.team]: team } : {}),
      ...(writes.assignee ? { [writes.assignee]: isOffered ? null : context.leastLoaded(people) } : {}),
    })
    context.leave('out', rule?.id ?? 'otherwise')
  },
  check: ({ rules, otherwise }, { path, scope }) => [
    ...checkItems(rules, `${path}/rules`, (rule, at) => [...checkCondition(rule.when, at), ...checkAssignees(rule.to, `${at}/to`, scope)]),
    ...checkAssignees(otherwise, `${path}/otherwise`, scope),
  ],
  logics: ({ rules, otherwise }) => [
    ...rules.flatMap((rule, index) => [
      { logic: rule.when, path: `/rules/${index}/when` },
      ...logicsOfAssignees(rule.to, `/rules/${index}/to`),
    ]),
    ...logicsOfAssignees(otherwise, '/otherwise'),
  ],
  examples: {
    valid: [
      {
        rules: [
          {
            id: 'billing',
            label: { en: 'Billing', 'zh-CN': '发票' },
            when: { '==': [{ var: 'problem_type' }, 'billing'] },
            to: { kind: 'team', team: 'finance', pick: 'least-loaded' },
          },
        ],
        otherwise: { kind: 'team', team: 'tech', pick: 'least-loaded' },
        writes: { team: 'team', assignee: 'assignee' },
      },
    ],
    invalid: [{ rules: [] }, { otherwise: { kind: 'team' } }, { rules: 'none', otherwise: { kind: 'initiator' } }],
  },
})
