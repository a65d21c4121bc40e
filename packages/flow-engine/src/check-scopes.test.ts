import type { JsonObject } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkProcess } from './check-process.ts'
import { nodeTypes } from './nodes/index.ts'
import { processOf } from './testing/build.ts'

type Nodes = Parameters<typeof processOf>[0]
type Flows = Parameters<typeof processOf>[1]

const person = { assignees: { kind: 'initiator' } }
const found = (nodes: Nodes, flows: Flows) =>
  checkProcess(processOf(nodes, flows), { nodes: nodeTypes }).map(({ code, path, severity }) => `${severity} ${code} ${path}`)

/** start → work → end, with more nodes and flows. */
const around = (nodes: Nodes, flows: Flows = [], work: JsonObject = person, more: Nodes[number][3] = {}) =>
  found([['start', 'start'], ['work', 'handle', work, more], ['end', 'end'], ...nodes], ['start → work', 'work → end', ...flows])

describe('where nodes stand', () => {
  it('a sub-process holds steps, and flows do not cross its border', () => {
    expect(
      found(
        [
          ['start', 'start'],
          ['sub', 'sub-process'],
          ['end', 'end'],
        ],
        ['start → sub', 'sub → end'],
      ),
    ).toEqual(['error flow.scope.empty /nodes/items/sub'])
    const crossing = found(
      [
        ['start', 'start'],
        ['sub', 'sub-process'],
        ['a', 'handle', person, { parent: 'sub' }],
        ['end', 'end'],
      ],
      ['start → sub', 'sub → end', 'a → end'],
    )
    expect(crossing).toContain('error flow.flow.crosses /flows/items/f2')
  })

  it('only sub-processes hold steps, and none holds itself', () => {
    expect(
      around(
        [
          ['a', 'handle', person, { parent: 'work' }],
          ['out', 'end', {}, { parent: 'work' }],
        ],
        ['a → out'],
      ),
    ).toEqual(['error flow.scope.unknown /nodes/items/a/parent', 'error flow.scope.unknown /nodes/items/out/parent'])
    const circle = found(
      [
        ['start', 'start'],
        ['one', 'sub-process', {}, { parent: 'two' }],
        ['two', 'sub-process', {}, { parent: 'one' }],
        ['end', 'end'],
      ],
      ['start → end'],
    )
    expect(circle).toContain('error flow.scope.circular /nodes/items/one/parent')
  })

  it('the steps of an ad-hoc sub-process need no flows', () => {
    const nodes: Nodes = [
      ['start', 'start'],
      ['any', 'ad-hoc', person],
      ['a', 'handle', person, { parent: 'any' }],
      ['b', 'handle', person, { parent: 'any' }],
      ['end', 'end'],
    ]
    expect(found(nodes, ['start → any', 'any → end'])).toEqual([])
  })

  it('an event sits on the border of a step beside it, and nothing leads into it', () => {
    expect(around([['late', 'boundary-timer', { after: 'PT1H' }]], ['late → end'])).toContain('error flow.border.missing /nodes/items/late')
    expect(around([['late', 'boundary-timer', { after: 'PT1H' }, { attachedTo: 'end' }]], ['late → end'])).toContain(
      'error flow.border.missing /nodes/items/late',
    )
    expect(around([['late', 'boundary-timer', { after: 'PT1H' }, { attachedTo: 'work' }]], ['late → end', 'work → late'])).toEqual([
      'error flow.flow.into-event /flows/items/f3',
    ])
    expect(around([], [], person, { attachedTo: 'start' })).toContain('error flow.border.misplaced /nodes/items/work')
  })

  it('what undoes a step stands alone behind its compensation event', () => {
    const border: Nodes[number] = ['c', 'boundary-compensation', {}, { attachedTo: 'work' }]
    expect(around([border, ['undo', 'handle', person]], ['c → undo'])).toEqual([])
    expect(around([border, ['undo', 'handle', person]], ['c → undo', 'undo → end'])).toEqual([
      'error flow.compensation.handler /nodes/items/c',
    ])
  })

  it('cancelling belongs to a transaction', () => {
    const cancelling = (config: JsonObject) =>
      found(
        [
          ['start', 'start'],
          ['sub', 'sub-process', config],
          ['stop', 'cancel-end', {}, { parent: 'sub' }],
          ['in', 'start', {}, { parent: 'sub' }],
          ['off', 'boundary-cancel', {}, { attachedTo: 'sub' }],
          ['end', 'end'],
        ],
        ['start → sub', 'in → stop', 'sub → end', 'off → end'],
      )
    expect(cancelling({ transaction: true })).toEqual([])
    expect(cancelling({})).toEqual([
      'error flow.cancel.no-transaction /nodes/items/stop',
      'error flow.cancel.no-transaction /nodes/items/off',
    ])
  })
})

