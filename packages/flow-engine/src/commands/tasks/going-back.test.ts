import type { JsonObject } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { returnTargets } from '../../return-targets.ts'
import { Bench } from '../../testing/bench.ts'
import { processOf } from '../../testing/build.ts'
import { asked, offers, refused, says, signing } from '../../testing/signing.ts'

const people = (...names: string[]) => ({ kind: 'people', people: names })
const sign = (names: string[], more: JsonObject = {}): JsonObject => ({
  approvers: people(...names),
  opinionOnReturn: false,
  opinionOnReject: false,
  rejection: 'end',
  ...more,
})
const write = (name: string, more: JsonObject = {}): JsonObject => ({ assignees: people(name), opinionOnReturn: false, ...more })

/** write (wu) → one (bo, cy) → two (di) → three (ed) → end; `two` only for large amounts. */
function chain(three: JsonObject = {}): Bench {
  const bench = new Bench(
    processOf(
      [
        ['start', 'start'],
        ['write', 'handle', write('wu')],
        ['one', 'approve', sign(['bo', 'cy'])],
        ['large', 'exclusive-gateway'],
        ['two', 'approve', sign(['di'])],
        ['three', 'approve', sign(['ed'], three)],
        ['small', 'end', { outcome: 'small' }],
        ['good', 'end', { outcome: 'good' }],
      ],
      [
        'start → write',
        'write → one',
        'one → large',
        ['large → two', { when: { '>': [{ var: 'amount' }, 5] } }],
        ['large → small', { default: true }],
        'two → three',
        'three → good',
      ],
    ),
    { world: { values: { amount: 9 } } },
  )
  bench.start()
  bench.now += 1000
  bench.complete(bench.mine('wu'), 'done')
  return bench
}

const goOn = (bench: Bench, ...names: string[]) => {
  for (const person of names) {
    bench.now += 1000
    says(bench, person, 'approved')
  }
}

const sendBack = (bench: Bench, person: string, to: string, resubmit: 'replay' | 'direct' = 'replay', opinion?: string) =>
  bench.act({ type: 'return-task', task: bench.mine(person).id, actor: person, to, resubmit, ...(opinion ? { opinion } : {}) })

const targets = (bench: Bench, person: string) => returnTargets(bench.process, bench.state, bench.mine(person).id).map(({ node }) => node)

describe('退回: sending back', () => {
  it('takes one, whatever the others say, and makes the votes history', () => {
    const bench = chain()
    goOn(bench, 'bo')
    const open = bench.mine('cy').id
    sendBack(bench, 'cy', 'write', 'replay', 'not yet')
    expect(bench.at()).toEqual(['write'])
    expect(bench.state.tasks[open]).toMatchObject({ status: 'done', outcome: 'returned', by: 'cy', opinion: 'not yet' })
    bench.complete(bench.mine('wu'), 'done')
    expect(asked(bench)).toEqual(['bo', 'cy'])
  })

  it('does everything between again', () => {
    const bench = chain()
    goOn(bench, 'bo', 'cy', 'di')
    sendBack(bench, 'ed', 'write', 'replay')
    bench.complete(bench.mine('wu'), 'done')
    expect(bench.at()).toEqual(['one'])
    goOn(bench, 'bo', 'cy', 'di', 'ed')
    expect(bench.state.outcome).toBe('good')
  })

  it('comes straight back to whoever sent it, with fresh tasks', () => {
    const bench = chain()
    goOn(bench, 'bo', 'cy', 'di')
    sendBack(bench, 'ed', 'one', 'direct')
    goOn(bench, 'bo', 'cy')
    expect(bench.at()).toEqual(['three'])
    goOn(bench, 'ed')
    expect(bench.state.outcome).toBe('good')
  })

  it('does not come straight back to a step that is not on the way any more', () => {
    const bench = chain()
    goOn(bench, 'bo', 'cy', 'di')
    sendBack(bench, 'ed', 'write', 'direct')
    bench.complete(bench.mine('wu'), 'done', { values: { amount: 1 } })
    expect(bench.at()).toEqual(['one'])
    goOn(bench, 'bo', 'cy')
    expect(bench.state.outcome).toBe('small')
  })

  it('goes to whoever did it before, though others could', () => {
    const assignees = { kind: 'team', team: 'tech', pick: 'all' }
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['write', 'handle', { assignees }],
          ['sign', 'approve', sign(['bo'])],
          ['good', 'end'],
        ],
        ['start → write', 'write → sign', 'sign → good'],
      ),
    )
    bench.start()
    bench.complete(bench.mine('lu'), 'done', { actor: 'lu' })
    sendBack(bench, 'bo', 'write')
    expect(asked(bench)).toEqual(['lu'])
  })

  it('to the start has the initiator hand it in again', () => {
    const bench = chain()
    sendBack(bench, 'bo', 'start')
    expect(asked(bench)).toEqual(['ann'])
    bench.complete(bench.mine('ann'), 'resubmitted')
    expect(bench.at()).toEqual(['write'])
  })

  it('needs a reason where the node says so', () => {
    const bench = chain({ opinionOnReturn: true })
    goOn(bench, 'bo', 'cy', 'di')
    expect(refused(() => sendBack(bench, 'ed', 'one'))).toBe('flow.opinion.required')
    sendBack(bench, 'ed', 'one', 'replay', 'numbers are missing')
    expect(bench.at()).toEqual(['one'])
  })

  it('leads where the node allows: nowhere, the start, the step before, or any step visited', () => {
    const places = (to: string[]) => {
      const bench = chain({ returns: { to, resubmit: 'choose' } })
      goOn(bench, 'bo', 'cy', 'di')
      return targets(bench, 'ed')
    }
    expect(places([])).toEqual([])
    expect(places(['start'])).toEqual(['start'])
    expect(places(['previous'])).toEqual(['two'])
    expect(places(['any'])).toEqual(['two', 'one', 'write', 'start'])
  })

  it('leads to no step that was not visited', () => {
    const bench = chain()
    expect(refused(() => sendBack(bench, 'bo', 'two'))).toBe('flow.return.nowhere')
    expect(refused(() => sendBack(bench, 'bo', 'one'))).toBe('flow.return.nowhere')
  })

  it('is done the way the node prescribes, whatever the person asks for', () => {
    const bench = chain({ returns: { to: ['any'], resubmit: 'direct' } })
    goOn(bench, 'bo', 'cy', 'di')
    sendBack(bench, 'ed', 'one', 'replay')
    goOn(bench, 'bo', 'cy')
    expect(bench.at()).toEqual(['three'])
  })
})

