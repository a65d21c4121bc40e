import { describe, expect, it } from 'vitest'
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

  it('ends the sub-process when it interrupts, and whoever threw it with it', () => {
    for (const thrower of ['throw-escalation', 'escalation-end']) {
      const bench = run(
        [
          ['start', 'start'],
          ['sub', 'sub-process'],
          ['fork', 'parallel-gateway', {}, { parent: 'sub' }],
          ['a', 'handle', person, { parent: 'sub' }],
          ['tell', thrower, { code: 'late' }, { parent: 'sub' }],
          ['out', 'end', {}, { parent: 'sub' }],
          ['up', 'boundary-escalation', { code: 'late' }, { attachedTo: 'sub' }],
          ['boss', 'handle', person],
          ['end', 'end'],
        ],
        [
          'start → sub',
          'fork → a',
          'fork → tell',
          'a → out',
          ...(thrower === 'throw-escalation' ? ['tell → out'] : []),
          'up → boss',
          'boss → end',
          'sub → end',
        ],
      )
      expect(bench.at()).toEqual(['boss'])
      expect(Object.keys(bench.state.scopes)).toEqual(['root'])
    }
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

  it('undoes what was done inside each instance of a loop, which knows its item', () => {
    const bench = run(
      [
        ['start', 'start'],
        ['trip', 'sub-process', {}, { loop: { kind: 'sequential', over: { var: 'towns' } } }],
        ['hotel', 'handle', person, { parent: 'trip' }],
        ['booked', 'end', {}, { parent: 'trip' }],
        ['c', 'boundary-compensation', {}, { parent: 'trip', attachedTo: 'hotel' }],
        ['off', 'update-record', { set: { off: { var: '$item' }, which: { var: '$index' } } }, { parent: 'trip' }],
        ['back', 'compensate'],
        ['end', 'end'],
      ],
      ['start → trip', 'hotel → booked', 'c → off', 'trip → back', 'back → end'],
      { towns: ['Bern', 'Rome'] },
    )
    bench.done('hotel')
    bench.done('hotel')
    const written = bench.effects.flatMap((effect) => (effect.type === 'record.update' ? [effect.values] : []))
    expect(written).toEqual([
      { off: 'Rome', which: 1 },
      { off: 'Bern', which: 0 },
    ])
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
