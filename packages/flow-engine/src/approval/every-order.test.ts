import { describe, expect, it } from 'vitest'
import { apply } from '../apply.ts'
import type { FlowCommand } from '../command.ts'
import type { CompiledProcess } from '../compile-process.ts'
import { decide } from '../decide.ts'
import { factKey } from '../fact.ts'
import type { InstanceState } from '../state.ts'
import { signing } from '../testing/signing.ts'
import { type Ballot, expected, type Said } from '../testing/voting-oracle.ts'

type Rule = Pick<Ballot, 'mode' | 'rejectRule' | 'share' | 'above'>

const rules: [name: string, rule: Rule][] = [
  ['all', { mode: 'all', rejectRule: 'first', share: 0, above: false }],
  ['any, the first rejection rejects', { mode: 'any', rejectRule: 'first', share: 0, above: false }],
  ['any, all rejections reject', { mode: 'any', rejectRule: 'all', share: 0, above: false }],
  ['two thirds of the weight', { mode: 'vote', rejectRule: 'first', share: 66, above: false }],
  ['half of the weight', { mode: 'vote', rejectRule: 'first', share: 50, above: false }],
  ['more than half of the weight', { mode: 'vote', rejectRule: 'first', share: 50, above: true }],
  ['in turn, the first rejection rejects', { mode: 'sequence', rejectRule: 'first', share: 0, above: false }],
  ['in turn, all rejections reject', { mode: 'sequence', rejectRule: 'all', share: 0, above: false }],
]

const names = ['bo', 'cy', 'di', 'ed', 'fay']

/** Goes through every order in which people can act, each of them approving and rejecting, and compares at each step. */
function explore(ballot: Ballot): number {
  const groups = ballot.voters.map(({ person, weight }) => {
    return { id: person, label: { en: person, 'zh-CN': person }, assignees: { kind: 'people', people: [person] }, weight }
  })
  const { mode, rejectRule, share, above } = ballot
  const bench = signing({ approvers: null, groups, mode, rejectRule, ...(mode === 'vote' ? { passShare: share, passAbove: above } : {}) })
  if (ballot.added) {
    const { by, where, people, mode: among } = ballot.added
    bench.act({ type: 'add-signers', task: bench.mine(by).id, actor: by, where, people, mode: among })
  }
  let steps = 0
  const walk = (state: InstanceState, said: readonly Said[]) => {
    const { result, open } = expected(ballot, said)
    const story = said.map(({ person, approves }) => `${person}${approves ? '+' : '-'}`).join(' ')
    const tasks = Object.values(state.tasks).filter((task) => task.status === 'open')
    const found = `${state.outcome} ${tasks.map((task) => task.candidates[0]).sort()}`
    const wanted = `${result === undefined ? null : result ? 'good' : 'bad'} ${[...open].sort()}`
    if (found !== wanted) expect(found, story).toBe(wanted)
    for (const task of tasks) {
      for (const approves of [true, false]) {
        steps += 1
        const [person = ''] = task.candidates
        const outcome = approves ? 'approved' : 'rejected'
        walk(after(bench.process, state, { type: 'complete-task', requestId: `${story}${steps}`, task: task.id, actor: person, outcome }), [
          ...said,
          { person, approves },
        ])
      }
    }
  }
  walk(bench.state, [])
  return steps
}

function after(process: CompiledProcess, state: InstanceState, command: FlowCommand): InstanceState {
  const given = { now: '2026-11-22T09:00:00.000Z', ids: () => `x${Object.keys(state.tasks).length}`, facts: {}, zone: 'Asia/Shanghai' }
  const { events, need } = decide(process, state, command, given)
  if (!events) throw new Error(`asks for ${need.map(factKey)}`)
  return events.reduce(apply, state)
}

describe.each(rules)('%s, in every order of acting', (_, rule) => {
  it('comes out as it ought to, at the moment it is certain, for up to five people', () => {
    for (let count = 1; count <= names.length; count += 1) {
      const voters = names.slice(0, count).map((person, index) => ({ person, weight: [3, 1, 2, 1, 2][index] ?? 1 }))
      expect(explore({ ...rule, voters })).toBeGreaterThan(0)
    }
  })

  const voters = [
    { person: 'bo', weight: 1 },
    { person: 'cy', weight: 2 },
    { person: 'di', weight: 1 },
  ]
  // The rule for rejections of those added is that of the node; with the first of them it is the order that decides, which the oracle leaves out.
  const among = (['all', 'any', 'sequence'] as const).filter((mode) => mode === 'all' || (mode === 'any') === (rule.rejectRule === 'all'))

  it.each(among)('does so with people added before the first one, who decide by %s', (mode) => {
    expect(explore({ ...rule, voters, added: { by: 'bo', where: 'before', people: ['ed', 'fay'], mode } })).toBeGreaterThan(0)
  })

  it.each(among)('does so with people added after the first one, who decide by %s', (mode) => {
    expect(explore({ ...rule, voters, added: { by: 'bo', where: 'after', people: ['ed', 'fay'], mode } })).toBeGreaterThan(0)
  })

  it('does so with people added beside the first one', () => {
    expect(explore({ ...rule, voters, added: { by: 'bo', where: 'beside', people: ['ed', 'fay'], mode: 'all' } })).toBeGreaterThan(0)
  })
})
