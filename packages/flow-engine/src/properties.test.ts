import { AppError, type JsonObject } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { apply } from './apply.ts'
import { checkProcess } from './check-process.ts'
import type { ProcessDocument } from './document.ts'
import type { FlowEvent } from './event.ts'
import { nodeTypes } from './nodes/index.ts'
import { type InstanceState, initialState } from './state.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

const long = process.env.LONG !== undefined
const runs = long ? 5_000 : 250

vi.setConfig({ testTimeout: long ? 600_000 : 30_000 })

/** A piece of a process with one way in and one way out; nested at random it gives sound processes of any shape. */
type Block =
  | { kind: 'handle' | 'approve' | 'confirm' | 'update' }
  | { kind: 'sequence' | 'parallel' | 'choice'; parts: Block[] }
  | { kind: 'loop'; body: Block }

const block = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constantFrom('handle', 'approve', 'confirm', 'update') }) as fc.Arbitrary<Block>,
    fc.record({
      kind: fc.constantFrom('sequence', 'parallel', 'choice'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }) as fc.Arbitrary<Block>,
    fc.record({ kind: fc.constant('loop'), body: tie('block') }) as fc.Arbitrary<Block>,
  ),
})).block

/** Draws the blocks as nodes and flows. A loop's body goes back on "again", a choice looks at the record. */
function drawn(root: Block, terminate: boolean): ProcessDocument {
  const nodes: [string, string, JsonObject?][] = [['start', 'start']]
  const flows: Parameters<typeof processOf>[1] = []
  const add = (type: string, config?: JsonObject) => {
    const id = `n${nodes.length}`
    nodes.push([id, type, config])
    return id
  }
  /** Draws a block behind the node `from`; answers with the node that stands at its way out. */
  const draw = (part: Block, from: string): string => {
    const behind = (id: string) => {
      flows.push(`${from} → ${id}`)
      return id
    }
    switch (part.kind) {
      case 'handle':
        return behind(add('handle', { assignees: { kind: 'team', team: 'tech', pick: 'all' } }))
      case 'approve': {
        const groups = ['tech', 'finance'].map((team) => ({ id: team, label: {}, assignees: { kind: 'team', team, pick: 'all' } }))
        return behind(add('approve', { groups, mode: nodes.length % 2 ? 'any' : 'all', opinionOnReject: false }))
      }
      case 'confirm':
        return behind(add('confirm', { sendTo: 'phone', assumeAfterDays: 1 }))
      case 'update':
        return behind(add('update-record', { set: { step: nodes.length } }))
      case 'sequence':
        return part.parts.reduce((last, next) => draw(next, last), from)
      case 'parallel': {
        const fork = behind(add('parallel-gateway'))
        const ends = part.parts.map((branch) => draw(branch, fork))
        const join = add('parallel-gateway')
        flows.push(...ends.map((end) => `${end} → ${join}`))
        return join
      }
      case 'choice': {
        const split = behind(add('exclusive-gateway'))
        const merge = add('exclusive-gateway')
        part.parts.forEach((branch, index) => {
          const first = add('update-record', { set: { branch: index } })
          flows.push([`${split} → ${first}`, index === 0 ? { default: true } : { when: { '==': [{ var: 'pick' }, index] } }])
          flows.push(`${draw(branch, first)} → ${merge}`)
        })
        return merge
      }
      case 'loop': {
        const entry = behind(add('update-record', { set: { loop: true } }))
        const last = draw(part.body, entry)
        const outcomes = ['again', 'on'].map((id) => ({ id, label: {} }))
        const ask = add('handle', { assignees: { kind: 'initiator' }, outcomes })
        const on = add('update-record', { set: { loop: false } })
        flows.push(`${last} → ${ask}`, `${ask}:again → ${entry}`, `${ask}:on → ${on}`)
        return on
      }
    }
  }
  const last = draw(root, 'start')
  nodes.push(['end', 'end', { terminate }])
  flows.push(`${last} → end`)
  return processOf(nodes, flows)
}

const scenario = fc.record({
  document: fc.tuple(block, fc.boolean()).map(([root, terminate]) => drawn(root, terminate)),
  pick: fc.integer({ min: 0, max: 2 }),
  moves: fc.array(fc.record({ what: fc.nat(), how: fc.nat(), repeated: fc.boolean() }), { maxLength: 30 }),
})

