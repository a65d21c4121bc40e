import { describe, expect, it } from 'vitest'
import type { LoopDocument, ProcessDocument } from './document.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

const person = { assignees: { kind: 'people', people: ['ann'] } }

function looping(loop: LoopDocument, values: object = {}, config: object = {}): Bench {
  const document: ProcessDocument = {
    ...processOf(
      [
        ['start', 'start'],
        ['work', 'handle', { ...person, setOnOpen: { last: { var: '$item' } }, ...config }, { loop }],
        ['end', 'end'],
      ],
      ['start → work', 'work → end'],
    ),
    variables: { order: ['found'], items: { found: { id: 'found', label: {}, valueType: { kind: 'json' } } } },
  }
  const bench = new Bench(document, { world: { values: values as never } })
  bench.start()
  return bench
}

const list = { var: 'list' }

describe('a parallel loop', () => {
  it('visits the activity once for each item, all at once, and goes on after the last', () => {
    const bench = looping({ kind: 'parallel', over: list }, { list: ['a', 'b', 'c'] })
    expect(bench.at()).toEqual(['work', 'work', 'work', 'work'])
    for (let left = 3; left > 0; left -= 1) bench.done('work')
    expect(bench.state.status).toBe('ended')
    expect(bench.state.nodes.work?.visits).toBe(1)
  })

  it('is over when enough are done; the rest is cancelled', () => {
    const completeWhen = { '>=': [{ var: '$loop.completed' }, 2] }
    const bench = looping({ kind: 'parallel', over: 5, completeWhen })
    bench.done('work')
    expect(bench.openTasks()).toHaveLength(4)
    bench.done('work')
    expect(bench.state).toMatchObject({ status: 'ended', elements: {}, scopes: {} })
    expect(bench.openTasks()).toEqual([])
  })

  it('collects a value of each, in the order of the items, whoever is first', () => {
    const bench = looping(
      { kind: 'parallel', over: list, collect: { variable: 'found', from: { var: '$item' } } },
      { list: ['a', 'b', 'c'] },
    )
    bench.complete(bench.openTasks()[2] as never, 'done')
    bench.complete(bench.openTasks()[0] as never, 'done')
    bench.done('work')
    expect(bench.state.variables.found).toEqual(['a', 'b', 'c'])
  })

  it('without any item goes on at once', () => {
    expect(looping({ kind: 'parallel', over: list }, { list: [] }).state.status).toBe('ended')
  })

  it('takes further instances while it is open for them', () => {
    const bench = looping(
      { kind: 'parallel', over: list, isOpen: true, collect: { variable: 'found', from: { var: '$item' } } },
      { list: ['a'] },
    )
    const element = bench.element('work').id
    bench.send({ type: 'add-instance', requestId: 'more', element, actor: 'ann', item: 'z' })
    expect(bench.openTasks()).toHaveLength(2)
    bench.done('work')
    bench.done('work')
    expect(bench.state.status).toBe('ended')
    expect(bench.state.variables.found).toEqual(['a', 'z'])
  })

  it('refuses further instances when it is not', () => {
    const bench = looping({ kind: 'parallel', over: 2 })
    const element = bench.element('work').id
    expect(() => bench.send({ type: 'add-instance', requestId: 'more', element, actor: 'ann' })).toThrow('does not take further')
  })

  it('can let the token go on without waiting; the process is over with the last instance', () => {
    const bench = looping({ kind: 'parallel', over: 2, goesOn: true })
    expect(bench.state.nodes.end?.visits).toBe(1)
    expect(bench.state.status).toBe('running')
    bench.done('work')
    bench.done('work')
    expect(bench.state).toMatchObject({ status: 'ended', outcome: 'done' })
    expect(bench.state.nodes.end?.visits).toBe(1)
  })

  it('is refused when it would have too many instances', () => {
    expect(() => looping({ kind: 'parallel', over: 1001 })).toThrow('more than 1000 times')
  })
})

describe('a loop one by one', () => {
  it('begins the next when one is done', () => {
    const bench = looping({ kind: 'sequential', over: list }, { list: ['a', 'b'] })
    expect(bench.world.values.last).toBe('a')
    expect(bench.openTasks()).toHaveLength(1)
    bench.done('work')
    expect(bench.world.values.last).toBe('b')
    bench.done('work')
    expect(bench.state.status).toBe('ended')
  })

  it('goes through activities that do not wait without ever nesting deeper', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['count', 'calculate', { set: { n: { '+': [{ var: 'n' }, 1] } } }, { loop: { kind: 'sequential', over: 900 } }],
          ['end', 'end'],
        ],
        ['start → count', 'count → end'],
      ),
      { world: { values: { n: 0 } } },
    )
    bench.start()
    expect(bench.world.values.n).toBe(900)
  })
})

describe('a while loop', () => {
  const until = (most: number) => ({ kind: 'while' as const, while: { '<': [{ var: '$loop.completed' }, most] } })

  it('visits again as long as its condition holds, and asks first only when told to', () => {
    const bench = looping(until(2))
    bench.done('work')
    bench.done('work')
    expect(bench.state.status).toBe('ended')
    const once = looping({ kind: 'while', while: false })
    expect(once.at()).toEqual(['work', 'work'])
    expect(looping({ kind: 'while', while: false, asksFirst: true }).state.status).toBe('ended')
  })

  it('stops after the most visits it may have', () => {
    const bench = looping({ kind: 'while', while: true, most: 2 })
    bench.done('work')
    bench.done('work')
    expect(bench.state.status).toBe('ended')
  })
})

describe('loops within loops', () => {
  it('know their own items; events on the border of the loop cancel all of it', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['outer', 'sub-process', {}, { loop: { kind: 'parallel', over: { var: 'rows' } } }],
          [
            'inner',
            'handle',
            { ...person, setOnComplete: { seen: { cat: [{ var: '$item' }, { var: '$index' }] } } },
            { parent: 'outer', loop: { kind: 'parallel', over: { var: '$item' } } },
          ],
          ['out', 'end', {}, { parent: 'outer' }],
          ['late', 'boundary-timer', { after: 'P1D' }, { attachedTo: 'outer' }],
          ['end', 'end'],
        ],
        ['start → outer', 'outer → end', 'inner → out', 'late → end'],
      ),
      { world: { values: { rows: [['a'], ['b', 'c']] } } },
    )
    bench.start()
    expect(bench.openTasks()).toHaveLength(3)
    bench.complete(bench.openTasks()[2] as never, 'done')
    expect(bench.world.values.seen).toBe('c1')
    bench.ring('late')
    expect(bench.state).toMatchObject({ status: 'ended', elements: {}, scopes: {} })
    expect(bench.openTasks()).toEqual([])
  })
})
