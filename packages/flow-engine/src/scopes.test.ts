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

describe('a sub-process', () => {
  const inside = (end: object = {}) =>
    run(
      [
        ['start', 'start'],
        ['sub', 'sub-process'],
        ['in', 'start', {}, { parent: 'sub' }],
        ['fork', 'parallel-gateway', {}, { parent: 'sub' }],
        ['a', 'handle', person, { parent: 'sub' }],
        ['b', 'handle', person, { parent: 'sub' }],
        ['out', 'end', { outcome: 'inner', ...end }, { parent: 'sub' }],
        ['rest', 'end', {}, { parent: 'sub' }],
        ['after', 'handle', person],
        ['end', 'end'],
      ],
      ['start → sub', 'in → fork', 'fork → a', 'fork → b', 'a → out', 'b → rest', 'sub → after', 'after → end'],
    )

  it('is done when nothing moves in it any more', () => {
    const bench = inside()
    expect(bench.at()).toEqual(['sub', 'a', 'b'])
    bench.done('a')
    expect(bench.at()).toEqual(['sub', 'b'])
    bench.done('b')
    expect(bench.at()).toEqual(['after'])
    expect(Object.keys(bench.state.scopes)).toEqual(['root'])
    bench.done('after')
    expect(bench.state).toMatchObject({ status: 'ended', outcome: 'done' })
  })

  it('is ended by a terminate of its own, and nothing else is', () => {
    const bench = inside({ terminate: true })
    bench.done('a')
    expect(bench.at()).toEqual(['after'])
    expect(bench.state.status).toBe('running')
  })

  it('begins where nothing leads to when it has no start', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['sub', 'sub-process'],
        ['a', 'handle', person, { parent: 'sub' }],
        ['b', 'handle', person, { parent: 'sub' }],
        ['out', 'end', {}, { parent: 'sub' }],
        ['end', 'end'],
      ],
      ['start → sub', 'a → out', 'b → out', 'sub → end'],
    )
    expect(bench.at()).toEqual(['sub', 'a', 'b'])
  })
})

describe('an event on a border', () => {
  const timed = (config: object) =>
    run(
      [
        ['start', 'start'],
        ['work', 'handle', person],
        ['late', 'boundary-timer', { after: 'PT1H', ...config }, { attachedTo: 'work' }],
        ['hurry', 'handle', person],
        ['end', 'end'],
      ],
      ['start → work', 'work → end', 'late → hurry', 'hurry → end'],
    )

  it('cancels the activity when it interrupts', () => {
    const bench = timed({})
    expect(ofType(bench, 'job')).toMatchObject([{ key: `timer:${bench.element('work').id}:late`, dueAt: '2026-11-22T09:00:00.000Z' }])
    const { effects } = bench.ring('late')
    expect(bench.at()).toEqual(['hurry'])
    expect(effects.map((effect) => effect.type)).toEqual(['task.close', 'task.open'])
  })

  it('lets it go on otherwise, and repeats as often as it should', () => {
    const bench = timed({ waits: 'every', times: 2, interrupting: false })
    bench.ring('late')
    expect(bench.at()).toEqual(['work', 'hurry'])
    bench.ring('late')
    expect(bench.at()).toEqual(['work', 'hurry', 'hurry'])
    expect(() => bench.ring('late')).toThrow('no timer runs')
    expect(bench.done('work').effects).toEqual([expect.objectContaining({ type: 'task.close' })])
  })

  it('is forgotten when the activity is done first', () => {
    const bench = timed({})
    const { effects } = bench.done('work')
    expect(effects.map((effect) => effect.type)).toEqual(['task.close', 'job.cancel', 'instance.end'])
  })

  it('hears a message again and again when it does not interrupt', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['work', 'handle', person],
        [
          'news',
          'boundary-message',
          { message: 'news', interrupting: false, set: { note: { var: '$message.text' } } },
          { attachedTo: 'work' },
        ],
        ['end', 'end'],
      ],
      ['start → work', 'work → end', 'news → end'],
    )
    bench.deliver('news', { text: 'one' })
    bench.deliver('news', { text: 'two' })
    expect(bench.world.values.note).toBe('two')
    expect(bench.at()).toEqual(['work'])
    bench.done('work')
    expect(ofType(bench, 'unsubscribe')).toHaveLength(1)
  })
})

describe('an error', () => {
  const failing = (inner: string, outer: string) =>
    run(
      [
        ['start', 'start'],
        ['sub', 'sub-process'],
        ['act', 'run-action', { action: 'charge' }, { parent: 'sub' }],
        ['poor', 'boundary-error', { code: inner }, { parent: 'sub', attachedTo: 'act' }],
        ['ask', 'handle', person, { parent: 'sub' }],
        ['out', 'end', {}, { parent: 'sub' }],
        ['any', 'boundary-error', outer ? { code: outer } : {}, { attachedTo: 'sub' }],
        ['mend', 'handle', { ...person, setOnOpen: { why: { var: '$error.message' } } }],
        ['end', 'end'],
      ],
      ['start → sub', 'act → out', 'poor → ask', 'ask → out', 'any → mend', 'mend → end', 'sub → end'],
    )

  it('is caught by the nearest event that knows its code', () => {
    const bench = failing('poor', '')
    bench.fail('act', 'poor')
    expect(bench.at()).toEqual(['sub', 'ask'])
  })

  it('goes up through the scopes, and cancels what it leaves', () => {
    const bench = failing('poor', '')
    bench.fail('act', 'broken', 'no line')
    expect(bench.at()).toEqual(['mend'])
    expect(bench.world.values.why).toBe('no line')
    expect(Object.keys(bench.state.scopes)).toEqual(['root'])
  })

  it('is an incident when nobody catches it: the token stays, and goes on when tried again', () => {
    const bench = failing('poor', 'other')
    const { effects } = bench.fail('act', 'broken', 'no line')
    const { id } = bench.element('act')
    expect(effects).toEqual([
      { type: 'incident.open', key: `incident:${id}`, element: id, node: 'act', code: 'broken', message: 'no line' },
    ])
    expect(bench.at()).toEqual(['sub', 'act'])
    const again = bench.send({ type: 'retry-element', requestId: 'again', element: id, actor: 'admin' })
    expect(again.effects).toEqual([
      { type: 'incident.close', key: `incident:${id}` },
      { type: 'action', key: `action:${id}:1`, as: `action:${id}`, action: 'charge', input: {}, element: id, awaits: true },
    ])
    bench.finish('act')
    expect(bench.state.status).toBe('ended')
  })

  it('can be passed by an administrator', () => {
    const bench = failing('poor', 'other')
    bench.fail('act', null)
    bench.send({ type: 'skip-element', requestId: 'skip', element: bench.element('act').id, actor: 'admin', reason: 'done by hand' })
    expect(bench.state.status).toBe('ended')
    expect(ofType(bench, 'incident.close')).toHaveLength(1)
  })

  it('of an end goes to the caller when nobody in a called process catches it', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start', { trigger: 'called' }],
          ['end', 'error-end', { code: 'no_stock', message: 'none left' }],
        ],
        ['start → end'],
      ),
    )
    const record = { entity: 'ticket', id: 'r1', values: {} }
    const { effects } = bench.send({ type: 'start', requestId: 's', record, initiator: null, parent: { instance: 'i', element: 'e' } })
    expect(effects).toEqual([
      expect.objectContaining({
        type: 'instance.end',
        parent: { instance: 'i', element: 'e' },
        error: { code: 'no_stock', message: 'none left' },
      }),
    ])
  })
})