/** Sends one thing that the instance waits for, chosen by the numbers. Answers with the command sent. */
function move(bench: Bench, what: number, how: number) {
  const tasks = bench.openTasks()
  const links = Object.values(bench.state.elements).filter((element) => element.link !== undefined)
  const waiting = [...tasks, ...links]
  const chosen = waiting[what % waiting.length]
  if (!chosen) return undefined
  const requestId = bench.requestId()
  if ('candidates' in chosen) {
    const { id } = chosen.outcomes[how % chosen.outcomes.length] ?? { id: '' }
    return { type: 'complete-task' as const, requestId, task: chosen.id, actor: chosen.candidates[0] ?? '', outcome: id }
  }
  if (how % 3 === 2) return { type: 'timer' as const, requestId, element: chosen.id }
  return { type: 'answer-link' as const, requestId, element: chosen.id, outcome: how % 2 ? 'confirmed' : 'rejected' }
}

function play(document: ProcessDocument, pick: number, moves: { what: number; how: number }[], after: (bench: Bench) => void): Bench {
  const bench = new Bench(document, { world: { values: { pick, phone: '1' } } })
  bench.start()
  after(bench)
  for (const { what, how } of moves) {
    const command = move(bench, what, how)
    if (!command) break
    bench.now += 60_000
    bench.send(command)
    after(bench)
  }
  return bench
}

/** Every token ever put on a flow, less those used up or thrown away, is still there; every visit begun is over or active. */
function balance(events: readonly FlowEvent[], state: InstanceState) {
  const taken = events.filter((event) => event.type === 'flow.taken').length
  const consumed = events.reduce((sum, event) => sum + (event.type === 'element.entered' ? event.consumes.length : 0), 0)
  const there = Object.values(state.scopes).reduce((sum, scope) => sum + Object.values(scope.taken).reduce((a, b) => a + b, 0), 0)
  const entered = events.filter((event) => event.type === 'element.entered').length
  const left = events.filter((event) => event.type === 'element.left').length
  return { tokens: taken - consumed - there, visits: entered - left - Object.keys(state.elements).length }
}

describe('whatever the process and whatever people do', () => {
  it('loses no token and doubles none', () => {
    fc.assert(
      fc.property(scenario, ({ document, pick, moves }) => {
        const isTerminated = document.nodes.items.end?.config.terminate === true
        play(document, pick, moves, (bench) => {
          const { tokens, visits } = balance(bench.events, bench.state)
          if (!isTerminated || bench.state.status === 'running') expect(tokens).toBe(0)
          expect(visits).toBe(0)
          const active = bench.at()
          expect(new Set(active).size).toBe(active.length)
          expect(bench.state.nodes.end?.visits ?? 0).toBe(bench.state.status === 'ended' ? 1 : 0)
        })
      }),
      { numRuns: runs },
    )
  })

  it('waits for somebody as long as it runs, and for nobody once it is over', () => {
    fc.assert(
      fc.property(scenario, ({ document, pick, moves }) => {
        play(document, pick, moves, ({ state }) => {
          const open = Object.values(state.tasks).filter((task) => task.status === 'open')
          const links = Object.values(state.elements).filter((element) => element.link !== undefined)
          if (state.status === 'running') expect(open.length + links.length).toBeGreaterThan(0)
          else expect([open, links, Object.keys(state.elements)]).toEqual([[], [], []])
          expect(open.every((task) => task.candidates.length > 0 && state.elements[task.element])).toBe(true)
        })
      }),
      { numRuns: runs },
    )
  })

  it('gives the snapshot when its events are replayed', () => {
    fc.assert(
      fc.property(scenario, ({ document, pick, moves }) => {
        const bench = play(document, pick, moves, () => {})
        expect(bench.events.reduce(apply, initialState())).toEqual(bench.state)
        expect(JSON.parse(JSON.stringify(bench.state))).toEqual(bench.state)
      }),
      { numRuns: runs },
    )
  })

  it('takes a repeated command for the same one, however late it comes', () => {
    fc.assert(
      fc.property(scenario, fc.nat(), ({ document, pick, moves }, late) => {
        const bench = new Bench(document, { world: { values: { pick, phone: '1' } } })
        bench.start()
        const sent = moves.flatMap(({ what, how }) => {
          const command = move(bench, what, how)
          if (command) bench.send(command)
          return command ?? []
        })
        const again = sent[late % sent.length]
        const before = bench.state
        if (again) expect(bench.send(again)).toEqual({ events: [], effects: [] })
        expect(bench.state).toBe(before)
      }),
      { numRuns: runs },
    )
  })

  it('opens and closes each task once, and tells storage the same', () => {
    fc.assert(
      fc.property(scenario, ({ document, pick, moves }) => {
        const bench = play(document, pick, moves, () => {})
        const opened = bench.effects.flatMap((effect) => (effect.type === 'task.open' ? effect.task.id : []))
        const closed = bench.effects.flatMap((effect) => (effect.type === 'task.close' ? effect.task : []))
        expect(new Set(opened).size).toBe(opened.length)
        expect(new Set(closed).size).toBe(closed.length)
        expect(opened.filter((id) => !closed.includes(id)).sort()).toEqual(
          bench
            .openTasks()
            .map((task) => task.id)
            .sort(),
        )
      }),
      { numRuns: runs },
    )
  })

  it('leaves no timer behind', () => {
    fc.assert(
      fc.property(scenario, ({ document, pick, moves }) => {
        const bench = play(document, pick, moves, () => {})
        const set = bench.effects.flatMap((effect) => (effect.type === 'job' ? effect.key : []))
        const cancelled = bench.effects.flatMap((effect) => (effect.type === 'job.cancel' ? effect.key : []))
        const fired = bench.events.flatMap((event) => (event.type === 'timer.fired' ? (event.key ?? []) : []))
        const live = Object.values(bench.state.elements).flatMap((element) => Object.keys(element.timers ?? {}))
        expect(set.filter((key) => !cancelled.includes(key) && !fired.includes(key)).sort()).toEqual(live.sort())
      }),
      { numRuns: runs },
    )
  })
})

