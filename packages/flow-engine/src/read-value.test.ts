import type { JsonObject, RecordValues } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { compileProcess } from './compile-process.ts'
import { decide } from './decide.ts'
import { nodeTypes } from './nodes/index.ts'
import { initialState } from './state.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

/** A process that sets these values at once, then asks somebody, then sets the others. */
const setting = (first: JsonObject, then: JsonObject = { done: true }) =>
  processOf(
    [
      ['start', 'start'],
      ['first', 'update-record', { set: first }],
      ['ask', 'handle', { assignees: { kind: 'initiator' }, setOnComplete: then }],
      ['end', 'end'],
    ],
    ['start → first', 'first → ask', 'ask → end'],
  )

function run(document: ReturnType<typeof setting>, values: RecordValues, typed: RecordValues = {}) {
  const bench = new Bench(document, { world: { values, others: { 'line@p1': 'appliance', 'line@p2': 'medical' } } })
  bench.start()
  const started = bench.asked.flat().filter((fact) => fact.type === 'value')
  const task = bench.task('ask')
  bench.send({ type: 'complete-task', requestId: 'q', task: task.id, actor: 'ann', outcome: 'done', opinion: 'good', values: typed })
  return { values: bench.world.values, started, completed: bench.asked.flat() }
}

describe('an expression in a process', () => {
  it('asks for nothing the starting command has brought', () => {
    const { values, started } = run(setting({ copy: { var: 'number' }, none: { var: 'absent' }, self: { var: 'id' } }), { number: 'TS-1' })
    expect(started).toEqual([])
    expect(values).toMatchObject({ copy: 'TS-1', none: null, self: 'r1' })
  })

  it('asks for what every record has but no command brings', () => {
    const { started } = run(setting({ copy: { var: 'created_at' } }), {})
    expect(started).toEqual([{ type: 'value', path: ['created_at'] }])
  })

  it('follows the reference as this decision has changed it', () => {
    const line = { line: { var: 'product.line' } }
    const { values, completed } = run(setting({ a: 1 }, line), { product: 'p1' }, { product: 'p2' })
    expect(completed).toEqual([{ type: 'value', path: ['product', 'line'], via: 'p2' }])
    expect(values.line).toBe('medical')
    expect(run(setting({ a: 1 }, line), { product: 'p1' }, { product: null }).completed).toEqual([])
  })

  it('reads the record as it is now, not as it was when the process started', () => {
    const bench = new Bench(setting({ a: 1 }, { copy: { var: 'note' } }), { world: { values: { note: 'old' } } })
    bench.start()
    bench.world.values.note = 'new'
    bench.complete(bench.task('ask'), 'done')
    expect(bench.world.values.copy).toBe('new')
  })

  it('sees what the decision itself has set before', () => {
    const { values } = run(setting({ status: 'handling' }, { was: { var: 'status' } }), { status: 'new' }, { status: 'typed' })
    expect(values.was).toBe('typed')
  })

  it('knows who acts, who started it, and what was answered', () => {
    const then = { a: { var: '$actor' }, b: { var: '$initiator' }, c: { var: '$outcome' }, d: { var: '$opinion' }, e: { var: '$now' } }
    const { values } = run(setting({ a: 1 }, then), {})
    expect(values).toMatchObject({ a: 'ann', b: 'ann', c: 'done', d: 'good', e: '2026-11-22T08:00:00.000Z' })
  })
})

describe('ids', () => {
  const { process } = compileProcess(setting({ a: 1 }), { nodes: nodeTypes })
  const start = { type: 'start', requestId: 'q', record: { entity: 'ticket', id: 'r1', values: {} }, initiator: 'ann' } as const
  const given = { now: '2026-11-22T08:00:00.000Z', zone: 'UTC', facts: { 'active-people:ann': ['ann'], 'stand-ins:ann': {} } }

  it('come from the list given, in order', () => {
    const { events = [] } = decide(process, initialState(), start, { ...given, ids: ['e1', 'e2', 'e3', 't1'] })
    expect(events.flatMap((event) => (event.type === 'element.entered' ? event.element : []))).toEqual(['e1', 'e2', 'e3'])
    expect(events.flatMap((event) => (event.type === 'task.opened' ? event.task.id : []))).toEqual(['t1'])
  })

  it('that do not suffice are a mistake of the caller', () => {
    expect(() => decide(process, initialState(), start, { ...given, ids: ['e1'] })).toThrow('given.ids has only 1 ids')
  })
})

describe('an action in a process', () => {
  it('gets its input ready: values evaluated, texts filled', () => {
    const document = processOf(
      [
        ['start', 'start'],
        [
          'run',
          'run-action',
          { action: 'tell', input: { message: { en: '{{number}}', 'zh-CN': '{{number}}号' }, set: { a: { var: 'number' } } } },
        ],
        ['end', 'end'],
      ],
      ['start → run', 'run → end'],
    )
    const json = { kind: 'json' } as const
    const actions = [
      { type: 'tell', input: { message: { valueType: json, label: {} }, set: { valueType: json, label: {}, editor: 'values' } } },
    ]
    const { process } = compileProcess(document, { nodes: nodeTypes, actions })
    const { effects } = decide(
      process,
      initialState(),
      { type: 'start', requestId: 'q', record: { entity: 'ticket', id: 'r1', values: { number: '7' } }, initiator: null },
      { now: '2026-11-22T08:00:00.000Z', zone: 'UTC', facts: {}, ids: ['e1', 'e2', 'e3'] },
    ) as { effects: unknown[] }
    expect(effects[0]).toEqual({
      type: 'action',
      key: 'action:e2',
      action: 'tell',
      input: { message: { en: '7', 'zh-CN': '7号' }, set: { a: '7' } },
      element: 'e2',
      awaits: true,
    })
  })
})
