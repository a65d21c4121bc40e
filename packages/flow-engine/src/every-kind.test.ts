import { AppError, type JsonValue } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { apply } from './apply.ts'
import type { FlowCommand } from './command.ts'
import type { FlowEffect } from './effect.ts'
import type { FlowEvent } from './event.ts'
import { planMigration } from './plan-migration.ts'
import { type InstanceState, initialState, rootScope } from './state.ts'
import { allMoves } from './testing/all-moves.ts'
import { Bench } from './testing/bench.ts'
import { anyBlock, drawn } from './testing/random-process.ts'
import { isWaiting } from './waits.ts'

const long = process.env.LONG !== undefined
const runs = long ? 3_000 : 120

vi.setConfig({ testTimeout: long ? 1_800_000 : 60_000 })

const scenario = fc.record({
  root: anyBlock,
  pick: fc.integer({ min: 0, max: 2 }),
  moves: fc.array(fc.nat(), { minLength: 4, maxLength: 25 }),
})

const begun = (root: Parameters<typeof drawn>[0], pick: number, prefix = 'n'): Bench => {
  const bench = new Bench(drawn(root, prefix), { world: { values: { pick, phone: '1' } }, ids: `${prefix}_` })
  bench.start()
  return bench
}

/** Makes one of the moves that are possible; undefined when there is none. */
function move(bench: Bench, which: number): FlowCommand | undefined {
  const possible = allMoves(bench.state)
  const chosen = possible[which % Math.max(1, possible.length)]
  if (!chosen) return undefined
  const command = { ...chosen, requestId: bench.requestId() } as FlowCommand
  bench.now += 60_000
  bench.send(command)
  return command
}

/** Every token put on a flow is used up, thrown away or still there; every visit begun is over or active. */
function balance(events: readonly FlowEvent[], state: InstanceState) {
  const there = Object.values(state.scopes).flatMap((scope) => Object.values(scope.taken))
  let tokens = -there.reduce((sum, count) => sum + count, 0)
  let visits = -Object.keys(state.elements).length
  const open = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'flow.taken') tokens += 1
    if (event.type === 'flow.taken') open.set(event.scope, (open.get(event.scope) ?? 0) + 1)
    if (event.type === 'element.entered') {
      tokens -= event.consumes.length
      visits += 1
      open.set(event.scope, (open.get(event.scope) ?? 0) - event.consumes.length)
    }
    if (event.type === 'element.left') visits -= 1
    if (event.type === 'flows.dropped') {
      const dropped = event.flows?.length ?? open.get(event.scope) ?? 0
      tokens -= dropped
      open.set(event.scope, (open.get(event.scope) ?? 0) - dropped)
    }
  }
  return { tokens, visits }
}

/** Whatever was opened outside and is not closed is what the state still waits for. */
function expectNoGhosts(effects: readonly FlowEffect[], events: readonly FlowEvent[], state: InstanceState): void {
  const keys = <T extends FlowEffect['type']>(type: T, key: (effect: Extract<FlowEffect, { type: T }>) => string) =>
    effects.flatMap((effect) => (effect.type === type ? key(effect as Extract<FlowEffect, { type: T }>) : []))
  const rest = (opened: string[], ...closed: string[][]) => {
    const gone = closed.flat()
    return opened.filter((key) => !gone.includes(key)).sort()
  }
  const elements = Object.values(state.elements)
  const stopped = keys('job.cancel', ({ key }) => key)
  const fired = events.flatMap((event) => (event.type === 'timer.fired' ? (event.key ?? '') : []))
  expect(
    rest(
      keys('job', ({ key }) => key),
      stopped,
      fired,
    ),
  ).toEqual(elements.flatMap(({ timers = {} }) => Object.keys(timers)).sort())
  // Listening again under the same key is listening.
  const listening = new Set<string>()
  for (const effect of effects) {
    if (effect.type === 'subscribe') listening.add(effect.key)
    else if (effect.type === 'unsubscribe') listening.delete(effect.key)
  }
  expect([...listening].sort()).toEqual(elements.flatMap(({ subscriptions = {} }) => Object.keys(subscriptions)).sort())
  const over = events.flatMap((event) => (event.type === 'call.over' ? `call:${event.element}` : []))
  expect(
    rest(
      keys('call', ({ key }) => key),
      keys('call.cancel', ({ key }) => key),
      over,
    ),
  ).toEqual(elements.flatMap(({ child }) => child ?? []).sort())
  const open = Object.values(state.tasks).filter((task) => task.status === 'open')
  expect(
    rest(
      keys('task.open', ({ task }) => task.id),
      keys('task.close', ({ task }) => task),
    ),
  ).toEqual(open.map((task) => task.id).sort())
  const raised = keys('incident.open', ({ key }) => key).length - keys('incident.close', ({ key }) => key).length
  expect(raised).toBe(elements.filter(({ incident }) => incident).length)
  for (const task of open) expect(state.elements[task.element]).toBeDefined()
}

/** Every element stands in a scope that lives, every scope inside of an element that does; each waits for something of its own. */
function expectSound(state: InstanceState): void {
  if (state.status !== 'running') {
    expect(state.elements).toEqual({})
    return
  }
  for (const [id, scope] of Object.entries(state.scopes)) {
    if (id === rootScope) continue
    const holder = state.elements[scope.element ?? '']
    expect(holder?.id).toBe(id)
    expect(holder?.scope).toBe(scope.parent)
  }
  for (const element of Object.values(state.elements)) {
    expect(state.scopes[element.scope]).toBeDefined()
    const { [element.id]: inside, ...scopes } = state.scopes
    const isHeld = Object.values(state.elements).some((other) => other.scope === element.id)
    expect(isHeld || isWaiting({ ...state, scopes }, element), `${element.node} waits for nothing${inside ? ' inside' : ''}`).toBe(true)
  }
  expect(allMoves(state).length).toBeGreaterThan(0)
}

