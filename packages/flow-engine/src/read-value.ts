import type { JsonValue } from '@tangram/data-model'
import type { Fact } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import { actorOf, type Run } from './run.ts'

/**
 * Value of a name at this point of the decision: what the decision itself has changed comes before what is stored.
 * The first miss asks for everything that expressions of the process read, so that one query answers them all.
 */
export function readValue(run: Run, path: readonly string[]): JsonValue {
  const [first, ...rest] = path
  if (first === undefined) return null
  if (first.startsWith('$')) return ofProcess(run, first)
  if (rest.length === 0 && run.values.has(first)) return run.values.get(first) ?? null
  if (rest.length > 0 && run.values.has(first) && run.values.get(first) === null) return null
  if (rest.length === 0 && run.command.type === 'start') return null
  const fact = factOf(run, path)
  if (run.knows(fact)) return run.fact(fact)
  const others = run.process.reads.filter((other) => other.join('.') !== path.join('.') && isStored(run, other))
  throw new FactsMissing([fact, ...others.map((other) => factOf(run, other)).filter((other) => !run.knows(other))])
}

function ofProcess(run: Run, name: string): JsonValue {
  const { command } = run
  if (name === '$initiator') return run.state.initiator
  if (name === '$actor') return actorOf(command)
  if (name === '$outcome') return 'outcome' in command ? command.outcome : null
  if (name === '$opinion') return 'opinion' in command ? (command.opinion ?? null) : null
  return null
}

function isStored(run: Run, path: readonly string[]): boolean {
  const [first = ''] = path
  if (path.length === 1) return run.command.type !== 'start' && !run.values.has(first)
  return run.values.get(first) !== null
}

function factOf(run: Run, path: readonly string[]): Fact {
  const [first = ''] = path
  const via = path.length > 1 ? run.values.get(first) : undefined
  return { type: 'value', path: [...path], ...(typeof via === 'string' ? { via } : {}) }
}
