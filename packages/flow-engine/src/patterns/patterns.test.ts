import { readdirSync, readFileSync } from 'node:fs'
import type { JsonObject, RecordValues } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { importBpmn } from '../bpmn/index.ts'
import type { ProcessDocument } from '../document.ts'
import { Bench } from '../testing/bench.ts'

/** What is done, and which nodes are active afterwards. */
type Step =
  | { do: string; then: string[]; set?: RecordValues; effect?: JsonObject }
  /** Every order of these; `then` holds after the last. */
  | { inAnyOrder: string[]; then: string[] }
  | { refused: string }

type Trace = {
  name: string
  values?: RecordValues
  steps: Step[]
  /** Every node in the order it was entered. */
  entered?: string[]
  visits?: { [node: string]: number }
  status?: string
  running?: boolean
}

type Pattern = { pattern: string; title: string; traces: Trace[] }

const folder = new URL('./', import.meta.url)
const names = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

for (const name of names) {
  const { pattern, title, traces }: Pattern = JSON.parse(read(`${name}.json`))
  describe(`pattern ${pattern}, ${title}`, () => {
    for (const trace of traces) {
      it(trace.name, async () => {
        const { processes, diagnostics } = await importBpmn(read(`${name}.bpmn`), { entity: 'ticket' })
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
        const document = processes[0] as ProcessDocument
        for (const steps of interleavings(trace.steps)) play(document, trace, steps)
      })
    }
  })
}

function play(document: ProcessDocument, trace: Trace, steps: Step[]): void {
  const values = { again: false, again_a: false, again_b: false, again_all: false, x: false, y: false, leave: false, ...trace.values }
  const bench = new Bench(document, { world: { values } })
  for (const step of steps) {
    if ('refused' in step) {
      expect(() => act(bench, step.refused), step.refused).toThrow()
      continue
    }
    if ('inAnyOrder' in step) continue
    Object.assign(bench.world.values, step.set)
    const { effects } = act(bench, step.do)
    if (step.then.length > 0 || step === steps.at(-1)) expect(active(bench), `after ${step.do}`).toEqual(step.then)
    if (step.effect) expect(effects).toContainEqual(expect.objectContaining(step.effect))
  }
  const isOpen = trace.running === true || (steps.at(-1) as { then?: string[] }).then?.length !== 0
  expect(bench.state.status).toBe(isOpen ? 'running' : (trace.status ?? 'ended'))
  if (trace.entered) expect(bench.events.flatMap((event) => (event.type === 'element.entered' ? [event.node] : []))).toEqual(trace.entered)
  for (const [node, visits] of Object.entries(trace.visits ?? {})) expect(bench.state.nodes[node]?.visits ?? 0, node).toBe(visits)
}

/** Nodes that wait for something, each as often as it does; of a loop its instances. */
function active(bench: Bench): string[] {
  const elements = Object.values(bench.state.elements)
  return elements
    .filter((element) => !element.loop)
    .map(({ node }) => node)
    .sort()
}

function act(bench: Bench, what: string) {
  const [verb, node = '', inner = ''] = what.split(' ')
  const requestId = bench.requestId()
  switch (verb) {
    case 'start':
      return bench.start()
    case 'done':
      return bench.done(node)
    case 'message':
      return bench.deliver(node)
    case 'ring':
      return bench.ring(node)
    case 'add':
      return bench.send({ type: 'add-instance', requestId, element: bench.element(node).id, actor: 'ann' })
    case 'begin':
      return bench.send({ type: 'add-instance', requestId, element: bench.element(node).id, actor: 'ann', node: inner })
    case 'child':
      return bench.send({
        type: 'child-ended',
        requestId,
        element: bench.element(node).id,
        outcome: 'done',
        status: 'ended',
        variables: {},
      })
    case 'cancel':
      return bench.send({ type: 'cancel', requestId, actor: 'ann', reason: 'no longer needed' })
    default:
      throw new Error(`nobody knows how to ${what}`)
  }
}

/** Each way the steps may come after one another. */
function interleavings([step, ...rest]: Step[]): Step[][] {
  if (!step) return [[]]
  const after = interleavings(rest)
  if (!('inAnyOrder' in step)) return after.map((steps) => [step, ...steps])
  return orders(step.inAnyOrder).flatMap((order) => {
    const played = order.map((what, index): Step => ({ do: what, then: index === order.length - 1 ? step.then : [] }))
    return after.map((steps) => [...played, ...steps])
  })
}

function orders(all: string[]): string[][] {
  return all.length < 2 ? [all] : all.flatMap((first, index) => orders(all.toSpliced(index, 1)).map((rest) => [first, ...rest]))
}