/** split → (a1 → a2) and (b1) → join → last; last can send all of it back to the beginning by a rejection. */
function parallel(): Bench {
  const bench = new Bench(
    processOf(
      [
        ['start', 'start'],
        ['first', 'approve', sign(['fay'])],
        ['again', 'exclusive-gateway'],
        ['split', 'parallel-gateway'],
        ['a1', 'approve', sign(['al'])],
        ['a2', 'approve', sign(['amy'])],
        ['b1', 'approve', sign(['bo'])],
        ['join', 'parallel-gateway'],
        ['last', 'approve', sign(['lu'], { rejection: 'branch' })],
        ['good', 'end', { outcome: 'good' }],
      ],
      [
        'start → first',
        'first → again',
        'again → split',
        'split → a1',
        'split → b1',
        'a1 → a2',
        'a2 → join',
        'b1 → join',
        'join → last',
        'last:approved → good',
        'last:rejected → again',
      ],
    ),
  )
  bench.start()
  goOn(bench, 'fay')
  return bench
}

describe('sending back between branches', () => {
  it('within a branch leaves the other one alone, done or not', () => {
    const open = parallel()
    goOn(open, 'al')
    sendBack(open, 'amy', 'a1')
    expect(open.at().sort()).toEqual(['a1', 'b1'])
    goOn(open, 'al', 'amy', 'bo', 'lu')
    expect(open.state.outcome).toBe('good')
    const done = parallel()
    goOn(done, 'al', 'bo')
    sendBack(done, 'amy', 'a1')
    goOn(done, 'al', 'amy', 'lu')
    expect(done.state.outcome).toBe('good')
  })

  it('within an instance of a loop leaves the others alone, wherever they stand', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['each', 'sub-process', {}, { loop: { kind: 'parallel', over: 2 } }],
          ['make', 'handle', write('mo'), { parent: 'each' }],
          ['check', 'approve', sign(['cy']), { parent: 'each' }],
          ['made', 'end', {}, { parent: 'each' }],
          ['good', 'end', { outcome: 'good' }],
        ],
        ['start → each', 'make → check', 'check → made', 'each → good'],
      ),
    )
    bench.start()
    bench.done('make')
    sendBack(bench, 'cy', 'make')
    expect(bench.at()).toEqual(['each', 'each', 'each', 'make', 'make'])
    for (const node of ['make', 'make', 'check', 'check']) bench.done(node)
    expect(bench.state.outcome).toBe('good')
  })

  it('to before the split ends every branch', () => {
    const bench = parallel()
    goOn(bench, 'al', 'bo')
    sendBack(bench, 'amy', 'first')
    expect(bench.at()).toEqual(['first'])
    expect(bench.state.scopes.root?.taken).toEqual({})
    goOn(bench, 'fay', 'al', 'amy', 'bo', 'lu')
    expect(bench.state.outcome).toBe('good')
  })

  it('does not lead into a branch whose others are through, nor across', () => {
    const bench = parallel()
    goOn(bench, 'al')
    expect(targets(bench, 'amy')).toEqual(['a1', 'first', 'start'])
    expect(targets(bench, 'bo')).toEqual(['first', 'start'])
    goOn(bench, 'amy', 'bo')
    expect(targets(bench, 'lu')).toEqual(['first', 'start'])
  })

  it('does not lead behind a join that has gone on with the first of its branches', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['split', 'parallel-gateway'],
          ['a', 'handle', write('al')],
          ['b', 'handle', write('bo')],
          ['c', 'handle', write('cy')],
          ['two', 'complex-gateway', { count: 2 }],
          ['last', 'handle', write('lu')],
          ['good', 'end'],
        ],
        ['start → split', 'split → a', 'split → b', 'split → c', 'a → two', 'b → two', 'c → two', 'two → last', 'last → good'],
      ),
    )
    bench.start()
    bench.done('a')
    bench.done('b')
    expect(targets(bench, 'lu')).toEqual(['start'])
    sendBack(bench, 'lu', 'start')
    for (const node of ['start', 'c', 'a']) bench.done(node)
    expect(bench.at()).toEqual(['b', 'last'])
  })

  it('does not come straight back into branches that begin after the step it was sent to', () => {
    const bench = parallel()
    goOn(bench, 'al')
    sendBack(bench, 'amy', 'first', 'direct')
    goOn(bench, 'fay')
    expect(bench.at().sort()).toEqual(['a1', 'b1'])
  })

  it('comes straight back over branches that begin and end between', () => {
    const bench = parallel()
    goOn(bench, 'al', 'amy', 'bo')
    sendBack(bench, 'lu', 'first', 'direct')
    goOn(bench, 'fay')
    expect(bench.at()).toEqual(['last'])
  })
})

