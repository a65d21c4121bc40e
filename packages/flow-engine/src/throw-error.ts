import type { Id } from '@tangram/data-model'
import { catchOnBorder } from './catch-event.ts'
import { endInstance } from './end-instance.ts'
import { openIncident } from './incidents.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'
import { dropEverything } from './tokens.ts'

/** Code and message of an error, known as `$error` behind the event that caught it. */
export type Failure = { code: string | null; message: string }

/**
 * Goes up through the scopes until an error event on a border catches it; one that names the code comes before one that takes any.
 * Nobody does: the token stays and an incident is opened; or, when the error `ends` a process that was called, its caller has it.
 */
export function throwError(run: Run, thrower: ElementInstance, failure: Failure, ends = false): void {
  const found = catcherOf(run, thrower, 'error', failure.code)
  const message = { message: failure.message }
  run.emit({ type: 'error.thrown', element: thrower.id, code: failure.code, caughtBy: found?.event ?? null, ...message })
  if (!found) {
    if (!ends || run.state.parent === null) openIncident(run, thrower.id, failure.code, failure.message)
    else {
      dropEverything(run)
      endInstance(run, 'ended', failure.code ?? 'error', { error: failure })
    }
    return
  }
  run.emit({ type: 'scope.named', scope: found.host.scope, names: { $error: failure } })
  catchOnBorder(run, found.host, found.event, { type: 'caught', ...failure })
}

/** Goes up like an error, but nobody has to hear it. */
export function throwEscalation(run: Run, thrower: ElementInstance, code: string): void {
  const found = catcherOf(run, thrower, 'escalation', code)
  run.emit({ type: 'escalation.thrown', element: thrower.id, code, caughtBy: found?.event ?? null })
  if (found) catchOnBorder(run, found.host, found.event, { type: 'caught', code, message: '' })
}

function catcherOf(
  run: Run,
  thrower: ElementInstance,
  kind: 'error' | 'escalation',
  code: string | null,
): { host: ElementInstance; event: Id } | undefined {
  for (let host: ElementInstance | undefined = thrower; host; host = holderOf(run, host)) {
    const event = host.index === undefined ? eventOn(run, host, kind, code) : undefined
    if (event !== undefined) return { host, event }
  }
  return undefined
}

function eventOn(run: Run, host: ElementInstance, kind: 'error' | 'escalation', code: string | null): Id | undefined {
  const events = (run.process.nodes[host.node]?.attached ?? []).filter((event) => run.process.nodes[event]?.type.attaches === kind)
  const codeOf = (event: Id) => run.process.nodes[event]?.config.code || null
  return (
    events.find((event) => code !== null && codeOf(event) === code) ??
    (code === null ? undefined : events.find((event) => codeOf(event) === null))
  )
}

/** The element a scope is the inside of. */
export function holderOf(run: Run, element: ElementInstance): ElementInstance | undefined {
  const holder = run.state.scopes[element.scope]?.element
  return holder === undefined ? undefined : run.state.elements[holder]
}
