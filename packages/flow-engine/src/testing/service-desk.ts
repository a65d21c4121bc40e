import { processOf } from './build.ts'

const team = (name: string, pick = 'all') => ({ kind: 'team', team: name, pick })

/** 客户投诉处理: start → dispatch → handle → countersign → confirm → end, with two ways back to handle. */
export const complaintHandling = processOf(
  [
    ['start', 'start', { trigger: 'record-created' }],
    [
      'dispatch',
      'dispatch',
      {
        rules: [
          { id: 'billing', when: { '==': [{ var: 'problem_type' }, 'billing'] }, to: team('finance', 'least-loaded') },
          { id: 'appliance', when: { '==': [{ var: 'product.line' }, 'appliance'] }, to: team('appliance', 'least-loaded') },
        ],
        otherwise: team('tech', 'least-loaded'),
        writes: { team: 'team', assignee: 'assignee' },
      },
    ],
    [
      'handle',
      'handle',
      {
        assignees: { kind: 'field', field: 'assignee' },
        form: 'ticket_edit',
        fields: { solution: 'write', internal_cost: 'hidden' },
        dueHours: 24,
        setOnOpen: { status: 'handling' },
        setOnComplete: {
          first_response_at: { if: [{ var: 'first_response_at' }, { var: 'first_response_at' }, { var: '$now' }] },
        },
      },
    ],
    [
      'countersign',
      'approve',
      {
        mode: 'all',
        groups: [
          { id: 'tech', label: { en: 'Technical', 'zh-CN': '技术' }, assignees: team('tech') },
          { id: 'finance', label: { en: 'Finance', 'zh-CN': '财务' }, assignees: team('finance') },
        ],
        setOnOpen: { status: 'countersign' },
      },
    ],
    [
      'confirm',
      'confirm',
      {
        sendTo: 'phone',
        message: { en: 'Is {{number}} solved? {{link}}', 'zh-CN': '{{number}} 是否已解决？{{link}}' },
        setOnEnter: { status: 'confirming' },
      },
    ],
    [
      'end',
      'end',
      {
        outcome: 'resolved',
        set: { status: 'resolved', resolved_at: { var: '$now' } },
        writes: { totalMinutes: 'total_minutes' },
      },
    ],
  ],
  [
    'start → dispatch',
    'dispatch → handle',
    'handle → countersign',
    'countersign:approved → confirm',
    'countersign:rejected → handle',
    'confirm:confirmed → end',
    'confirm:rejected → handle',
  ],
)