/** Keys in the order PostgreSQL's jsonb keeps them. */
function asStored<T>(value: T): T {
  const sorted = (item: JsonValue): JsonValue => {
    if (Array.isArray(item)) return item.map(sorted)
    if (item === null || typeof item !== 'object') return item
    const names = Object.keys(item).sort((one, other) => one.length - other.length || (one < other ? -1 : 1))
    return Object.fromEntries(names.map((name) => [name, sorted(item[name] ?? null)]))
  }
  return sorted(JSON.parse(JSON.stringify(value))) as T
}

describe('processes of every kind of node', () => {
  it('lose no token, double none, always wait for something, and leave nothing behind', () => {
    fc.assert(
      fc.property(scenario, ({ root, pick, moves }) => {
        const bench = begun(root, pick)
        for (const which of moves) {
          if (!move(bench, which)) break
          expect(balance(bench.events, bench.state)).toEqual({ tokens: 0, visits: 0 })
          expectSound(bench.state)
        }
        expectNoGhosts(bench.effects, bench.events, bench.state)
        expect(bench.events.reduce(apply, initialState())).toEqual(bench.state)
      }),
      { numRuns: runs },
    )
  })

  it('come to their end when everything they wait for happens', () => {
    fc.assert(
      fc.property(anyBlock, fc.integer({ min: 0, max: 2 }), (root, pick) => {
        const bench = begun(root, pick)
        // Tasks are completed with their first outcome, which leaves every loop; what is brought goes to the innermost who listens.
        for (let left = 400; left > 0 && bench.state.status === 'running'; left -= 1) {
          const possible = allMoves(bench.state)
          const other = possible.findIndex(({ type }) => type !== 'deliver')
          move(bench, other < 0 ? possible.length - 1 : other)
        }
        expect(bench.state).toMatchObject({ status: 'ended', elements: {}, scopes: {} })
      }),
      { numRuns: runs },
    )
  })

  it('restarted after every step, from what is stored, end in the same state with the same effects', () => {
    fc.assert(
      fc.property(scenario, ({ root, pick, moves }) => {
        const steady = begun(root, pick)
        const restarted = begun(root, pick)
        for (const which of moves) {
          const fresh = begun(root, pick)
          fresh.state = asStored(restarted.state)
          fresh.world.values = { ...restarted.world.values }
          restarted.state = fresh.state
          const command = move(steady, which)
          if (!command) break
          restarted.now += 60_000
          restarted.requestId()
          restarted.send(command)
          expect(restarted.state).toEqual(steady.state)
        }
        expect(restarted.effects).toEqual(steady.effects)
      }),
      { numRuns: runs / 2 },
    )
  })

  it('leave no ghost when somebody jumps anywhere', () => {
    fc.assert(
      fc.property(scenario, fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }), ({ root, pick, moves }, jumps) => {
        const bench = begun(root, pick)
        for (const [index, which] of moves.entries()) {
          if (!move(bench, which)) break
          const jump = jumps[index]
          const elements = Object.keys(bench.state.elements)
          const nodes = Object.values(bench.process.nodes).filter(
            ({ type, document }) => !type.attaches && !type.begins && !bench.process.nodes[document.id]?.type.linked,
          )
          if (!jump || elements.length === 0) continue
          const from = elements[jump[0] % elements.length] ?? ''
          const to = nodes[jump[1] % nodes.length]?.document.id ?? ''
          try {
            bench.send({ type: 'jump', requestId: bench.requestId(), actor: 'admin', elements: [from], to, reason: '' })
          } catch (error) {
            // Into the middle of a loop.
            if (!(error instanceof AppError)) throw error
          }
          expectSound(bench.state)
          expect(balance(bench.events, bench.state)).toEqual({ tokens: 0, visits: 0 })
          if (bench.state.status !== 'running') break
        }
        expectNoGhosts(bench.effects, bench.events, bench.state)
      }),
      { numRuns: runs },
    )
  })

  it('go on under another version as if nothing had happened', () => {
    fc.assert(
      fc.property(scenario, fc.nat({ max: 12 }), ({ root, pick, moves }, when) => {
        const before = begun(root, pick)
        for (const which of moves.slice(0, when)) if (!move(before, which)) return
        const after = begun(root, pick, 'm')
        const renamed = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, id.replace(/^n/, 'm')]))
        const nodes = renamed(Object.keys(before.process.nodes))
        const plan = planMigration(before.process, after.process, before.state, { nodes })
        expect(plan.problems).toEqual([])
        after.state = before.state
        after.world.values = { ...before.world.values }
        for (const id of before.state.requests) if (id.startsWith('q')) after.requestId()
        after.events.splice(0, after.events.length, ...before.events)
        after.effects.splice(0, after.effects.length, ...before.effects)
        if (before.state.status === 'running') after.send({ type: 'migrate', requestId: 'm', actor: 'admin', to: 2, nodes, flows: {} })
        expectSound(after.state)
        for (const which of moves.slice(when)) {
          const [one, other] = [move(before, which), move(after, which)]
          expect(other?.type).toBe(one?.type)
          expect(after.at().map((node) => node.replace(/^m/, 'n'))).toEqual(before.at())
        }
        expectNoGhosts(after.effects, after.events, after.state)
      }),
      { numRuns: runs / 2 },
    )
  })
})