describe('a process drawn without much sense', () => {
  const kinds = ['handle', 'update-record', 'exclusive-gateway', 'parallel-gateway', 'inclusive-gateway', 'complex-gateway'] as const
  const parts = fc.array(fc.record({ type: fc.constantFrom(...kinds), behind: fc.nat() }), { minLength: 1, maxLength: 7 })
  const arrows = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 })
  const config: { [type: string]: JsonObject } = {
    handle: { assignees: { kind: 'initiator' } },
    'update-record': { set: { a: 1 } },
    'complex-gateway': { count: 1 },
  }

  const choosing = ['exclusive-gateway', 'inclusive-gateway', 'complex-gateway']

  /** Every node hangs on an earlier one, those with no way out lead to the end; a few more arrows go anywhere. */
  function scribbled(types: { type: string; behind: number }[], more: [number, number][]): ProcessDocument {
    const end = types.length + 1
    const pairs: [number, number][] = types.map(({ behind }, index) => [behind % (index + 1), index + 1])
    pairs.push(...more.map(([from, to]): [number, number] => [from % end, 1 + (to % end)]))
    for (let id = 0; id < end; id += 1) if (!pairs.some(([from]) => from === id)) pairs.push([id, end])
    const flows = pairs.map(([from, to], index): [string, { default?: boolean; when?: JsonObject }] => {
      if (!choosing.includes(types[from - 1]?.type ?? '')) return [`n${from} → n${to}`, {}]
      const isFirst = pairs.findIndex((pair) => pair[0] === from) === index
      return [`n${from} → n${to}`, isFirst ? { default: true } : { when: { '==': [{ var: 'pick' }, index % 3] } }]
    })
    const inner = types.map(({ type }, index): [string, string, JsonObject?] => [`n${index + 1}`, type, config[type]])
    return processOf([['n0', 'start'], ...inner, [`n${end}`, 'end']], flows)
  }

  it('is found faulty by the check, or runs without ever getting stuck', () => {
    const seen = { sound: 0, joining: 0, faulty: 0 }
    fc.assert(
      fc.property(parts, arrows, fc.nat({ max: 2 }), fc.array(fc.nat(), { maxLength: 12 }), (types, more, pick, moves) => {
        const document = scribbled(types, more)
        const mistakes = checkProcess(document, { nodes: nodeTypes }).filter(({ severity }) => severity === 'error')
        if (mistakes.length > 0) {
          seen.faulty += 1
          return
        }
        seen.sound += 1
        const incoming = (id: string) => Object.values(document.flows.items).filter((flow) => flow.to === id).length
        if (types.some(({ type }, index) => type === 'parallel-gateway' && incoming(`n${index + 1}`) > 1)) seen.joining += 1
        try {
          play(
            document,
            pick,
            moves.map((what) => ({ what, how: what })),
            ({ state }) => expect(Object.values(state.elements).filter((element) => element.incident)).toEqual([]),
          )
        } catch (error) {
          // A loop of conditions is only warned of: whether it ends depends on the data.
          if (!(error instanceof AppError) || error.code !== 'flow.process.endless') throw error
        }
      }),
      { numRuns: runs * 4, seed: 7 },
    )
    expect(Math.min(seen.sound, seen.joining, seen.faulty)).toBeGreaterThan(20)
  })
})
