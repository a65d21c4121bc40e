import { describe, expect, it } from 'vitest'
import type { FlowCommand } from './command.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

const person = { assignees: { kind: 'people', people: ['ann'] } }

/** first, then a and b side by side (b with a deadline), joined, then a sub-process, then last. */
const document = processOf(
  [
    ['start', 'start'],
    ['first', 'handle', person],
    ['fork', 'parallel-gateway'],
    ['a', 'handle', person],
    ['b', 'handle', person],
    ['late', 'boundary-timer', { after: 'PT1H', interrupting: false }, { attachedTo: 'b' }],
    ['hurry', 'handle', person],
    ['join', 'parallel-gateway'],
    ['sub', 'sub-process'],
    ['in', 'handle', person, { parent: 'sub' }],
    ['more', 'handle', person, { parent: 'sub' }],
    ['out', 'end', {}, { parent: 'sub' }],
    ['last', 'handle', person],
    ['end', 'end'],
    ['aside', 'end'],
  ],
  [
    'start → first',
    'first → fork',
    'fork → a',
    'fork → b',
    'a → join',
    'b → join',
    'late → hurry',
    'hurry → aside',
    'join → sub',
    'in → more',
    'more → out',
    'sub → last',
    'last → end',
  ],
)

function begun(...done: string[]): Bench {
  const bench = new Bench(document)
  bench.start()
  for (const node of done) bench.done(node)
  return bench
}

const jump = (bench: Bench, from: string[], to: string) =>
  bench.send({
    type: 'jump',
    requestId: bench.requestId(),
    actor: 'admin',
    elements: from.map((node) => bench.element(node).id),
    to,
    reason: 'mistake',
  })

describe('a jump', () => {
  it('back clears every branch, token and timer that can be reached from there', () => {
    const bench = begun('first', 'a')
    bench.ring('late')
    const { effects } = jump(bench, ['b'], 'first')
    expect(bench.at()).toEqual(['first'])
    expect(bench.state.scopes.root?.taken).toEqual({})
    expect(effects.map((effect) => effect.type)).toEqual(['task.close', 'task.close', 'task.open'])
    for (const node of ['first', 'a', 'b']) bench.done(node)
    expect(bench.at()).toEqual(['sub', 'in'])
  })

  it('lets branches live that cannot be reached from there', () => {
    const bench = begun('first')
    jump(bench, ['a'], 'a')
    expect(bench.at()).toEqual(['b', 'a'])
    bench.done('b')
    jump(bench, ['a'], 'a')
    expect(bench.state.scopes.root?.taken).toEqual({ f5: 1 })
    bench.done('a')
    expect(bench.at()).toEqual(['sub', 'in'])
  })

  it('out of a sub-process takes the sub-process with it, and does not end it as if it were done', () => {
    const forward = begun('first', 'a', 'b')
    jump(forward, ['in'], 'last')
    expect(forward.at()).toEqual(['last'])
    expect(Object.keys(forward.state.scopes)).toEqual(['root'])
    const back = begun('first', 'a', 'b')
    jump(back, ['in'], 'first')
    expect(back.at()).toEqual(['first'])
  })

  it('into a sub-process opens it, without beginning it', () => {
    const bench = begun()
    jump(bench, ['first'], 'more')
    expect(bench.at()).toEqual(['sub', 'more'])
    bench.done('more')
    expect(bench.at()).toEqual(['last'])
  })

  it('never lands in what it has just cancelled', () => {
    const bench = begun('first', 'a', 'b')
    jump(bench, ['sub'], 'more')
    expect(bench.at()).toEqual(['sub', 'more'])
    expect(bench.state.nodes.sub?.visits).toBe(2)
    bench.done('more')
    expect(bench.at()).toEqual(['last'])
  })

  it('within a sub-process stays there', () => {
    const bench = begun('first', 'a', 'b', 'in')
    jump(bench, ['more'], 'in')
    expect(bench.at()).toEqual(['sub', 'in'])
    expect(bench.state.nodes.sub?.visits).toBe(1)
  })

  it('has a join fire anew that had gone on already', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['a', 'handle', person],
          ['b', 'handle', person],
          ['c', 'handle', person],
          ['two', 'complex-gateway', { count: 2 }],
          ['last', 'handle', person],
          ['end', 'end'],
        ],
        ['start → fork', 'fork → a', 'fork → b', 'fork → c', 'a → two', 'b → two', 'c → two', 'two → last', 'last → end'],
      ),
    )
    bench.start()
    bench.done('a')
    bench.done('b')
    jump(bench, ['last'], 'a')
    expect(bench.at()).toEqual(['c', 'a'])
    bench.done('c')
    bench.done('a')
    expect(bench.at()).toEqual(['last'])
  })

  it('takes away what was about to begin in the same moment', () => {
    const nobody = { approvers: { kind: 'people', people: ['gone'] }, empty: 'reject', rejection: 'return', rejectTo: 'previous' }
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['first', 'handle', person],
          ['fork', 'parallel-gateway'],
          ['a', 'approve', nobody],
          ['over', 'link-throw', { link: 'L' }],
          ['there', 'link-catch', { link: 'L' }],
          ['b', 'handle', person],
          ['join', 'parallel-gateway'],
          ['end', 'end'],
        ],
        ['start → first', 'first → fork', 'fork → a', 'fork → over', 'there → b', 'a → join', 'b → join', 'join → end'],
      ),
      { world: { inactive: ['gone'] } },
    )
    bench.start()
    bench.done('first')
    expect(bench.at()).toEqual(['first'])
  })

  it('to nowhere, or from a step that is over, is refused', () => {
    const bench = begun()
    expect(() => jump(bench, ['first'], 'nowhere')).toThrow('no step')
    expect(() => jump(bench, ['first'], 'late')).toThrow('no step')
    const send = { type: 'jump', requestId: 'x', actor: 'admin', elements: ['gone'], to: 'last', reason: '' } satisfies FlowCommand
    expect(() => bench.send(send)).toThrow('no longer active')
  })

  it('that leaves a join waiting for a branch that cannot come ends in an incident, which can be passed', () => {
    const bench = begun('first', 'a')
    jump(bench, ['b'], 'hurry')
    bench.done('hurry')
    expect(bench.at()).toEqual(['join'])
    expect(bench.effects.at(-1)).toMatchObject({ type: 'incident.open', node: 'join', code: 'flow.process.stuck' })
    bench.send({ type: 'skip-element', requestId: 's', actor: 'admin', element: bench.element('join').id, reason: 'b is not needed' })
    expect(bench.at()).toEqual(['sub', 'in'])
  })
})