describe('loops, links and gateways', () => {
  it('a loop says how often, on an activity, and collects into a variable there is', () => {
    expect(around([], [], person, { loop: { kind: 'parallel', over: 3 } })).toEqual([])
    expect(around([], [], person, { loop: { kind: 'parallel' } })).toEqual(['error flow.loop.unfit /nodes/items/work/loop'])
    expect(around([], [], person, { loop: { kind: 'while', over: 3 } })).toEqual(['error flow.loop.unfit /nodes/items/work/loop'])
    expect(around([], [], person, { loop: { kind: 'parallel', over: 3, collect: { variable: 'all', from: 1 } } })).toEqual([
      'error flow.loop.no-variable /nodes/items/work/loop/collect',
    ])
    const event = found(
      [
        ['start', 'start'],
        ['wait', 'timer-event', { after: 'PT1H' }, { loop: { kind: 'parallel', over: 2 } }],
        ['end', 'end'],
      ],
      ['start → wait', 'wait → end'],
    )
    expect(event).toEqual(['error flow.loop.no-activity /nodes/items/wait/loop'])
  })

  it('a link comes out in one place', () => {
    const linked = (...ends: string[]) =>
      found(
        [
          ['start', 'start'],
          ['out', 'link-throw', { link: 'A' }],
          ...ends.map((id): Nodes[number] => [id, 'link-catch', { link: 'A' }]),
          ['end', 'end'],
        ],
        ['start → out', ...ends.map((id) => `${id} → end`)],
      )
    expect(linked('in')).toEqual([])
    expect(linked()).toContain('error flow.link.unmatched /nodes/items/out')
    expect(linked('in', 'too')).toContain('error flow.link.several /nodes/items/out')
  })

  it('an event gateway is followed by events', () => {
    const nodes: Nodes = [
      ['start', 'start'],
      ['gate', 'event-gateway'],
      ['wait', 'timer-event', { after: 'PT1H' }],
      ['a', 'handle', person],
      ['end', 'end'],
    ]
    expect(found(nodes, ['start → gate', 'gate → wait', 'gate → a', 'wait → end', 'a → end'])).toEqual([
      'error flow.event-gateway.follower /flows/items/f2',
    ])
  })

  it('of an inclusive split is told when no way may be left to take', () => {
    const nodes: Nodes = [
      ['start', 'start'],
      ['split', 'inclusive-gateway'],
      ['end', 'end'],
      ['other', 'end'],
    ]
    expect(found(nodes, ['start → split', ['split → end', { when: true }], ['split → other', { when: false }]])).toEqual([
      'warning flow.gateway.no-default /nodes/items/split',
    ])
  })
})

describe('playing the process', () => {
  const forked = (join: [string, JsonObject?], split = 'parallel-gateway') =>
    found(
      [
        ['start', 'start'],
        ['split', split],
        ['a', 'handle', person],
        ['b', 'handle', person],
        ['join', ...join],
        ['end', 'end'],
      ],
      split === 'parallel-gateway'
        ? ['start → split', 'split → a', 'split → b', 'a → join', 'b → join', 'join → end']
        : ['start → split', ['split → a', { when: true }], ['split → b', { default: true }], 'a → join', 'b → join', 'join → end'],
    )

  it('finds that an inclusive join waits for nobody who cannot come, and that a parallel one does', () => {
    expect(forked(['inclusive-gateway'], 'inclusive-gateway')).toEqual([])
    expect(forked(['inclusive-gateway'], 'exclusive-gateway')).toEqual([])
    expect(forked(['parallel-gateway'], 'exclusive-gateway')).toEqual(['error flow.process.stuck /nodes/items/join'])
  })

  it('finds that a complex join may not get as many branches as it needs, and says when it cannot tell', () => {
    expect(forked(['complex-gateway', { count: 1 }])).toEqual([])
    expect(forked(['complex-gateway', { count: 2 }], 'exclusive-gateway')).toEqual(['error flow.process.stuck /nodes/items/join'])
    expect(forked(['complex-gateway', { when: { '>': [{ var: '$arrived' }, 1] } }])).toEqual([
      'warning flow.process.unplayed /nodes/items/join',
    ])
  })

  it('looks into sub-processes, and at the branches of events on borders', () => {
    const stuck = found(
      [
        ['start', 'start'],
        ['sub', 'sub-process'],
        ['split', 'exclusive-gateway', {}, { parent: 'sub' }],
        ['a', 'handle', person, { parent: 'sub' }],
        ['b', 'handle', person, { parent: 'sub' }],
        ['join', 'parallel-gateway', {}, { parent: 'sub' }],
        ['out', 'end', {}, { parent: 'sub' }],
        ['end', 'end'],
      ],
      ['start → sub', 'sub → end', ['split → a', { when: true }], ['split → b', { default: true }], 'a → join', 'b → join', 'join → out'],
    )
    expect(stuck).toEqual(['error flow.process.stuck /nodes/items/join'])
    const late = (config: JsonObject) =>
      found(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['a', 'handle', person],
          ['b', 'handle', person],
          ['late', 'boundary-timer', { after: 'PT1H', ...config }, { attachedTo: 'b' }],
          ['join', 'parallel-gateway'],
          ['end', 'end'],
        ],
        ['start → fork', 'fork → a', 'fork → b', 'a → join', 'b → join', 'join → end', 'late → end'],
      )
    expect(late({ interrupting: true })).toEqual(['error flow.process.stuck /nodes/items/join'])
    expect(late({ interrupting: false })).toEqual([])
  })
})
