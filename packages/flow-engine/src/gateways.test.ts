import { describe, expect, it } from 'vitest'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

const handle = { assignees: { kind: 'people', people: ['ann', 'ben'] } }

describe('a condition node', () => {
  const split = (values: { urgency: string; level: number }) => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['split', 'exclusive-gateway'],
          ['a', 'handle', handle],
          ['b', 'handle', handle],
          ['c', 'handle', handle],
          ['end', 'end'],
        ],
        [
          'start → split',
          ['split → a', { default: true }],
          ['split → b', { when: { '==': [{ var: 'urgency' }, 'high'] } }],
          ['split → c', { when: { '>': [{ var: 'level' }, 1] } }],
          'a → end',
          'b → end',
          'c → end',
        ],
      ),
      { world: { values } },
    )
    bench.start()
    return bench.at()
  }

  it('takes the first flow whose condition holds, whatever the place of the default', () => {
    expect(split({ urgency: 'high', level: 2 })).toEqual(['b'])
    expect(split({ urgency: 'low', level: 2 })).toEqual(['c'])
  })

  it('takes the default when none holds', () => {
    expect(split({ urgency: 'low', level: 0 })).toEqual(['a'])
  })
})

describe('parallel branches', () => {
  const fork = (end: { terminate: boolean } = { terminate: false }) =>
    new Bench(
      processOf(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['a', 'handle', handle],
          ['b', 'handle', handle],
          ['join', 'parallel-gateway'],
          ['after', 'handle', handle],
          ['end', 'end', end],
        ],
        ['start → fork', 'fork → a', 'fork → b', 'a → join', 'b → join', 'join → after', 'after → end'],
      ),
    )

  it('are all open at once and joined when the last has come, in any order', () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const bench = fork()
      bench.start()
      expect(bench.at()).toEqual(['a', 'b'])
      bench.complete(bench.task(order[0] ?? ''), 'done')
      expect(bench.at()).toEqual([order[1]])
      bench.complete(bench.task(order[1] ?? ''), 'done')
      expect(bench.at()).toEqual(['after'])
    }
  })

  it('end the instance only with the last of them', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['a', 'handle', handle],
          ['b', 'handle', handle],
          ['end', 'end', { outcome: 'both' }],
        ],
        ['start → fork', 'fork → a', 'fork → b', 'a → end', 'b → end'],
      ),
    )
    bench.start()
    bench.complete(bench.task('a'), 'done')
    expect(bench.state.status).toBe('running')
    bench.complete(bench.task('b'), 'done')
    expect(bench.state).toMatchObject({ status: 'ended', outcome: 'both' })
  })

  it('are all ended by an end that terminates', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['a', 'handle', handle],
          ['b', 'confirm', { sendTo: 'phone', assumeAfterDays: 3 }],
          ['stop', 'end', { outcome: 'refused', terminate: true }],
          ['end', 'end'],
        ],
        ['start → fork', 'fork → a', 'fork → b', 'a → stop', 'b → end'],
      ),
    )
    bench.start()
    const { effects } = bench.complete(bench.task('a'), 'done')
    expect(effects.map((effect) => effect.type)).toEqual(['task.close', 'job.cancel', 'instance.end'])
    expect(bench.state).toMatchObject({ status: 'ended', outcome: 'refused', elements: {} })
  })
})

describe('a customer who does not answer', () => {
  const asking = () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['confirm', 'confirm', { sendTo: 'phone', assumeAfterDays: 7, setOnComplete: { answer: { var: '$outcome' } } }],
          ['end', 'end'],
        ],
        ['start → confirm', 'confirm → end'],
      ),
    )
    bench.start()
    return { bench, element: Object.keys(bench.state.elements)[0] ?? '' }
  }

  it('counts as content after the days set', () => {
    const { bench, element } = asking()
    expect(bench.effects).toContainEqual({
      type: 'job',
      key: `timer:${element}`,
      kind: 'flow.timer',
      dueAt: '2026-11-29T08:00:00.000Z',
      payload: { element },
    })
    bench.send({ type: 'timer', requestId: 't', element })
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'element.left', node: 'confirm', outcome: 'assumed' }))
    expect(bench.state.status).toBe('ended')
  })

  it('makes the timer harmless by answering first', () => {
    const { bench, element } = asking()
    const { effects } = bench.answer('confirmed')
    expect(effects).toContainEqual({ type: 'job.cancel', key: `timer:${element}` })
    expect(bench.world.values.answer).toBe('confirmed')
    expect(bench.send({ type: 'timer', requestId: 'late', element }).effects).toEqual([])
  })
})

describe('a countersignature of which one is enough', () => {
  const groups = ['tech', 'finance', 'appliance'].map((team) => ({ id: team, label: {}, assignees: { kind: 'team', team, pick: 'all' } }))
  const signing = (rejectRule: string) => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['sign', 'approve', { groups, mode: 'any', rejectRule, opinionOnReject: false }],
          ['good', 'end', { outcome: 'good' }],
          ['bad', 'end', { outcome: 'bad' }],
        ],
        ['start → sign', 'sign:approved → good', 'sign:rejected → bad'],
      ),
    )
    bench.start()
    return bench
  }

  it('passes with the first approval', () => {
    const bench = signing('first')
    bench.complete(bench.task('sign', 'finance'), 'approved')
    expect(bench.state.outcome).toBe('good')
  })

  it('falls with the first rejection, or only with all of them', () => {
    const first = signing('first')
    first.complete(first.task('sign', 'tech'), 'rejected')
    expect(first.state.outcome).toBe('bad')
    const all = signing('all')
    all.complete(all.task('sign', 'tech'), 'rejected')
    all.complete(all.task('sign', 'finance'), 'rejected')
    expect(all.state.status).toBe('running')
    all.complete(all.task('sign', 'appliance'), 'rejected')
    expect(all.state.outcome).toBe('bad')
  })

  it('asks for the people of all groups at once', () => {
    const bench = signing('first')
    expect(bench.asked[0]).toEqual(['tech', 'finance', 'appliance'].map((team) => ({ type: 'team-members', team })))
    expect(bench.asked.map((round) => round.map((fact) => fact.type))[1]).toEqual(['stand-ins', 'stand-ins', 'stand-ins'])
  })
})
