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

describe('an escalation', () => {
  it('starts a branch beside the sub-process, which goes on', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['sub', 'sub-process'],
        ['tell', 'throw-escalation', { code: 'late' }, { parent: 'sub' }],
        ['a', 'handle', person, { parent: 'sub' }],
        ['out', 'end', {}, { parent: 'sub' }],
        ['up', 'boundary-escalation', { code: 'late', interrupting: false }, { attachedTo: 'sub' }],
        ['boss', 'handle', person],
        ['end', 'end'],
      ],
      ['start → sub', 'tell → a', 'a → out', 'up → boss', 'boss → end', 'sub → end'],
    )
    expect(bench.at()).toEqual(['sub', 'a', 'boss'])
  })
})

describe('compensation', () => {
  const trip = (nodes: Nodes, flows: Flows) =>
    run(
      [
        ['start', 'start'],
        ['hotel', 'handle', person],
        ['flight', 'handle', person],
        ['undo_hotel', 'handle', person],
        ['undo_flight', 'handle', person],
        ['c1', 'boundary-compensation', {}, { attachedTo: 'hotel' }],
        ['c2', 'boundary-compensation', {}, { attachedTo: 'flight' }],
        ...nodes,
      ],
      ['start → hotel', 'hotel → flight', 'c1 → undo_hotel', 'c2 → undo_flight', ...flows],
    )

  it('undoes what was done, the last first, and goes on when that is done', () => {
    const bench = trip(
      [
        ['back', 'compensate'],
        ['end', 'end'],
      ],
      ['flight → back', 'back → end'],
    )
    bench.done('hotel')
    bench.done('flight')
    expect(bench.at()).toEqual(['back', 'undo_flight'])
    bench.done('undo_flight')
    expect(bench.at()).toEqual(['back', 'undo_hotel'])
    bench.done('undo_hotel')
    expect(bench.state.status).toBe('ended')
  })

  it('undoes one activity alone when it names it', () => {
    const bench = trip(
      [
        ['back', 'compensate', { activity: 'hotel' }],
        ['end', 'compensation-end'],
      ],
      ['flight → back', 'back → end'],
    )
    bench.done('hotel')
    bench.done('flight')
    expect(bench.at()).toEqual(['back', 'undo_hotel'])
    bench.done('undo_hotel')
    expect(bench.at()).toEqual(['end', 'undo_flight'])
    bench.done('undo_flight')
    expect(bench.state.status).toBe('ended')
  })

  it('of a transaction happens when it is cancelled, and then the way of the cancel event is taken', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['book', 'sub-process', { transaction: true }],
        ['fork', 'parallel-gateway', {}, { parent: 'book' }],
        ['hotel', 'handle', person, { parent: 'book' }],
        ['other', 'handle', person, { parent: 'book' }],
        ['undo', 'handle', person, { parent: 'book' }],
        ['c', 'boundary-compensation', {}, { parent: 'book', attachedTo: 'hotel' }],
        ['stop', 'cancel-end', {}, { parent: 'book' }],
        ['fine', 'end', {}, { parent: 'book' }],
        ['off', 'boundary-cancel', {}, { attachedTo: 'book' }],
        ['sorry', 'handle', person],
        ['end', 'end'],
      ],
      [
        'start → book',
        'fork → hotel',
        'fork → other',
        'hotel → stop',
        'other → fine',
        'c → undo',
        'off → sorry',
        'sorry → end',
        'book → end',
      ],
    )
    bench.done('hotel')
    expect(bench.at()).toEqual(['book', 'stop', 'undo'])
    bench.done('undo')
    expect(bench.at()).toEqual(['sorry'])
  })
})

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
