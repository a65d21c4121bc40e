import type { JsonObject } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

const person = { assignees: { kind: 'people', people: ['ann'] } }
const is = (name: string) => ({ '==': [{ var: name }, true] })

/** Every order of the given things. */
function orders<T>(all: T[]): T[][] {
  return all.length < 2
    ? [all]
    : all.flatMap((first, index) => orders(all.filter((_, other) => other !== index)).map((rest) => [first, ...rest]))
}

function subsets<T>(all: T[]): T[][] {
  return all.reduce<T[][]>((sets, one) => sets.flatMap((set) => [set, [...set, one]]), [[]])
}

describe('an inclusive split and join', () => {
  const document = processOf(
    [
      ['start', 'start'],
      ['split', 'inclusive-gateway'],
      ['a', 'handle', person],
      ['b', 'handle', person],
      ['c', 'handle', person],
      ['d', 'handle', person],
      ['join', 'inclusive-gateway'],
      ['after', 'handle', person],
      ['end', 'end'],
    ],
    [
      'start → split',
      ['split → a', { when: is('a') }],
      ['split → b', { when: is('b') }],
      ['split → c', { when: is('c') }],
      ['split → d', { default: true }],
      'a → join',
      'b → join',
      'c → join',
      'd → join',
      'join → after',
      'after → end',
    ],
  )

  it('fires once, with the last of those taken, in every order of every set of branches', () => {
    for (const taken of subsets(['a', 'b', 'c'])) {
      const branches = taken.length > 0 ? taken : ['d']
      for (const order of orders(branches)) {
        const bench = new Bench(document, { world: { values: Object.fromEntries(taken.map((name) => [name, true])) } })
        bench.start()
        expect(bench.at().sort()).toEqual([...branches].sort())
        order.forEach((name, index) => {
          expect(bench.at()).not.toContain('after')
          bench.done(name)
          expect(bench.state.nodes.join?.visits ?? 0).toBe(index === order.length - 1 ? 1 : 0)
        })
        expect(bench.at()).toEqual(['after'])
      }
    }
  })
})

describe('an inclusive join that is not nested', () => {
  /** Two parallel branches of which one may skip to the join, go back, or end. */
  const document = processOf(
    [
      ['start', 'start'],
      ['fork', 'parallel-gateway'],
      ['a', 'handle', person],
      ['merge', 'exclusive-gateway'],
      ['b', 'handle', { ...person, outcomes: ['on', 'again', 'off'].map((id) => ({ id, label: {} })) }],
      ['join', 'inclusive-gateway'],
      ['after', 'handle', person],
      ['end', 'end'],
      ['gone', 'end'],
    ],
    [
      'start → fork',
      'fork → a',
      'fork → merge',
      'merge → b',
      'b:on → join',
      'b:again → merge',
      'b:off → gone',
      'a → join',
      'join → after',
      'after → end',
    ],
  )
  const playing = () => {
    const bench = new Bench(document)
    bench.start()
    return bench
  }

  it('waits as long as a branch can still come, round a loop too', () => {
    const bench = playing()
    bench.done('a')
    expect(bench.at()).toEqual(['b'])
    bench.complete(bench.task('b'), 'again')
    expect(bench.at()).toEqual(['b'])
    bench.complete(bench.task('b'), 'on')
    expect(bench.at()).toEqual(['after'])
    expect(bench.state.nodes.join?.visits).toBe(1)
  })

  it('goes on when the branch it waited for went another way', () => {
    const bench = playing()
    bench.done('a')
    bench.complete(bench.task('b'), 'off')
    expect(bench.at()).toEqual(['after'])
  })

  it('in a loop waits for nothing that could only come through itself', () => {
    const loop = processOf(
      [
        ['start', 'start'],
        ['join', 'inclusive-gateway'],
        ['ask', 'handle', { ...person, outcomes: ['again', 'on'].map((id) => ({ id, label: {} })) }],
        ['end', 'end'],
      ],
      ['start → join', 'join → ask', 'ask:again → join', 'ask:on → end'],
    )
    const bench = new Bench(loop)
    bench.start()
    bench.complete(bench.task('ask'), 'again')
    expect(bench.at()).toEqual(['ask'])
    bench.complete(bench.task('ask'), 'on')
    expect(bench.state.status).toBe('ended')
  })

  it('does not wait for ever when two wait for each other', () => {
    const circle = processOf(
      [
        ['start', 'start'],
        ['fork', 'parallel-gateway'],
        ['one', 'inclusive-gateway'],
        ['two', 'inclusive-gateway'],
        ['a', 'handle', { ...person, outcomes: ['over', 'on'].map((id) => ({ id, label: {} })) }],
        ['b', 'handle', { ...person, outcomes: ['over', 'on'].map((id) => ({ id, label: {} })) }],
        ['end', 'end'],
      ],
      ['start → fork', 'fork → one', 'fork → two', 'one → a', 'a:over → two', 'a:on → end', 'two → b', 'b:over → one', 'b:on → end'],
    )
    const bench = new Bench(circle)
    bench.start()
    expect(bench.at()).toEqual(['a'])
    bench.complete(bench.task('a'), 'on')
    expect(bench.at()).toEqual(['b'])
    bench.complete(bench.task('b'), 'on')
    expect(bench.state.status).toBe('ended')
  })
})

describe('a complex join', () => {
  const joining = (config: JsonObject) => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['merge', 'exclusive-gateway'],
          ['fork', 'parallel-gateway'],
          ['a', 'handle', person],
          ['b', 'handle', person],
          ['c', 'handle', person],
          ['join', 'complex-gateway', config],
          ['after', 'handle', { ...person, outcomes: ['on', 'again'].map((id) => ({ id, label: {} })) }],
          ['end', 'end'],
        ],
        [
          'start → merge',
          'merge → fork',
          'fork → a',
          'fork → b',
          'fork → c',
          'a → join',
          'b → join',
          'c → join',
          'join → after',
          'after:on → end',
          'after:again → merge',
        ],
      ),
    )
    bench.start()
    return bench
  }

  it('goes on with the first branch and throws the others away, in every order', () => {
    for (const order of orders(['a', 'b', 'c'])) {
      const bench = joining({ count: 1 })
      order.forEach((name, index) => {
        bench.done(name)
        expect(bench.state.nodes.join?.visits, order.join()).toBe(1)
        expect(bench.at()).toHaveLength(3 - index)
      })
      expect(bench.at()).toEqual(['after'])
      expect(bench.state.scopes.root).toEqual({ parent: null, taken: {}, fired: {} })
    }
  })

  it('goes on with as many as it says, or as its condition says', () => {
    const configs: JsonObject[] = [{ count: 2 }, { when: { '>=': [{ var: '$arrived' }, 2] } }]
    for (const config of configs) {
      const bench = joining(config)
      bench.done('c')
      expect(bench.at()).toEqual(['a', 'b'])
      bench.done('a')
      expect(bench.at()).toEqual(['b', 'after'])
      bench.done('b')
      expect(bench.at()).toEqual(['after'])
    }
  })

  it('begins anew once all have come', () => {
    const bench = joining({ count: 2 })
    for (const name of ['a', 'b', 'c']) bench.done(name)
    bench.complete(bench.task('after'), 'again')
    bench.done('b')
    expect(bench.at()).toEqual(['a', 'c'])
    bench.done('c')
    expect(bench.at()).toEqual(['a', 'after'])
    expect(bench.state.nodes.join?.visits).toBe(2)
  })
})
