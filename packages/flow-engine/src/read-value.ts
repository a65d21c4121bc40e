import { type JsonValue, reservedFieldIds } from '@tangram/data-model'
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
  if (path.length === 1 && first === 'id') return run.state.record?.id ?? null
  if (isKnownEmpty(run, path)) return null
  const fact = factOf(run, path)
  if (run.knows(fact)) return run.fact(fact)
  const others = run.process.reads.filter((other) => other.join('.') !== path.join('.') && !isKnown(run, other))
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

/** Nothing to look up: a reference that is empty, or a field that a starting command, which brings all of them, does not have. */
function isKnownEmpty(run: Run, [first = '', ...rest]: readonly string[]): boolean {
  if (run.values.has(first)) return rest.length > 0 && run.values.get(first) === null
  return run.command.type === 'start' && !reservedFieldIds.has(first)
}

function isKnown(run: Run, path: readonly string[]): boolean {
  const [first = ''] = path
  return isKnownEmpty(run, path) || (path.length === 1 && (first === 'id' || run.values.has(first)))
}

function factOf(run: Run, path: readonly string[]): Fact {
  const [first = ''] = path
  const via = path.length > 1 ? run.values.get(first) : undefined
  return { type: 'value', path: [...path], ...(typeof via === 'string' ? { via } : {}) }
}
