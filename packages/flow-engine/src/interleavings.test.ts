import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

vi.setConfig({ testTimeout: process.env.LONG === undefined ? 60_000 : 600_000 })

/** What is left to be done, told without tokens: the oracle that the engine is compared with. */
type Term = { task: string } | { sequence: Term[] } | { all: Term[] } | { some: { isTaken: boolean; of: Term }[] }

const nothing: Term = { all: [] }

/** Tasks that may be done next. */
function open(term: Term): string[] {
  if ('task' in term) return [term.task]
  if ('all' in term) return term.all.flatMap(open)
  if ('some' in term) return taken(term.some).flatMap(open)
  const first = term.sequence.find((part) => open(part).length > 0)
  return first ? open(first) : []
}

/** What is left once a task is done. */
function after(term: Term, task: string): Term {
  if ('task' in term) return term.task === task ? nothing : term
  if ('all' in term) return { all: term.all.map((part) => after(part, task)) }
  if ('some' in term) return { all: taken(term.some).map((part) => after(part, task)) }
  return { sequence: term.sequence.map((part) => after(part, task)) }
}

/** The ways whose condition holds; the first, which is the default, when none does. */
function taken(ways: { isTaken: boolean; of: Term }[]): Term[] {
  const some = ways.filter((way) => way.isTaken)
  return (some.length > 0 ? some : ways.slice(0, 1)).map((way) => way.of)
}

const term = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant({ task: '' }),
    fc.record({ sequence: fc.array(tie('term'), { minLength: 2, maxLength: 2 }) }),
    fc.record({ all: fc.array(tie('term'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ some: fc.array(fc.record({ isTaken: fc.boolean(), of: tie('term') }), { minLength: 2, maxLength: 3 }) }),
  ) as fc.Arbitrary<Term>,
})).term

/** Gives every task a name of its own. */
function named(root: Term): { root: Term; tasks: number } {
  let tasks = 0
  const name = (part: Term): Term => {
    if ('task' in part) return { task: `t${++tasks}` }
    if ('all' in part) return { all: part.all.map(name) }
    if ('some' in part) return { some: part.some.map(({ isTaken, of }) => ({ isTaken, of: name(of) })) }
    return { sequence: part.sequence.map(name) }
  }
  return { root: name(root), tasks }
}

function drawn(root: Term) {
  const nodes: Parameters<typeof processOf>[0] = [['start', 'start']]
  const flows: Parameters<typeof processOf>[1] = []
  const add = (type: string, from?: string) => {
    const id = `g${nodes.length}`
    nodes.push([id, type])
    if (from) flows.push(`${from} → ${id}`)
    return id
  }
  const draw = (part: Term, from: string): string => {
    if ('task' in part) {
      nodes.push([part.task, 'handle', { assignees: { kind: 'people', people: ['ann'] } }])
      flows.push(`${from} → ${part.task}`)
      return part.task
    }
    if ('sequence' in part) return part.sequence.reduce((last, next) => draw(next, last), from)
    const type = 'all' in part ? 'parallel-gateway' : 'inclusive-gateway'
    const split = add(type, from)
    const ends =
      'all' in part
        ? part.all.map((branch) => draw(branch, split))
        : part.some.map(({ isTaken, of }, index) => {
            const way = add('exclusive-gateway')
            flows.push([`${split} → ${way}`, { when: isTaken }])
            if (index === 0) flows.push([`${split} → ${way}`, { default: true }])
            return draw(of, way)
          })
    const join = add(type)
    for (const end of ends) flows.push(`${end} → ${join}`)
    return join
  }
  const last = draw(root, 'start')
  nodes.push(['end', 'end'])
  flows.push(`${last} → end`)
  return processOf(nodes, flows)
}

describe('joins, compared with what should be open', () => {
  it('open and close the same tasks in every order people can work in', () => {
    let situations = 0
    fc.assert(
      fc.property(
        term.map(named).filter(({ tasks }) => tasks <= 6),
        ({ root }) => {
          const start = new Bench(drawn(root))
          start.start()
          const seen = new Set<string>()
          const play = (state: Bench['state'], left: Term): void => {
            const tasks = Object.values(state.tasks).filter((task) => task.status === 'open')
            const names = tasks.map((task) => task.node).sort()
            expect(names).toEqual(open(left).sort())
            expect(state.status).toBe(names.length === 0 ? 'ended' : 'running')
            situations += 1
            for (const task of tasks) {
              const rest = after(left, task.node)
              // Which tasks are done says where it stands; the order in which they were done must make no difference.
              const done = JSON.stringify([task.node, names])
              const key =
                Object.values(state.tasks)
                  .flatMap((other) => (other.status === 'done' ? other.node : []))
                  .sort()
                  .join() + done
              if (seen.has(key)) continue
              seen.add(key)
              start.state = state
              start.complete(task, 'done')
              play(start.state, rest)
            }
          }
          play(start.state, root)
        },
      ),
      { numRuns: process.env.LONG === undefined ? 80 : 3000 },
    )
    expect(situations).toBeGreaterThan(200)
  })
})