describe('拿回: taking back', () => {
  const takeBack = (bench: Bench, person: string) => {
    const mine = Object.values(bench.state.tasks).filter((task) => task.by === person && !task.isVoid)
    return bench.act({ type: 'withdraw-task', task: mine.at(-1)?.id ?? '', actor: person, reason: 'a slip' })
  }

  it('opens a vote again while the node is not through', () => {
    const bench = chain()
    goOn(bench, 'bo')
    takeBack(bench, 'bo')
    expect(asked(bench)).toEqual(['bo', 'cy'])
    goOn(bench, 'cy')
    expect(bench.at()).toEqual(['one'])
    goOn(bench, 'bo')
    expect(bench.at()).toEqual(['two'])
  })

  it('brings the token back, and keeps what the others said', () => {
    const bench = chain()
    goOn(bench, 'bo', 'cy')
    const { effects } = takeBack(bench, 'cy')
    expect(bench.at()).toEqual(['one'])
    expect(asked(bench)).toEqual(['cy'])
    const { id: element } = bench.element('one')
    const kept = Object.values(bench.state.tasks).find((task) => task.by === 'bo')
    expect(effects).toContainEqual({ type: 'task.change', task: kept?.id, element })
    goOn(bench, 'cy')
    expect(bench.at()).toEqual(['two'])
  })

  it('asks again those whom the result had made needless', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['one', 'approve', sign(['bo', 'cy'], { mode: 'any' })],
          ['two', 'approve', sign(['di'])],
          ['good', 'end'],
        ],
        ['start → one', 'one → two', 'two → good'],
      ),
    )
    bench.start()
    goOn(bench, 'bo')
    takeBack(bench, 'bo')
    expect(asked(bench)).toEqual(['bo', 'cy'])
    goOn(bench, 'cy')
    expect(bench.at()).toEqual(['two'])
  })

  it('takes the turn back from the next one of a sequence', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['one', 'approve', sign(['bo', 'cy'], { mode: 'sequence' })],
          ['good', 'end'],
        ],
        ['start → one', 'one → good'],
      ),
    )
    bench.start()
    goOn(bench, 'bo')
    takeBack(bench, 'bo')
    expect(asked(bench)).toEqual(['bo'])
    goOn(bench, 'bo', 'cy')
    expect(bench.state.status).toBe('ended')
  })

  it('still leads straight back to whoever had sent it, when it is done again', () => {
    const bench = chain()
    goOn(bench, 'bo', 'cy', 'di')
    sendBack(bench, 'ed', 'one', 'direct')
    goOn(bench, 'bo', 'cy')
    expect(bench.at()).toEqual(['three'])
    takeBack(bench, 'cy')
    goOn(bench, 'cy')
    takeBack(bench, 'cy')
    goOn(bench, 'cy')
    expect(bench.at()).toEqual(['three'])
  })

  it('stops the clock of whoever has lost the turn', () => {
    const late = { dueHours: 4, timeouts: [{ id: 'late', afterHours: 8, do: 'approve' }] }
    const bench = signing({ approvers: people('bo', 'cy'), mode: 'sequence', ...late })
    goOn(bench, 'bo')
    takeBack(bench, 'bo')
    const waiting = () => Object.values(bench.state.tasks).find((task) => task.candidates.includes('cy'))
    expect(waiting()).toMatchObject({ status: 'waiting' })
    expect(waiting()?.dueAt).toBeUndefined()
    bench.now += 3_600_000
    goOn(bench, 'bo')
    expect(waiting()).toMatchObject({ status: 'open', dueAt: '2026-11-22T13:00:02.000Z' })
    bench.untilNextTimer()
    expect(new Date(bench.now).toISOString()).toBe('2026-11-22T17:00:02.000Z')
    expect(bench.state.status).toBe('ended')
  })

  it('lets the time of whoever had added the signer run on', () => {
    const bench = signing({ approvers: people('bo'), timeouts: [{ id: 'late', afterHours: 8, do: 'approve' }] })
    bench.act({ type: 'add-signers', task: bench.mine('bo').id, actor: 'bo', where: 'before', people: ['zoe'] })
    goOn(bench, 'zoe')
    takeBack(bench, 'zoe')
    expect(asked(bench)).toEqual(['zoe'])
    bench.untilNextTimer()
    expect(bench.state.outcome).toBe('good')
  })

  it('is too late once somebody has acted on what followed', () => {
    const bench = chain()
    goOn(bench, 'bo', 'cy', 'di')
    expect(refused(() => takeBack(bench, 'cy'))).toBe('flow.withdraw.too-late')
  })

  it('is refused once something has left the engine', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['one', 'approve', sign(['bo'])],
          ['mail', 'run-action', { action: 'send', input: {} }],
          ['two', 'approve', sign(['di'])],
          ['good', 'end'],
        ],
        ['start → one', 'one → mail', 'mail → two', 'two → good'],
      ),
    )
    bench.start()
    goOn(bench, 'bo')
    expect(refused(() => takeBack(bench, 'bo'))).toBe('flow.withdraw.outside')
  })

  it('cannot undo a rejection that has sent everything back', () => {
    const bench = chain({ rejection: 'return', rejectTo: 'node', rejectNode: 'one' })
    goOn(bench, 'bo', 'cy', 'di')
    says(bench, 'ed', 'rejected')
    expect(bench.at()).toEqual(['one'])
    expect(refused(() => takeBack(bench, 'ed'))).toBe('flow.withdraw.too-late')
  })

  it('is for whoever acted, where the process allows it', () => {
    const bench = chain()
    goOn(bench, 'bo')
    const { id = '' } = Object.values(bench.state.tasks).find((task) => task.by === 'bo') ?? {}
    expect(refused(() => bench.act({ type: 'withdraw-task', task: id, actor: 'cy' }))).toBe('flow.task.not-yours')
    expect(offers(bench, id, 'bo')).toEqual(['withdraw'])
    bench.process.document.policies = { withdraw: false }
    expect(refused(() => bench.act({ type: 'withdraw-task', task: id, actor: 'bo' }))).toBe('flow.operation.not-allowed')
  })

  it('is refused for one visit of a loop that is over', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['each', 'approve', sign(['bo']), { loop: { kind: 'sequential', over: 2 } }],
          ['next', 'approve', sign(['di'])],
          ['good', 'end'],
        ],
        ['start → each', 'each → next', 'next → good'],
      ),
    )
    bench.start()
    goOn(bench, 'bo', 'bo')
    expect(refused(() => takeBack(bench, 'bo'))).toBe('flow.withdraw.too-late')
  })

  it('is refused where a join has used up what came from another branch', () => {
    const bench = parallel()
    goOn(bench, 'al', 'amy', 'bo')
    expect(bench.at()).toEqual(['last'])
    expect(refused(() => takeBack(bench, 'bo'))).toBe('flow.withdraw.too-late')
  })
})
