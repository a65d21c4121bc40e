import { AppError, type JsonObject } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../apply.ts'
import type { FlowEffect } from '../effect.ts'
import { operationsOn } from '../operations-on.ts'
import { initialState } from '../state.ts'
import { Bench } from '../testing/bench.ts'
import { processOf } from '../testing/build.ts'

const people = (...names: string[]) => ({ kind: 'people', people: names })
const sign = (names: string[], more: JsonObject = {}): JsonObject => ({
  approvers: people(...names),
  opinionOnReturn: false,
  opinionOnReject: false,
  ...more,
})

/** Branches side by side, a sub-process, a wait for a message, timers of tasks and on a border, ways back by rejection. */
const document = processOf(
  [
    ['start', 'start'],
    ['write', 'handle', { assignees: people('wu'), opinionOnReturn: false }],
    ['again', 'exclusive-gateway'],
    ['split', 'parallel-gateway'],
    [
      'a1',
      'approve',
      sign(['al', 'amy'], { mode: 'sequence', rejection: 'return', rejectTo: 'node', rejectNode: 'write', resubmit: 'direct' }),
    ],
    [
      'a2',
      'approve',
      sign(['ava'], { rejection: 'return', rejectTo: 'previous', timeouts: [{ id: 'late', afterHours: 8, do: 'approve' }] }),
    ],
    ['b1', 'approve', sign(['bo', 'bea', 'ben'], { mode: 'vote', passShare: 50, rejection: 'return' })],
    ['paid', 'receive-message', { message: 'paid' }],
    ['join', 'parallel-gateway'],
    ['box', 'sub-process'],
    ['inner1', 'handle', { assignees: people('ida'), opinionOnReturn: false }, { parent: 'box' }],
    ['inner2', 'approve', sign(['ivy'], { rejection: 'return' }), { parent: 'box' }],
    ['inner_end', 'end', {}, { parent: 'box' }],
    ['late', 'boundary-timer', { after: 'PT20H', interrupting: true }, { attachedTo: 'box' }],
    ['last', 'approve', sign(['lu'], { timeouts: [{ id: 'nudge', afterHours: 4, do: 'remind', times: 2 }] })],
    ['good', 'end', { outcome: 'good' }],
  ],
  [
    'start → write',
    'write → again',
    'again → split',
    'split → a1',
    'split → b1',
    'a1 → a2',
    'a2 → join',
    'b1 → paid',
    'paid → join',
    'join → box',
    'inner1 → inner2',
    'inner2 → inner_end',
    'box → last',
    'late → last',
    'last:approved → good',
    'last:rejected → again',
  ],
)

type Move = { who: number; what: number; where: number; direct: boolean }

const move = fc.record({ who: fc.nat(20), what: fc.nat(20), where: fc.nat(9), direct: fc.boolean() })
const helpers = ['zoe', 'yan', 'xia', 'wei', 'vic']

/** One thing somebody, the clock or the world does. What does not fit is refused and must change nothing. */
function play(bench: Bench, { who, what, where, direct }: Move): void {
  const unfinished = Object.values(bench.state.tasks).filter((task) => task.status === 'open' || task.status === 'waiting')
  const done = Object.values(bench.state.tasks).filter((task) => task.by !== undefined)
  bench.now += 60_000
  if (what === 20) {
    if (hasTimer(bench)) bench.untilNextTimer()
    return
  }
  if (what === 19) {
    deliver(bench)
    return
  }
  if (what >= 16) {
    const task = done[who % Math.max(done.length, 1)]
    if (task) bench.act({ type: 'withdraw-task', task: task.id, actor: task.by ?? '' })
    return
  }
  const task = unfinished[who % Math.max(unfinished.length, 1)]
  const [actor = ''] = task?.candidates ?? []
  if (!task) return
  const now = new Date(bench.now).toISOString()
  const offers = operationsOn(bench.process, bench.state, task.id, actor, now)
  const back = offers.find((offer) => offer.operation === 'return')
  const to = helpers[where % helpers.length] ?? ''
  if (what < 5) {
    const outcome = task.outcomes[what === 4 ? task.outcomes.length - 1 : 0]?.id ?? ''
    bench.act({ type: 'complete-task', task: task.id, actor, outcome, opinion: 'so' })
  } else if (what < 10) {
    const node = back?.operation === 'return' ? back.to[where % back.to.length]?.node : undefined
    if (node !== undefined) bench.act({ type: 'return-task', task: task.id, actor, to: node, resubmit: direct ? 'direct' : 'replay' })
  } else if (what === 10) bench.act({ type: 'transfer-task', task: task.id, actor, to })
  else if (what === 11) bench.act({ type: 'delegate-task', task: task.id, actor, to })
  else if (what === 12) bench.act({ type: 'remove-signers', task: task.id, actor, people: helpers })
  else {
    const place = (['before', 'after', 'beside'] as const)[what - 13] ?? 'beside'
    const mode = (['all', 'any', 'sequence'] as const)[where % 3] ?? 'all'
    bench.act({ type: 'add-signers', task: task.id, actor, where: place, people: [to], mode, starts: direct ? 'now' : 'approval' })
  }
}

