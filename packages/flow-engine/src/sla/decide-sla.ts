import { type Id, type Instant, inOrder, type JsonObject, type Locale, type RecordValues } from '@tangram/data-model'
import { addWorkingTime, workingTimeBetween } from '../calendar/working-time.ts'
import type { Fact, Facts } from '../fact.ts'
import { applySla } from './apply-sla.ts'
import type { CompiledSla } from './compile-sla.ts'
import type { SlaStageDocument, SlaStep } from './document.ts'
import type { Happening, SlaEvent } from './event.ts'
import { type RecordReader, recordReader } from './record-reader.ts'
import type { SlaClock, SlaState } from './state.ts'

/** What an agreement is told of. Inputs of one record come in the order of their `at`. */
export type SlaInput =
  /** The record was written: its values before (null: it is new) and after; null after: it was removed. */
  | { type: 'change'; at: Instant; before: RecordValues | null; after: RecordValues | null }
  /** Time has passed. */
  | { type: 'time'; at: Instant; values: RecordValues }
  /** Another version of the agreement holds from now on; `from` is the one that held. Null: it is no more. */
  | { type: 'revise'; at: Instant; values: RecordValues; to: CompiledSla | null }

export type SlaGiven = {
  record: string
  /** IANA zone of the organisation. */
  zone: string
  /** Language of texts that have only one; zh-CN when absent. */
  locale?: Locale
  facts?: Facts
}

/** An action to run, its input ready. Run once per `key`, however often the job is tried. */
export type SlaStepToRun = { action: string; input: JsonObject; key: string; cause: string }

export type SlaDecision =
  /** `nextAt`: when time must be told again; null while nothing can become due. */
  { events: SlaEvent[]; steps: SlaStepToRun[]; nextAt: Instant | null; need?: undefined } | { need: Fact[]; events?: undefined }

/**
 * What one input does to the clocks of a record. Whatever became due on the way happens first, at the very instant it was due: a
 * timer that comes late, or a server that was down, changes nothing. Done at the instant it is due counts as met.
 */
export function decideSla(sla: CompiledSla, state: SlaState, input: SlaInput, given: SlaGiven): SlaDecision {
  const run: Run = { sla, state, events: [], steps: [], given, missing: new Map() }
  if (input.type === 'time') {
    pass(run, input.at, true, input.values)
  } else if (input.type === 'change') {
    pass(run, input.at, false, input.before ?? input.after ?? {})
    if (input.after) look(run, input.at, input.after)
    else for (const clock of openClocks(run)) emit(run, clock, input.at, { type: 'cancelled' })
    pass(run, input.at, true, input.after ?? {})
  } else revise(run, input)
  if (run.missing.size > 0) return { need: [...run.missing.values()] }
  return { events: run.events, steps: run.steps, nextAt: nextAt(run) }
}

type Run = {
  sla: CompiledSla
  state: SlaState
  events: SlaEvent[]
  steps: SlaStepToRun[]
  given: SlaGiven
  missing: Map<string, Fact>
}

const openClocks = ({ state }: Run): SlaClock[] => Object.values(state.clocks).filter(({ endedAt }) => endedAt === null)

/** Asks everything about the record as it is now, and starts, pauses, ends and re-targets its clocks. */
function look(run: Run, at: Instant, values: RecordValues): void {
  const { document } = run.sla
  const reader = recordReader(run, values, at)
  const applies = document.enabled && (document.when === undefined || reader.holds(document.when))
  const isPaused = applies && document.pausedWhile !== undefined && reader.holds(document.pausedWhile)
  for (const stage of inOrder(document.stages)) {
    const clock = run.state.clocks[stage.id]
    const isOpen = clock !== undefined && clock.endedAt === null
    const isOver = clock !== undefined && !isOpen && clock.status !== 'cancelled'
    if (isOver) continue
    const targetMs = applies ? targetOf(stage, reader) : undefined
    if (targetMs === undefined) {
      if (isOpen) emit(run, clock, at, { type: 'cancelled' })
    } else if (reader.holds(stage.doneWhen)) {
      if (isOpen) emit(run, clock, at, { type: 'met' })
    } else if (!isOpen) {
      start(run, { stage: stage.id, round: (clock?.round ?? 0) + 1, at, targetMs, isPaused })
    } else {
      if (clock.targetMs !== targetMs) emit(run, clock, at, { type: 'recounted' }, { targetMs })
      if (clock.isPaused !== isPaused) emit(run, run.state.clocks[stage.id] ?? clock, at, { type: isPaused ? 'paused' : 'resumed' })
    }
  }
}

function targetOf({ targets }: SlaStageDocument, reader: RecordReader): number | undefined {
  const row = targets.find(({ when }) => when === undefined || reader.holds(when))
  return row && row.minutes * 60_000
}

/** Does whatever becomes due up to `until`, in order. */
function pass(run: Run, until: Instant, isInclusive: boolean, values: RecordValues): void {
  for (;;) {
    const [first] = openClocks(run)
      .flatMap((clock) => pointsOf(run, clock, until))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.rank - b.rank))
    if (!first || first.at > until || (first.at === until && !isInclusive)) return
    emit(run, first.clock, first.at, first.event)
    const clock = run.state.clocks[first.clock.stage] ?? first.clock
    for (const step of first.steps) run.steps.push(stepOf(run, clock, first, step, values))
  }
}

type Point = { at: Instant; rank: number; clock: SlaClock; event: Happening; steps: readonly SlaStep[]; name: string }

