import { integer, json, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import { checkProcess } from './check-process.ts'
import { nodeTypes } from './nodes/index.ts'
import { processOf } from './testing/build.ts'
import { complaintHandling } from './testing/service-desk.ts'

const types: { [name: string]: ValueType } = {
  number: text(),
  problem_type: text(),
  'product.line': text(),
  product: reference('product'),
  phone: text(),
  status: text(),
  assignee: reference('person'),
  team: reference('team'),
  first_response_at: timestamp,
  resolved_at: timestamp,
  total_minutes: integer(),
  $now: timestamp,
}
const scope: Scope = { typeOf: (path) => types[path.join('.')] }

const found = (document: Parameters<typeof checkProcess>[0], more: { scope?: Scope } = {}) =>
  checkProcess(document, { nodes: nodeTypes, actions: [{ type: 'send-message', input: {} }] }, more.scope).map(
    ({ code, path, severity }) => `${severity} ${code} ${path}`,
  )

const handle = { assignees: { kind: 'initiator' } }

describe('checkProcess', () => {
  it('finds nothing wrong with the complaint process', () => {
    expect(found(complaintHandling, { scope })).toEqual([])
  })

  it('wants a start, and takes several', () => {
    expect(found(processOf([['end', 'end']], []))).toContain('error flow.start.missing /nodes')
    const two = processOf(
      [
        ['a', 'start'],
        ['b', 'start'],
        ['end', 'end'],
      ],
      ['a → end', 'b → end'],
    )
    expect(found(two)).toEqual([])
  })

  it('finds types no plug-in gives and settings that do not fit', () => {
    const document = processOf(
      [
        ['start', 'start', { trigger: 'sometimes' }],
        ['magic', 'crystal-ball'],
        ['handle', 'handle'],
        ['end', 'end'],
      ],
      ['start → magic', 'magic → handle', 'handle → end'],
    )
    expect(found(document)).toEqual(
      expect.arrayContaining([
        'error config.unknown-option /nodes/items/start/config/trigger',
        'error flow.node.unknown-type /nodes/items/magic/type',
        'error config.missing /nodes/items/handle/config/assignees',
      ]),
    )
  })

  it('finds nodes no way leads to, and nodes that lead nowhere', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['handle', 'handle', handle],
        ['trap', 'handle', handle],
        ['island', 'handle', handle],
        ['end', 'end'],
      ],
      ['start → handle', 'handle → end', 'handle → trap', 'trap → trap', 'island → end'],
    )
    expect(found(document)).toEqual(['error flow.node.no-way-to-end /nodes/items/trap', 'error flow.node.unreachable /nodes/items/island'])
  })

  it('finds outcomes nothing follows and flows that hang in the air', () => {
    const outcomes = [
      { id: 'yes', label: {} },
      { id: 'no', label: {} },
    ]
    const document = processOf(
      [
        ['start', 'start'],
        ['ask', 'handle', { ...handle, outcomes }],
        ['end', 'end'],
      ],
      ['start → ask', 'ask:yes → end', 'ask:maybe → end', 'ask:no → gone', 'end → ask', 'ask:yes → start'],
    )
    expect(found(document)).toEqual([
      'error flow.flow.dangling /flows/items/f3/to',
      'error flow.flow.into-start /flows/items/f5',
      'error flow.port.unknown /flows/items/f2/port',
      'error flow.port.unconnected /nodes/items/ask',
      'error flow.flow.out-of-end /flows/items/f4',
    ])
  })

  it('takes a flow without a port for every outcome that has none of its own', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['confirm', 'confirm', { sendTo: 'phone' }],
        ['end', 'end'],
      ],
      ['start → confirm', 'confirm:rejected → confirm', 'confirm → end'],
    )
    expect(found(document)).toEqual([])
  })

  it('wants conditions in order and a default behind a condition node, and nowhere else', () => {
    const nodes: Parameters<typeof processOf>[0] = [
      ['start', 'start'],
      ['split', 'exclusive-gateway'],
      ['end', 'end'],
      ['other', 'end'],
    ]
    expect(found(processOf(nodes, ['start → split', ['split → end', { when: true }], 'split → other']))).toEqual([
      'error flow.gateway.no-default /nodes/items/split',
      'error flow.condition.missing /flows/items/f2',
    ])
    expect(found(processOf(nodes, ['start → split', ['split → end', { default: true }], ['split → other', { default: true }]]))).toEqual([
      'error flow.gateway.several-defaults /nodes/items/split',
    ])
    const useless = processOf(nodes.slice(0, 3), [['start → split', { when: true }], 'split → end'])
    expect(found(useless)).toEqual(['warning flow.flow.useless-condition /flows/items/f0'])
  })

  it('finds a join that waits for a branch that cannot come', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['split', 'exclusive-gateway'],
        ['a', 'handle', handle],
        ['b', 'handle', handle],
        ['join', 'parallel-gateway'],
        ['end', 'end'],
      ],
      ['start → split', ['split → a', { when: true }], ['split → b', { default: true }], 'a → join', 'b → join', 'join → end'],
    )
    expect(found(document)).toEqual(['error flow.process.stuck /nodes/items/join'])
  })

  it('finds branches that pile up in a loop', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['fork', 'parallel-gateway'],
        ['merge', 'exclusive-gateway'],
        ['handle', 'handle', handle],
        ['end', 'end'],
      ],
      ['start → merge', 'merge → fork', 'fork → handle', 'handle → merge', 'fork → end'],
    )
    expect(found(document)).toEqual([])
    document.flows.order.push('again')
    document.flows.items.again = { id: 'again', from: 'fork', to: 'merge' }
    expect(found(document)).toContain('error flow.process.multiplies /nodes/items/handle')
  })

  it('says so when branches can meet in too many ways to try them all', () => {
    const branches = Array.from({ length: 12 }, (_, index) => `task${index}`)
    const document = processOf(
      [
        ['start', 'start'],
        ['fork', 'parallel-gateway'],
        ...branches.map((id): [string, string, typeof handle] => [id, 'handle', handle]),
        ['join', 'parallel-gateway'],
        ['end', 'end'],
      ],
      ['start → fork', ...branches.flatMap((id) => [`fork → ${id}`, `${id} → join`]), 'join → end'],
    )
    expect(found(document)).toEqual(['warning flow.process.too-wide /nodes'])
  })

  it('finds a loop in which nothing waits: an error if no condition can end it', () => {
    const nodes: Parameters<typeof processOf>[0] = [
      ['start', 'start'],
      ['a', 'update-record', { set: { n: 1 } }],
      ['b', 'exclusive-gateway'],
      ['end', 'end'],
    ]
    const flows: Parameters<typeof processOf>[1] = ['start → a', 'a → b', ['b → a', { when: true }], ['b → end', { default: true }]]
    expect(found(processOf(nodes, flows))).toEqual(['warning flow.process.endless /nodes/items/a'])
  })

  it('finds expressions that do not fit the record, and names written as texts', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['update', 'update-record', { set: { resolved_at: '$now', status: { var: 'sttus' } } }],
        ['confirm', 'confirm', { sendTo: 'fax', message: { en: '{{numbr}} {{link}}' } }],
        ['run', 'run-action', { action: 'launch-rocket' }],
        ['end', 'end'],
      ],
      ['start → update', 'update → confirm', 'confirm → run', 'run → end'],
    )
    expect(found(document, { scope })).toEqual([
      'error flow.value.name-as-text /nodes/items/update/config/set/resolved_at',
      expect.stringMatching(/^error expression\..* \/nodes\/items\/update\/config\/set\/status/),
      'error flow.field.unknown /nodes/items/confirm/config/sendTo',
      'error flow.placeholder.unknown /nodes/items/confirm/config/message',
      'error flow.action.unknown /nodes/items/run/config/action',
    ])
  })

  it('lets a text ask for a link only where one is put in', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['confirm', 'confirm', { sendTo: 'phone', message: { en: '{{link}}' } }],
        ['tell', 'run-action', { action: 'send-message', input: { text: { en: '{{link}}' } } }],
        ['end', 'end'],
      ],
      ['start → confirm', 'confirm → tell', 'tell → end'],
    )
    const text = { valueType: json, label: {} }
    const about = (input: object) =>
      checkProcess(document, { nodes: nodeTypes, actions: [{ type: 'send-message', input: input as never }] }, scope).map(
        ({ code, path }) => `${code} ${path}`,
      )
    expect(about({ text })).toEqual(['flow.placeholder.unknown /nodes/items/tell/config/input/text'])
    expect(about({ text: { ...text, fills: ['link'] } })).toEqual([])
  })

  it('says what is wrong and what to do in both languages', () => {
    const [first] = checkProcess(processOf([['end', 'end']], []), { nodes: nodeTypes })
    expect(first).toMatchObject({
      message: { en: 'The process has no start.', 'zh-CN': '流程缺少开始节点。' },
      fix: { en: 'Drag a start node in.', 'zh-CN': '请拖入一个开始节点。' },
    })
  })
})
