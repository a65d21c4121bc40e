import { describe, expect, it } from 'vitest'
import type { Bench } from '../../testing/bench.ts'
import { asked, offers, refused, says, signing } from '../../testing/signing.ts'

const people = (...names: string[]) => ({ kind: 'people', people: names })
const outcomeOf = (bench: Bench) => bench.state.outcome ?? bench.state.status
const operations = (bench: Bench) =>
  bench.events.flatMap((event) =>
    event.type === 'task.operated' ? [[event.operation, event.by, event.people ?? [], event.words ?? null]] : [],
  )
const taskOf = (bench: Bench, person: string) => {
  const found = Object.values(bench.state.tasks).filter((task) => task.candidates.includes(person))
  return found.at(-1)?.id ?? ''
}

type Where = 'before' | 'after' | 'beside'
type Mode = 'all' | 'any' | 'sequence'

const add = (bench: Bench, person: string, where: Where, names: string[], more: { mode?: Mode; starts?: 'now' | 'approval' } = {}) =>
  bench.act({ type: 'add-signers', task: bench.mine(person).id, actor: person, where, people: names, ...more, opinion: 'help me' })
const remove = (bench: Bench, person: string, names: string[]) =>
  bench.act({ type: 'remove-signers', task: taskOf(bench, person), actor: person, people: names })

describe('前加签: signers before', () => {
  it('make the one who added them wait until they have approved', () => {
    const bench = signing({})
    add(bench, 'bo', 'before', ['ed', 'fay'])
    expect(asked(bench)).toEqual(['ed', 'fay', 'cy', 'di'])
    says(bench, 'ed', 'approved')
    expect(bench.state.tasks[taskOf(bench, 'bo')]?.status).toBe('waiting')
    says(bench, 'fay', 'approved')
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
  })

  it('reject for the one who added them', () => {
    const bench = signing({ mode: 'any', rejectRule: 'all' })
    add(bench, 'bo', 'before', ['ed', 'fay'])
    says(bench, 'fay', 'rejected')
    expect(bench.state.tasks[taskOf(bench, 'bo')]).toMatchObject({ status: 'done', outcome: 'rejected', reason: 'added-rejected' })
    expect(asked(bench)).toEqual(['cy', 'di'])
  })

  it('decide among themselves by the first, or in turn', () => {
    const any = signing({})
    add(any, 'bo', 'before', ['ed', 'fay'], { mode: 'any' })
    says(any, 'fay', 'approved')
    expect(asked(any)).toEqual(['bo', 'cy', 'di'])
    const turns = signing({})
    add(turns, 'bo', 'before', ['ed', 'fay'], { mode: 'sequence' })
    expect(asked(turns)).toEqual(['ed', 'cy', 'di'])
    says(turns, 'ed', 'approved')
    expect(asked(turns)).toEqual(['fay', 'cy', 'di'])
  })

  it('can be added again once the first ones have approved', () => {
    const bench = signing({})
    add(bench, 'bo', 'before', ['ed'])
    says(bench, 'ed', 'approved')
    add(bench, 'bo', 'before', ['fay'])
    expect(asked(bench)).toEqual(['fay', 'cy', 'di'])
    says(bench, 'fay', 'approved')
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
  })
})

