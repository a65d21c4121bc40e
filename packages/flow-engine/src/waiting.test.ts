import { describe, expect, it } from 'vitest'
import type { FlowEffect } from './effect.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

type Nodes = Parameters<typeof processOf>[0]
type Flows = Parameters<typeof processOf>[1]

const person = { assignees: { kind: 'people', people: ['ann'] } }
const run = (nodes: Nodes, flows: Flows, values = {}) => {
  const bench = new Bench(processOf(nodes, flows), { world: { values } })
  bench.start()
  return bench
}
const ofType = <T extends FlowEffect['type']>(bench: Bench, type: T) =>
  bench.effects.filter((effect): effect is Extract<FlowEffect, { type: T }> => effect.type === type)

describe('links, signals and messages', () => {
  it('a link leads on without a flow', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['out', 'link-throw', { link: 'A' }],
        ['in', 'link-catch', { link: 'A' }],
        ['a', 'handle', person],
        ['end', 'end'],
      ],
      ['start → out', 'in → a', 'a → end'],
    )
    expect(bench.at()).toEqual(['a'])
  })

  it('a signal reaches whoever listens in the same instance within the decision, and is told not to come again', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['fork', 'parallel-gateway'],
        ['listen', 'signal-event', { signal: 'go', set: { how: { var: '$message.how' } } }],
        ['a', 'handle', person],
        ['shout', 'throw-signal', { signal: 'go', payload: { how: 'now' } }],
        ['end', 'end'],
      ],
      ['start → fork', 'fork → listen', 'fork → a', 'a → shout', 'shout → end', 'listen → end'],
    )
    const { effects } = bench.done('a')
    expect(bench.state.status).toBe('ended')
    expect(bench.world.values.how).toBe('now')
    const [key] = ofType(bench, 'subscribe').map((effect) => effect.key)
    expect(effects).toContainEqual(expect.objectContaining({ type: 'publish', kind: 'signal', told: [key] }))
  })

  it('a message is for one; only one whose correlation is the same takes it', () => {
    const listening = (correlation: string) =>
      run(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['listen', 'receive-message', { message: 'paid', correlation }],
          ['a', 'handle', person],
          ['send', 'send-message', { message: 'paid', correlation: '{{number}}' }],
          ['end', 'end'],
        ],
        ['start → fork', 'fork → listen', 'fork → a', 'a → send', 'send → end', 'listen → end'],
        { number: 'TS-1' },
      )
    const same = listening('TS-1')
    same.done('a')
    expect(same.state.status).toBe('ended')
    expect(ofType(same, 'publish')).toEqual([])
    const other = listening('TS-2')
    other.done('a')
    expect(other.at()).toEqual(['listen'])
    expect(ofType(other, 'publish')).toMatchObject([{ kind: 'message', name: 'paid', correlation: 'TS-1', ttlMs: 168 * 3_600_000 }])
  })
})

describe('an event gateway', () => {
  const racing = () =>
    run(
      [
        ['start', 'start'],
        ['race', 'event-gateway'],
        ['paid', 'message-event', { message: 'paid', set: { sum: { var: '$message.sum' } } }],
        ['late', 'timer-event', { after: 'P3D' }],
        ['good', 'end', { outcome: 'good' }],
        ['bad', 'end', { outcome: 'bad' }],
      ],
      ['start → race', 'race → paid', 'race → late', 'paid → good', 'late → bad'],
    )

  it('goes the way of the first event; the others are no longer waited for', () => {
    const bench = racing()
    expect(bench.at()).toEqual(['race'])
    const { effects } = bench.deliver('paid', { sum: 7 })
    expect(bench.state.outcome).toBe('good')
    expect(bench.world.values.sum).toBe(7)
    expect(effects.map((effect) => effect.type)).toEqual(['unsubscribe', 'job.cancel', 'record.update', 'instance.end'])
  })

  it('whichever it is', () => {
    const bench = racing()
    bench.ring('late')
    expect(bench.state.outcome).toBe('bad')
    expect(bench.state.nodes.late?.visits).toBe(1)
  })
})

describe('a process that is called', () => {
  const calling = () =>
    run(
      [
        ['start', 'start'],
        [
          'call',
          'call-process',
          { process: 'check', variables: { '$vars.size': { var: 'size' } }, results: { state: { var: '$result.outcome' } } },
        ],
        ['off', 'boundary-error', { code: 'cancelled' }, { attachedTo: 'call' }],
        ['mend', 'handle', person],
        ['end', 'end'],
      ],
      ['start → call', 'call → end', 'off → mend', 'mend → end'],
      { size: 3 },
    )

  it('is waited for, and its result is kept', () => {
    const bench = calling()
    const { id } = bench.element('call')
    expect(ofType(bench, 'call')).toEqual([
      { type: 'call', key: `call:${id}`, element: id, process: 'check', record: 'r1', values: {}, variables: { size: 3 } },
    ])
    bench.send({ type: 'child-ended', requestId: 'c', element: id, outcome: 'passed', status: 'ended', variables: {} })
    expect(bench.state.status).toBe('ended')
    expect(bench.world.values.state).toBe('passed')
  })

  it('is an error of the call when it was called off', () => {
    const bench = calling()
    const element = bench.element('call').id
    bench.send({ type: 'child-ended', requestId: 'c', element, outcome: 'cancelled', status: 'cancelled', variables: {} })
    expect(bench.at()).toEqual(['mend'])
  })

  it('is called off with the process that called it', () => {
    const bench = calling()
    const { effects } = bench.send({ type: 'cancel', requestId: 'x', actor: 'lin', reason: '' })
    expect(effects.map((effect) => effect.type)).toEqual(['call.cancel', 'instance.end'])
  })
})

describe('steps in any order', () => {
  it('begin as people choose, one at a time when it says so, until somebody says it is enough', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['any', 'ad-hoc', { assignees: { kind: 'people', people: ['ann'] }, ordering: 'sequential' }],
        ['a', 'handle', person, { parent: 'any' }],
        ['b', 'handle', person, { parent: 'any' }],
        ['end', 'end'],
      ],
      ['start → any', 'any → end'],
    )
    const element = bench.element('any').id
    const begin = (node: string) => bench.send({ type: 'add-instance', requestId: bench.requestId(), element, actor: 'ann', node })
    begin('b')
    expect(bench.at()).toEqual(['any', 'b'])
    expect(() => begin('a')).toThrow('cannot be begun')
    bench.done('b')
    begin('a')
    bench.done('any')
    expect(bench.state).toMatchObject({ status: 'ended', elements: {} })
    expect(bench.openTasks()).toEqual([])
  })

  it('follow each other by themselves when all of them are to be done', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['any', 'ad-hoc', { begins: 'all', ordering: 'sequential' }],
        ['a', 'handle', person, { parent: 'any' }],
        ['b', 'handle', person, { parent: 'any' }],
        ['end', 'end'],
      ],
      ['start → any', 'any → end'],
    )
    bench.done('a')
    bench.done('b')
    expect(bench.state.status).toBe('ended')
  })
})
