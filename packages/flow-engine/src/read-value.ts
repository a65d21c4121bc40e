import { isJsonObject, type JsonObject, type JsonValue, reservedFieldIds } from '@tangram/data-model'
import type { Fact } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import { actorOf, type Run } from './run.ts'
import type { ElementInstance, LoopState } from './state.ts'

/**
 * Value of a name at this point of the decision: what the decision itself has changed comes before what is stored.
 * The first miss asks for everything that expressions of the process read, so that one query answers them all.
 */
export function readValue(run: Run, path: readonly string[]): JsonValue {
  const [first, ...rest] = path
  if (first === undefined) return null
  if (first.startsWith('$')) return within(ofProcess(run, first), rest)
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
  if (run.focus && Object.hasOwn(run.focus.names, name)) return run.focus.names[name] ?? null
  if (name === '$vars') return run.state.variables
  if (name === '$initiator') return run.state.initiator
  if (name === '$actor') return actorOf(command)
  if (name === '$outcome') return 'outcome' in command ? command.outcome : null
  if (name === '$opinion') return 'opinion' in command ? (command.opinion ?? null) : null
  return ofPlace(run, name)
}

/** Names known where the expression is read: those of the nearest loop around it, and of the scopes. */
function ofPlace(run: Run, name: string): JsonValue {
  for (let element = run.focus?.element; element; element = holderOf(run, element)) {
    const named = run.state.scopes[element.scope]?.names
    if (named && Object.hasOwn(named, name)) return named[name] ?? null
    if (name === '$loop' && element.loop) return counts(element.loop)
    const { index, item } = element.begun?.how === 'undo' ? element.begun : element
    if (index === undefined) continue
    if (name === '$index') return index
    if (name === '$item') return item ?? null
    const loop = holderOf(run, element)?.loop
    if (name === '$loop' && loop) return counts(loop)
  }
  return null
}

const counts = ({ total, started, completed }: LoopState): JsonObject => ({ total, completed, active: started - completed })

function holderOf(run: Run, element: ElementInstance): ElementInstance | undefined {
  const holder = run.state.scopes[element.scope]?.element
  return holder === undefined ? undefined : run.state.elements[holder]
}

function within(value: JsonValue, path: readonly string[]): JsonValue {
  return path.reduce<JsonValue>((inner, name) => (isJsonObject(inner) && Object.hasOwn(inner, name) ? (inner[name] ?? null) : null), value)
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
