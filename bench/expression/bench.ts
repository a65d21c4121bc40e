import { isDeepStrictEqual } from 'node:util'
import type { JsonValue, RecordValues } from '@tangram/data-model'
import { compileEvaluator, type Logic, ownValue } from '@tangram/expression'
import { LogicEngine } from 'json-logic-engine'
import jsonLogic from 'json-logic-js'
import { type BenchResult, median } from '../result.ts'
import { rows, rules } from './rules.ts'

// Many rounds of less than a millisecond: what else runs on the machine falls between them, and what does not meets all alike.
const rounds = Number(process.env.BENCH_ROUNDS ?? 1_001)
const turnsPerRound = 10

/** Evaluates one rule on one row. */
type Evaluate = (row: RecordValues) => unknown

/**
 * Evaluations a second of compiled closures beside json-logic-engine (interpreted, its cache of prepared rules on) and json-logic-js: the
 * same rules on the same rows in one process, in turns, first compared for equal results. None of them turns text into code.
 */
export function bench(): Promise<BenchResult> {
  withoutEval()
  const ours = contestant((logic) => {
    const run = compileEvaluator(logic)
    const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
    return (row) => run((path) => ownValue(row, path[0] ?? ''), given)
  })
  const engine = new LogicEngine()
  const peer = contestant((logic) => (row) => engine.run(logic, row))
  const oracle = contestant((logic) => (row) => jsonLogic.apply(logic as Parameters<typeof jsonLogic.apply>[0], row))
  const names = Object.keys(rules)
  for (const name of names) assertAgreement(name, [ours, peer, oracle])

  const figures: BenchResult['figures'] = {}
  const rates = { ours: 0, peer: 0, oracle: 0 }
  // One rule counts as much as another: the time of one evaluation of each.
  for (const name of names) {
    const times = takeTurns({ ours: ours(name), peer: peer(name), oracle: oracle(name) })
    rates.ours += times.ours
    rates.peer += times.peer
    rates.oracle += times.oracle
    figures[`${name}Ns`] = Math.round(times.ours)
    figures[`${name}VsJsonLogicEngine`] = round(times.peer / times.ours)
    figures[`${name}VsJsonLogicJs`] = round(times.oracle / times.ours)
    console.log(
      `› ${name}: ${times.ours.toFixed(0)} ns, json-logic-engine ${times.peer.toFixed(0)} ns, json-logic-js ${times.oracle.toFixed(0)} ns`,
    )
  }
  const perSecond = (ns: number) => Math.round((names.length * 1e9) / ns)
  return Promise.resolve({
    ratios: { vsJsonLogicEngine: round(rates.peer / rates.ours), vsJsonLogicJs: round(rates.oracle / rates.ours) },
    figures: {
      perSecond: perSecond(rates.ours),
      jsonLogicEnginePerSecond: perSecond(rates.peer),
      jsonLogicJsPerSecond: perSecond(rates.oracle),
      ...figures,
    },
  })
}

/** A strict Content-Security-Policy as far as Node knows it: `new Function` and `eval` throw. */
function withoutEval(): void {
  const refuse = () => {
    throw new Error('no code from text here')
  }
  Object.assign(globalThis, { Function: refuse, eval: refuse })
}

function contestant(prepare: (logic: Logic) => Evaluate): (name: string) => Evaluate {
  const prepared = new Map(Object.entries(rules).map(([name, logic]) => [name, prepare(logic)]))
  return (name) => prepared.get(name) ?? fail(`there is no rule ${name}`)
}

function assertAgreement(name: string, contestants: readonly ((name: string) => Evaluate)[]): void {
  for (const row of rows) {
    const [first, ...others] = contestants.map((evaluate) => evaluate(name)(row) as JsonValue)
    for (const other of others) if (!isDeepStrictEqual(other, first)) fail(`${name}: ${JSON.stringify([first, other, row])}`)
  }
}

/** Nanoseconds of one evaluation each, the median of rounds in turns; the first fifth warms up and is thrown away. */
function takeTurns<Name extends string>(contestants: Record<Name, Evaluate>): Record<Name, number> {
  const names = Object.keys(contestants) as Name[]
  const times = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const time = timeOf(contestants[name])
      if (round >= 0) times.get(name)?.push(time)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Name, number>
}

function timeOf(evaluate: Evaluate): number {
  let nothing = 0
  const began = performance.now()
  for (let turn = 0; turn < turnsPerRound; turn += 1) {
    // The result is looked at, so that no compiler may leave the work out.
    for (const row of rows) if (evaluate(row) === undefined) nothing += 1
  }
  const ended = performance.now()
  if (nothing > 0) fail('a rule gave nothing')
  return ((ended - began) * 1e6) / (turnsPerRound * rows.length)
}

const round = (value: number) => Math.round(value * 100) / 100

function fail(message: string): never {
  throw new Error(message)
}