/** What can still become due of a clock that runs, by `until` if that is given. Once it is breached nobody is warned any more. */
function pointsOf(run: Run, clock: SlaClock, until?: Instant): Point[] {
  const stage = run.sla.document.stages.items[clock.stage]
  if (!stage || clock.isPaused) return []
  const { warnAt = [], onWarn = [], onBreach = [], escalations = [] } = stage
  // No more work is done than time passes: most points need no calendar to be known as not yet due.
  const mostMs = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until) - Date.parse(clock.countedTo)
  const points: Point[] = []
  const add = (usedMs: number, point: Omit<Point, 'at' | 'clock'>) => {
    const leftMs = usedMs - clock.elapsedMs
    if (leftMs <= mostMs) points.push({ at: later(run.sla, clock.countedTo, leftMs), clock, ...point })
  }
  if (clock.breachedAt !== null) {
    for (const { id, afterMinutes, do: steps } of escalations) {
      if (clock.escalated.includes(id)) continue
      add(clock.targetMs + afterMinutes * 60_000, { rank: 2, event: { type: 'escalated', escalation: id }, steps, name: `escalate:${id}` })
    }
    return points
  }
  add(clock.targetMs, { rank: 0, event: { type: 'breached' }, steps: onBreach, name: 'breach' })
  for (const percent of warnAt) {
    if (clock.warned.includes(percent)) continue
    add(Math.ceil((clock.targetMs * percent) / 100), {
      rank: 1,
      event: { type: 'warned', percent },
      steps: onWarn,
      name: `warn:${percent}`,
    })
  }
  return points
}

function nextAt(run: Run): Instant | null {
  const [first] = openClocks(run)
    .flatMap((clock) => pointsOf(run, clock).map(({ at }) => at))
    .sort()
  return first ?? null
}

/** Counts up to now by the version that held, goes on by the new one. */
function revise(run: Run, { at, values, to }: Extract<SlaInput, { type: 'revise' }>): void {
  pass(run, at, false, values)
  const counted = openClocks(run).map((clock) => ({ clock, ...countedAt(run.sla, clock, at) }))
  const { sla: from } = run
  const isOtherCalendar = JSON.stringify(from.calendar) !== JSON.stringify(to?.calendar)
  if (to) run.sla = to
  for (const { clock, elapsedMs, pausedMs } of counted) {
    if (!to?.document.stages.items[clock.stage]) emit(run, clock, at, { type: 'cancelled' }, { elapsedMs, pausedMs })
    else if (isOtherCalendar) emit(run, clock, at, { type: 'recounted' }, { elapsedMs, pausedMs })
  }
  if (!to) return
  look(run, at, values)
  pass(run, at, true, values)
}

function start(run: Run, { isPaused, ...asked }: { stage: Id; round: number; at: Instant; targetMs: number; isPaused: boolean }): void {
  const dueAt = isPaused ? null : later(run.sla, asked.at, asked.targetMs)
  record(run, { type: 'started', ...asked, isPaused, elapsedMs: 0, pausedMs: 0, dueAt })
}

function emit(
  run: Run,
  clock: SlaClock,
  at: Instant,
  happening: Happening,
  counted: { elapsedMs?: number; pausedMs?: number; targetMs?: number } = {},
): void {
  const { elapsedMs, pausedMs, targetMs } = { ...countedAt(run.sla, clock, at), targetMs: clock.targetMs, ...counted }
  const { stage, round } = clock
  record(run, {
    ...happening,
    stage,
    round,
    at,
    elapsedMs,
    pausedMs,
    targetMs,
    dueAt: dueAfter(run, clock, at, happening, targetMs - elapsedMs),
  })
}

function dueAfter(run: Run, clock: SlaClock, at: Instant, { type }: Happening, leftMs: number): Instant | null {
  // It fell due when it did; what is over is not due again.
  if (clock.breachedAt !== null || type === 'met' || type === 'cancelled') return clock.dueAt
  if (type === 'breached') return at
  const runs = type === 'resumed' || (!clock.isPaused && type !== 'paused')
  return runs ? later(run.sla, at, leftMs) : null
}

function record(run: Run, event: SlaEvent): void {
  run.events.push(event)
  run.state = applySla(run.state, event)
}

/** Working time of a clock up to an instant, elapsed and paused. */
export function countedAt(sla: Pick<CompiledSla, 'calendar'>, clock: SlaClock, at: Instant): { elapsedMs: number; pausedMs: number } {
  const { elapsedMs, pausedMs, isPaused, countedTo, endedAt } = clock
  const since = endedAt === null && at > countedTo ? between(sla, countedTo, at) : 0
  return { elapsedMs: elapsedMs + (isPaused ? 0 : since), pausedMs: pausedMs + (isPaused ? since : 0) }
}

const between = ({ calendar }: Pick<CompiledSla, 'calendar'>, a: Instant, b: Instant): number =>
  calendar ? workingTimeBetween(calendar, a, b) : Date.parse(b) - Date.parse(a)

/** The instant so much working time later; what is used up already was so at the instant itself. */
function later({ calendar }: CompiledSla, instant: Instant, ms: number): Instant {
  if (ms <= 0) return instant
  return calendar ? addWorkingTime(calendar, instant, ms) : new Date(Date.parse(instant) + ms).toISOString()
}

function stepOf(run: Run, clock: SlaClock, point: Point, step: SlaStep, values: RecordValues): SlaStepToRun {
  const { document } = run.sla
  const stage = document.stages.items[clock.stage]
  const reader = recordReader(run, values, point.at, stage && { clock, label: stage.label })
  return {
    action: step.action,
    input: reader.inputOf(step),
    key: ['sla', document.id, run.given.record, clock.stage, clock.round, point.name, step.id].join(':'),
    cause: `sla:${document.id}`,
  }
}
