import type { JsonObject } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { Bench } from '../testing/bench.ts'
import { processOf } from '../testing/build.ts'
import { asked, refused, says, signing } from '../testing/signing.ts'

const people = (...names: string[]) => ({ kind: 'people', people: names })
const late = (more: JsonObject) => ({ timeouts: [{ id: 'late', afterHours: 24, ...more }] })
const reminders = (bench: Bench) => bench.effects.flatMap((effect) => (effect.type === 'remind' ? [effect.people] : []))
const timers = (bench: Bench) =>
  Object.values(bench.state.elements).flatMap(({ timers: own = {} }) => Object.values(own).map(({ dueAt }) => dueAt))

describe('a task that nobody deals with in time', () => {
  it('is brought to mind as often as it says, by person', () => {
    const bench = signing({ approvers: people('bo'), ...late({ do: 'remind', times: 3, everyHours: 8 }) })
    const due: string[] = []
    for (let round = 0; round < 3; round += 1) {
      due.push(...timers(bench))
      bench.untilNextTimer()
    }
    expect(due).toEqual(['2026-11-23T08:00:00.000Z', '2026-11-23T16:00:00.000Z', '2026-11-24T00:00:00.000Z'])
    expect(reminders(bench)).toEqual([['bo'], ['bo'], ['bo']])
    expect(timers(bench)).toEqual([])
  })

  it('is approved or rejected by the clock, with words that say so', () => {
    const approved = signing({ approvers: people('bo'), ...late({ do: 'approve' }) })
    approved.untilNextTimer()
    expect(approved.state.outcome).toBe('good')
    const [task] = Object.values(approved.state.tasks)
    expect(task).toMatchObject({ status: 'done', outcome: 'approved', reason: 'timeout', opinion: '已超时，按规则自动处理。' })
    expect(task?.by).toBeUndefined()
    const rejected = signing({ ...late({ do: 'reject' }) })
    rejected.untilNextTimer()
    expect(rejected.state.outcome).toBe('bad')
  })

  it('counts for each task, not for the node', () => {
    const bench = signing({ ...late({ do: 'approve' }) })
    says(bench, 'bo', 'approved')
    bench.untilNextTimer()
    expect(asked(bench)).toEqual(['di'])
    expect(bench.state.status).toBe('running')
  })

  it('goes to others, or to the leader of whoever has it', () => {
    const given = signing({ approvers: people('bo'), ...late({ do: 'transfer', to: people('zoe') }) })
    given.untilNextTimer()
    expect(asked(given)).toEqual(['zoe'])
    expect(given.mine('zoe').insteadOf).toBe('bo')
    const led = signing({ approvers: people('bo'), ...late({ do: 'escalate', levels: 2 }) }, { leaders: { bo: ['li', 'mo'] } })
    led.untilNextTimer()
    expect(asked(led)).toEqual(['mo'])
  })

  it('stays with whoever has it, who is told, when there is nobody to give it to', () => {
    const bench = signing({ approvers: people('bo'), ...late({ do: 'escalate' }) })
    bench.untilNextTimer()
    expect(asked(bench)).toEqual(['bo'])
    expect(reminders(bench)).toEqual([['bo']])
  })

  it('goes back', () => {
    const bench = signing({ ...late({ do: 'return', to: 'start' }) })
    bench.untilNextTimer()
    expect(asked(bench)).toEqual(['ann'])
  })

  it('loses the race once somebody has dealt with it', () => {
    const bench = signing({ approvers: people('bo', 'cy'), ...late({ do: 'reject' }) })
    const [element] = Object.values(bench.state.elements)
    const [timer = ''] = Object.keys(element?.timers ?? {})
    says(bench, 'bo', 'approved')
    const { events } = bench.act({ type: 'timer', element: element?.id ?? '', timer })
    expect(events.map((event) => event.type)).toEqual(['command.accepted'])
    expect(asked(bench)).toEqual(['cy'])
  })

  it('keeps its time while an opinion is asked for, and tells whoever is asked', () => {
    const bench = signing({ approvers: people('bo'), timeouts: [{ id: 'nudge', afterHours: 24, do: 'remind' }] })
    bench.act({ type: 'delegate-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe' })
    bench.untilNextTimer()
    expect(reminders(bench)).toEqual([['zoe']])
  })

  it('counts in a sequence from its own turn', () => {
    const bench = signing({ mode: 'sequence', ...late({ do: 'approve' }) })
    bench.now += 3_600_000
    says(bench, 'bo', 'approved')
    expect(timers(bench)).toEqual(['2026-11-23T09:00:00.000Z'])
  })
})

describe('work that nobody does in time', () => {
  const working = (more: JsonObject) => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['work', 'handle', { assignees: people('bo'), ...more }],
          ['good', 'end', { outcome: 'good' }],
        ],
        ['start → work', 'work → good'],
      ),
    )
    bench.start()
    return bench
  }

  it('is done with one of its outcomes', () => {
    const bench = working(late({ do: 'complete', outcome: 'done' }))
    bench.untilNextTimer()
    expect(bench.state.outcome).toBe('good')
  })

  it('cannot be approved, nor done with an outcome it does not have', () => {
    expect(() => working(late({ do: 'approve' }))).toThrow('flow.timeout.unfit')
    expect(() => working(late({ do: 'complete', outcome: 'maybe' }))).toThrow('flow.timeout.unfit')
  })

  it('is for nobody: goes on by itself where the rule says so', () => {
    const bench = working({ assignees: { kind: 'role', role: 'none' }, empty: 'pass' })
    expect(bench.state.outcome).toBe('good')
    expect(Object.values(bench.state.tasks)[0]).toMatchObject({ status: 'done', outcome: 'done', reason: 'empty' })
  })

  it('can be handed on and asked about, but nobody is added to it', () => {
    const bench = working({})
    const task = bench.mine('bo').id
    expect(refused(() => bench.act({ type: 'add-signers', task, actor: 'bo', where: 'beside', people: ['ed'] }))).toBe(
      'flow.operation.not-allowed',
    )
    bench.act({ type: 'delegate-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe' })
    says(bench, 'zoe', 'given', 'like this')
    bench.act({ type: 'transfer-task', task: bench.mine('bo').id, actor: 'bo', to: 'yan' })
    bench.complete(bench.mine('yan'), 'done')
    expect(bench.state.outcome).toBe('good')
  })
})