const hasTimer = (bench: Bench) => Object.values(bench.state.elements).some((element) => element.timers !== undefined)

function deliver(bench: Bench): void {
  const element = Object.values(bench.state.elements).find((candidate) => candidate.subscriptions !== undefined)
  const [subscription] = Object.keys(element?.subscriptions ?? {})
  if (element && subscription !== undefined) bench.act({ type: 'deliver', element: element.id, subscription, payload: {} })
}

/** What the effects say is still to come, kept as a database would. */
function heldOutside(effects: readonly FlowEffect[], fired: ReadonlySet<string>) {
  const held = { tasks: new Set<string>(), jobs: new Set<string>(), listens: new Set<string>(), incidents: new Set<string>() }
  for (const effect of effects) {
    if (effect.type === 'task.open') held.tasks.add(effect.task.id)
    else if (effect.type === 'task.close') held.tasks.delete(effect.task)
    else if (effect.type === 'job') held.jobs.add(effect.key)
    else if (effect.type === 'job.cancel') held.jobs.delete(effect.key)
    else if (effect.type === 'subscribe') held.listens.add(effect.key)
    else if (effect.type === 'unsubscribe') held.listens.delete(effect.key)
    else if (effect.type === 'incident.open') held.incidents.add(effect.key)
    else if (effect.type === 'incident.close') held.incidents.delete(effect.key)
  }
  for (const key of fired) held.jobs.delete(key)
  return held
}

function noGhosts(bench: Bench): void {
  const { elements, tasks, scopes, status } = bench.state
  const active = Object.values(elements)
  const unfinished = Object.values(tasks).filter((task) => task.status === 'open' || task.status === 'waiting')
  for (const task of unfinished) expect(elements[task.element], `task ${task.id} of ${task.node} lies nowhere`).toBeDefined()
  for (const element of active) expect(scopes[element.scope], `${element.node} is in no scope`).toBeDefined()
  const fired = new Set(bench.events.flatMap((event) => (event.type === 'timer.fired' && event.key !== undefined ? [event.key] : [])))
  const held = heldOutside(bench.effects, fired)
  expect([...held.tasks].sort()).toEqual(unfinished.map((task) => task.id).sort())
  expect([...held.jobs].sort()).toEqual(active.flatMap((element) => Object.keys(element.timers ?? {})).sort())
  expect([...held.listens].sort()).toEqual(active.flatMap((element) => Object.keys(element.subscriptions ?? {})).sort())
  expect([...held.incidents]).toEqual([])
  if (status !== 'running') {
    expect([active, unfinished]).toEqual([[], []])
    return
  }
  const waits = unfinished.some((task) => task.status === 'open') || active.some((element) => element.subscriptions)
  expect(waits, 'it runs and nobody is waited for').toBe(true)
}

describe('whatever is sent back, taken back, added or handed on', () => {
  it('leaves no task, timer or subscription without its step, and can always be brought to its end', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const bench = new Bench(document)
        bench.start()
        for (const each of moves) {
          const before = bench.state
          try {
            if (bench.state.status === 'running') play(bench, each)
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            expect(bench.state).toBe(before)
          }
          noGhosts(bench)
        }
        for (let steps = 0; bench.state.status === 'running' && steps < 60; steps += 1) {
          const [task] = bench.openTasks()
          if (!task) deliver(bench)
          else
            bench.act({
              type: 'complete-task',
              task: task.id,
              actor: task.candidates[0] ?? '',
              outcome: task.outcomes[0]?.id ?? '',
              opinion: 'so',
            })
          noGhosts(bench)
        }
        expect(bench.state.status).toBe('ended')
        expect(bench.events.reduce(apply, initialState())).toEqual(bench.state)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