describe('后加签: signers after', () => {
  it('begin when the one who added them has approved, whose vote counts once they have approved too', () => {
    const bench = signing({ mode: 'any' })
    add(bench, 'bo', 'after', ['ed'])
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
    says(bench, 'bo', 'approved')
    expect(outcomeOf(bench)).toBe('running')
    expect(asked(bench)).toEqual(['ed', 'cy', 'di'])
    says(bench, 'ed', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('begin at once where adding them is an approval', () => {
    const bench = signing({ mode: 'any' })
    add(bench, 'bo', 'after', ['ed'], { starts: 'now' })
    expect(asked(bench)).toEqual(['ed', 'cy', 'di'])
    expect(bench.state.tasks[taskOf(bench, 'bo')]).toMatchObject({ status: 'done', outcome: 'approved', by: 'bo' })
  })

  it('need the opinion that approving needs, where adding them is an approval', () => {
    const bench = signing({ opinionOnApprove: true })
    const task = bench.mine('bo').id
    const addNow = (opinion: string) =>
      bench.act({ type: 'add-signers', task, actor: 'bo', where: 'after', people: ['ed'], starts: 'now', opinion })
    expect(refused(() => addNow(' '))).toBe('flow.opinion.required')
    addNow('fine by me')
    expect(bench.state.tasks[task]).toMatchObject({ outcome: 'approved', opinion: 'fine by me' })
  })

  it('are added by a stand-in in the name of whom they stand in for', () => {
    const bench = signing({}, { standIns: { bo: { to: 'sam', mode: 'both' } } })
    add(bench, 'sam', 'after', ['ed'], { starts: 'now' })
    expect(bench.effects.find((effect) => effect.type === 'task.close')).toMatchObject({ by: 'sam', insteadOf: 'bo' })
  })

  it('turn the vote into a rejection when they reject', () => {
    const bench = signing({ mode: 'all' })
    add(bench, 'bo', 'after', ['ed'], { starts: 'now' })
    says(bench, 'ed', 'rejected')
    expect(outcomeOf(bench)).toBe('bad')
  })

  it('are not asked when the one who added them rejects', () => {
    const bench = signing({ mode: 'any', rejectRule: 'all' })
    add(bench, 'bo', 'after', ['ed'])
    says(bench, 'bo', 'rejected')
    expect(asked(bench)).toEqual(['cy', 'di'])
  })

  it('hold the turn of the next one in a sequence', () => {
    const bench = signing({ mode: 'sequence' })
    add(bench, 'bo', 'after', ['ed'])
    says(bench, 'bo', 'approved')
    expect(asked(bench)).toEqual(['ed'])
    says(bench, 'ed', 'approved')
    expect(asked(bench)).toEqual(['cy'])
  })
})

describe('并加签: signers beside', () => {
  it('join the node: one vote more is needed', () => {
    const bench = signing({ mode: 'all' })
    add(bench, 'bo', 'beside', ['ed'])
    expect(asked(bench)).toEqual(['bo', 'ed', 'cy', 'di'])
    for (const person of ['bo', 'cy', 'di']) says(bench, person, 'approved')
    expect(outcomeOf(bench)).toBe('running')
    says(bench, 'ed', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('come right after the current one in a sequence', () => {
    const bench = signing({ mode: 'sequence' })
    add(bench, 'bo', 'beside', ['ed', 'fay'])
    for (const person of ['bo', 'ed', 'fay', 'cy', 'di']) {
      expect(asked(bench)).toEqual([person])
      says(bench, person, 'approved')
    }
    expect(outcomeOf(bench)).toBe('good')
  })

  it('move the share that is needed', () => {
    const bench = signing({ mode: 'vote', passShare: 60 })
    add(bench, 'bo', 'beside', ['ed', 'fay'])
    says(bench, 'bo', 'approved')
    says(bench, 'cy', 'approved')
    expect(outcomeOf(bench)).toBe('running')
    says(bench, 'ed', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })
})

describe('added signers', () => {
  it('cannot add others, and nobody signs twice', () => {
    const bench = signing({})
    add(bench, 'bo', 'before', ['ed'])
    expect(refused(() => add(bench, 'ed', 'before', ['fay']))).toBe('flow.operation.not-allowed')
    expect(refused(() => add(bench, 'cy', 'beside', ['ed']))).toBe('flow.signer.already')
    expect(refused(() => add(bench, 'cy', 'beside', ['di']))).toBe('flow.signer.already')
  })

  it('are active people', () => {
    const bench = signing({}, { inactive: ['gone'] })
    expect(refused(() => add(bench, 'bo', 'beside', ['gone']))).toBe('flow.person.inactive')
    expect(refused(() => add(bench, 'bo', 'beside', []))).toBe('flow.people.missing')
  })

  it('only where the node allows it', () => {
    const bench = signing({ operations: ['transfer'] })
    expect(refused(() => add(bench, 'bo', 'beside', ['ed']))).toBe('flow.operation.not-allowed')
    expect(offers(bench, bench.mine('bo').id, 'bo')).toEqual(['complete', 'transfer'])
  })
})

describe('减签: signers taken away', () => {
  it('give the turn back when the last one before is gone', () => {
    const bench = signing({})
    add(bench, 'bo', 'before', ['ed', 'fay'])
    remove(bench, 'bo', ['ed'])
    expect(asked(bench)).toEqual(['fay', 'cy', 'di'])
    remove(bench, 'bo', ['fay'])
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
  })

  it('never approve for somebody undecided when the last one after is gone', () => {
    const bench = signing({ mode: 'any' })
    add(bench, 'bo', 'after', ['ed'])
    remove(bench, 'bo', ['ed'])
    expect(outcomeOf(bench)).toBe('running')
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
  })

  it('let the approval given count when the last one after is gone', () => {
    const bench = signing({ mode: 'any' })
    add(bench, 'bo', 'after', ['ed'], { starts: 'now' })
    remove(bench, 'bo', ['ed'])
    expect(outcomeOf(bench)).toBe('good')
  })

  it('count no more: the rest may be enough', () => {
    const bench = signing({ approvers: people('bo', 'cy') })
    add(bench, 'bo', 'beside', ['ed'])
    says(bench, 'cy', 'approved')
    remove(bench, 'bo', ['ed'])
    says(bench, 'bo', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('are only those who were added and have not acted', () => {
    const bench = signing({})
    add(bench, 'bo', 'beside', ['ed'])
    says(bench, 'ed', 'approved')
    expect(refused(() => remove(bench, 'bo', ['ed']))).toBe('flow.signers.not-removable')
    expect(refused(() => remove(bench, 'bo', ['cy']))).toBe('flow.signers.not-removable')
  })
})

describe('减签 after 转交', () => {
  it('is for whoever has the task now', () => {
    const bench = signing({ approvers: people('bo') })
    add(bench, 'bo', 'beside', ['ed'])
    bench.act({ type: 'transfer-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe' })
    remove(bench, 'zoe', ['ed'])
    expect(asked(bench)).toEqual(['zoe'])
  })
})

describe('转交: handing on', () => {
  it('gives the place, the weight and the time left to another, for good', () => {
    const groups = [{ id: 'x', label: { en: 'X', 'zh-CN': '某' }, assignees: people('bo'), weight: 7 }]
    const timeouts = [{ id: 'late', afterHours: 48, do: 'reject' }]
    const bench = signing({ mode: 'vote', groups, dueHours: 24, timeouts })
    const before = bench.mine('bo')
    bench.now += 3_600_000
    bench.act({ type: 'transfer-task', task: before.id, actor: 'bo', to: 'zoe', opinion: 'yours' })
    const after = bench.mine('zoe')
    expect(after).toMatchObject({ weight: 7, order: before.order, group: 'x', dueAt: before.dueAt, insteadOf: 'bo', origin: before.id })
    expect(bench.state.tasks[before.id]).toMatchObject({ status: 'done', outcome: 'transferred', by: 'bo', opinion: 'yours' })
    const clock = Object.values(bench.state.elements).flatMap(({ timers = {} }) => Object.values(timers))
    expect(clock.filter(({ name }) => name.includes(after.id)).map(({ dueAt }) => dueAt)).toEqual(['2026-11-24T08:00:00.000Z'])
    expect(clock.some(({ name }) => name.includes(before.id))).toBe(false)
    expect(operations(bench)).toEqual([['transfer', 'bo', ['zoe'], 'yours']])
  })

  it('gives a task of a pool to one of those it was offered to', () => {
    const groups = [{ id: 'x', label: { en: 'X', 'zh-CN': '某' }, assignees: people('bo', 'cy') }]
    const bench = signing({ groups, approvers: people('di') })
    const task = bench.mine('bo').id
    bench.act({ type: 'claim-task', task, actor: 'bo' })
    const give = (to: string) => bench.act({ type: 'transfer-task', task, actor: 'bo', to })
    expect(refused(() => give('bo'))).toBe('flow.signer.already')
    expect(refused(() => give('di'))).toBe('flow.signer.already')
    give('cy')
    expect(bench.openTasks().map(({ candidates }) => candidates)).toEqual([['di'], ['cy']])
  })

  it('is one vote: the one who handed it on has none', () => {
    const bench = signing({})
    bench.act({ type: 'transfer-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe' })
    for (const person of ['cy', 'di', 'zoe']) says(bench, person, 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('goes to nobody who signs already', () => {
    const bench = signing({})
    expect(refused(() => bench.act({ type: 'transfer-task', task: bench.mine('bo').id, actor: 'bo', to: 'cy' }))).toBe(
      'flow.signer.already',
    )
  })

  it('takes those added after along', () => {
    const bench = signing({ mode: 'any' })
    add(bench, 'bo', 'after', ['ed'])
    bench.act({ type: 'transfer-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe' })
    says(bench, 'zoe', 'approved')
    expect(outcomeOf(bench)).toBe('running')
    says(bench, 'ed', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })
})

describe('委派: asking for an opinion', () => {
  const delegated = () => {
    const bench = signing({ mode: 'any' })
    bench.act({ type: 'delegate-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe', opinion: 'what do you think' })
    return bench
  }

  it('brings the task back to its owner, who votes', () => {
    const bench = delegated()
    expect(asked(bench)).toEqual(['zoe', 'cy', 'di'])
    says(bench, 'zoe', 'given', 'buy it')
    expect(outcomeOf(bench)).toBe('running')
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
    says(bench, 'bo', 'approved')
    expect(outcomeOf(bench)).toBe('good')
    expect(Object.values(bench.state.tasks).find((task) => task.kind === 'opinion')).toMatchObject({ by: 'zoe', opinion: 'buy it' })
  })

  it('asks for words, and gives nothing else to do', () => {
    const bench = delegated()
    expect(offers(bench, bench.mine('zoe').id, 'zoe')).toEqual(['complete'])
    expect(refused(() => says(bench, 'zoe', 'given', ' '))).toBe('flow.opinion.required')
  })

  it('can be called back by the owner', () => {
    const bench = delegated()
    remove(bench, 'bo', ['zoe'])
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
  })
})

describe('a pool', () => {
  const pool = () => {
    const assignees = { kind: 'team', team: 'tech', pick: 'all' }
    return signing({ approvers: null, groups: [{ id: 'tech', label: { en: 'T', 'zh-CN': '技' }, assignees }] })
  }

  it('is closed to others while somebody has taken the task out of it', () => {
    const bench = pool()
    const { id } = bench.mine('he')
    bench.act({ type: 'claim-task', task: id, actor: 'he' })
    expect(bench.mine('he')).toMatchObject({ assignee: 'he', claimedAt: '2026-11-22T08:00:00.000Z' })
    expect(refused(() => says(bench, 'lu', 'approved'))).toBe('flow.task.not-yours')
    expect(refused(() => bench.act({ type: 'claim-task', task: id, actor: 'lu' }))).toBe('flow.task.not-yours')
    bench.act({ type: 'release-task', task: id, actor: 'he' })
    expect(bench.mine('he').claimedAt).toBeUndefined()
    says(bench, 'lu', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('has no claim where the task is one person’s', () => {
    const bench = signing({})
    expect(refused(() => bench.act({ type: 'claim-task', task: bench.mine('bo').id, actor: 'bo' }))).toBe('flow.operation.not-allowed')
  })
})

describe('催办: urging', () => {
  it('tells whoever has the task, at most so often, and leaves a trace', () => {
    const bench = signing({})
    const { id } = bench.mine('bo')
    const urge = (actor: string) => bench.act({ type: 'urge-task', task: id, actor, text: 'please' })
    const { effects } = urge('ann')
    expect(effects).toEqual([
      { type: 'remind', task: id, people: ['bo'], by: 'ann', text: 'please', key: `urge:${id}:2026-11-22T08:00:00.000Z` },
    ])
    expect(operations(bench)).toEqual([['urge', 'ann', ['bo'], 'please']])
    bench.now += 29 * 60_000
    expect(refused(() => urge('ann'))).toBe('flow.urge.too-soon')
    bench.now += 60_000
    urge('ann')
  })

  it('is for those who have to do with it, not for whoever has the task or for strangers', () => {
    const bench = signing({})
    const { id } = bench.mine('bo')
    const urge = (actor: string) => refused(() => bench.act({ type: 'urge-task', task: id, actor }))
    expect(urge('bo')).toBe('flow.operation.not-allowed')
    expect(urge('stranger')).toBe('flow.operation.not-allowed')
    says(bench, 'cy', 'approved')
    expect(offers(bench, id, 'cy')).toEqual(['urge'])
    expect(urge('cy')).toBe('not refused')
  })
})

describe('抄送 by hand', () => {
  it('sends each person one copy of an instance', () => {
    const bench = signing({})
    const copy = (person: string, names: string[]) =>
      bench.act({ type: 'copy-task', task: bench.mine(person).id, actor: person, people: names, text: 'see' })
    copy('bo', ['ed', 'fay'])
    copy('cy', ['fay', 'gil'])
    const copies = bench.effects.flatMap((effect) => (effect.type === 'copy' ? [[effect.people, effect.by, effect.text]] : []))
    expect(copies).toEqual([
      [['ed', 'fay'], 'bo', 'see'],
      [['gil'], 'cy', 'see'],
    ])
  })
})

describe('离职交接: handing over', () => {
  it('gives every task of one person to another, those whose turn has not come too', () => {
    const bench = signing({ mode: 'sequence' })
    bench.act({ type: 'hand-over', actor: 'root', from: 'cy', to: 'zoe' })
    says(bench, 'bo', 'approved')
    expect(asked(bench)).toEqual(['zoe'])
    expect(bench.mine('zoe')).toMatchObject({ assignee: 'zoe', insteadOf: 'cy' })
    expect(operations(bench)).toEqual([['hand-over', 'root', ['zoe'], null]])
  })

  it('does nothing where there is nothing to hand over', () => {
    const bench = signing({})
    expect(bench.act({ type: 'hand-over', actor: 'root', from: 'nobody', to: 'zoe' }).events).toHaveLength(1)
  })
})

describe('what is offered', () => {
  it('is everything, to whoever has the task', () => {
    const bench = signing({})
    expect(offers(bench, bench.mine('bo').id, 'bo')).toEqual([
      'complete',
      'transfer',
      'delegate',
      'add-before',
      'add-after',
      'add-beside',
      'return',
      'copy',
    ])
  })

  it('is nothing while the instance is suspended or over', () => {
    const bench = signing({ mode: 'any' })
    const { id } = bench.mine('bo')
    bench.act({ type: 'suspend', actor: 'root' })
    expect(offers(bench, id, 'bo')).toEqual([])
    bench.act({ type: 'resume', actor: 'root' })
    says(bench, 'bo', 'approved')
    expect(offers(bench, id, 'bo')).toEqual([])
  })
})
