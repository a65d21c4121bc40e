import { type AppDocument, resolveApp } from '@tangram/app-model'
import type { Id, Instant, RecordValues } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import {
  type CaseStep,
  type CompiledProcess,
  compileProcess,
  type Fact,
  type Facts,
  flowScope,
  type ProcessDocument,
  type Simulation,
  simulate,
} from '@tangram/flow-engine'
import { useClient, useSession } from '@tangram/ui'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDraft, useDraftActions } from '../../draft/draft-context.tsx'
import { platform } from '../../platform.ts'
import type { Marks } from '../canvas/marks.ts'

/** What is tried: who starts it on what, and what happened since. Going back means playing fewer steps. */
export type Play = { initiator: string | null; values: RecordValues; start: Id | undefined; steps: readonly CaseStep[] }

/** A try-out: the play, how it goes, and what one can do to it. */
export type TryOut = {
  play: Play
  now: Instant
  /** undefined while something is still looked up; an error when the process cannot be played. */
  played: Simulation | undefined
  error: unknown
  marks: Pick<Marks, 'played' | 'taken'>
  /** Readies the process for a play by the same facts, for saved cases. */
  compiled: CompiledProcess
  facts: Facts
  lookUp: (need: readonly Fact[]) => Promise<Facts>
  set: (patch: Partial<Play>) => void
  step: (step: CaseStep) => void
  back: () => void
  restart: () => void
}

const nothing: Facts = {}

/** Plays the process as it is drawn in this browser; what only the organisation knows is looked up. */
export function useSimulation(process: ProcessDocument, isTrying: boolean): TryOut {
  const client = useClient()
  const session = useSession()
  const { app } = useDraftActions()
  const { document } = useDraft()
  const me = session.data?.person?.id ?? null
  const zone = session.data?.organisation.zone || 'UTC'
  const [play, setPlay] = useState<Play>({ initiator: null, values: {}, start: undefined, steps: [] })
  const [facts, setFacts] = useState<Facts>(nothing)
  const [error, setError] = useState<unknown>()
  const [now] = useState(() => new Date().toISOString())
  const whole = useMemo(() => ({ ...play, initiator: play.initiator ?? me }), [play, me])
  const compiled = useMemo(() => compiledOf(document, process), [document, process])
  const asked = useRef(new Set<string>())

  const lookUp = useCallback(
    async (need: readonly Fact[]) => {
      const answer = await client.send<{ facts: Facts }>('POST', `/apps/${app}/draft/facts`, {
        entity: process.entity,
        process: process.id,
        need,
      })
      setFacts((before) => ({ ...before, ...answer.facts }))
      return answer.facts
    },
    [client, app, process.entity, process.id],
  )

  const result = useMemo(() => {
    if (!isTrying) return undefined
    const { start, ...rest } = whole
    return attempt(() => simulate(compiled, { ...rest, ...(start ? { start } : {}) }, { now, zone, facts }))
  }, [isTrying, compiled, whole, now, zone, facts])

  useEffect(() => {
    const need = result && 'done' in result && 'need' in result.done ? result.done.need : undefined
    if (!need) return
    const question = JSON.stringify(need)
    if (asked.current.has(question)) return
    asked.current.add(question)
    lookUp(need).then(
      () => setError(undefined),
      (problem: unknown) => {
        asked.current.delete(question)
        setError(problem)
      },
    )
  }, [result, lookUp])

  const last = useRef<Simulation>(undefined)
  const played = result && 'done' in result && !('need' in result.done) ? result.done : undefined
  if (played) last.current = played
  const shown = played ?? (result && 'failed' in result ? undefined : last.current)
  const marks = useMemo(() => marksOf(shown), [shown])
  return {
    play: whole,
    now,
    played: shown,
    error: result && 'failed' in result ? result.failed : error,
    marks,
    compiled,
    facts,
    lookUp,
    set: useCallback((patch) => setPlay((before) => ({ ...before, ...patch })), []),
    step: useCallback((step) => setPlay((before) => ({ ...before, steps: [...before.steps, step] })), []),
    back: useCallback(() => setPlay((before) => ({ ...before, steps: before.steps.slice(0, -1) })), []),
    restart: useCallback(() => setPlay((before) => ({ ...before, steps: [] })), []),
  }
}

export function compiledOf(document: AppDocument, process: ProcessDocument): CompiledProcess {
  const app = resolveApp(document, platform)
  const entity = app.entity(process.entity)
  const scope =
    entity &&
    flowScope(
      entityScope(entity, (id) => app.entity(id)),
      process,
    )
  return compileProcess(process, { ...platform, calendars: document.calendars }, scope).process
}

/** A process with mistakes may fail in any way; the author is told, the designer stays. */
function attempt<T>(act: () => T): { done: T } | { failed: unknown } {
  try {
    return { done: act() }
  } catch (failed) {
    return { failed }
  }
}

function marksOf(played: Simulation | undefined): Pick<Marks, 'played' | 'taken'> {
  if (!played) return { played: new Map(), taken: new Set() }
  const found = new Map<Id, 'done' | 'waiting' | 'failed'>(played.path.map((node) => [node, 'done']))
  for (const { node } of Object.values(played.state.elements)) found.set(node, 'waiting')
  for (const { node, kind } of played.waiting) found.set(node, kind === 'incident' ? 'failed' : 'waiting')
  return { played: found, taken: takenIn(played) }
}

function takenIn({ moments }: Simulation): Set<Id> {
  const events = moments.flatMap(({ events: all }) => all)
  return new Set(events.flatMap((event) => (event.type === 'flow.taken' ? [event.flow] : [])))
}
