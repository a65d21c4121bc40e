import type { Id, Instant } from '@tangram/data-model'

export type SlaStatus = 'running' | 'paused' | 'met' | 'breached' | 'cancelled'

/** The clock of one stage for one record. Elapsed and paused time are working time; together they fill the time since it started. */
export type SlaClock = {
  stage: Id
  /** 1 and counting: a cancelled clock that is needed again starts anew. */
  round: number
  status: SlaStatus
  startedAt: Instant
  targetMs: number
  /** When the target is used up if nothing changes; null while paused. Of one that is over, when it was. */
  dueAt: Instant | null
  /** Up to when `elapsedMs` and `pausedMs` are counted: its latest event. */
  countedTo: Instant
  elapsedMs: number
  pausedMs: number
  isPaused: boolean
  /** Percents at which it has warned. */
  warned: number[]
  warnedAt: Instant | null
  /** A breach stays one, whatever comes after. */
  breachedAt: Instant | null
  /** Escalations done. */
  escalated: Id[]
  endedAt: Instant | null
}

/** Where one agreement stands for one record. */
export type SlaState = { clocks: { [stage: Id]: SlaClock } }

export const initialSlaState = (): SlaState => ({ clocks: {} })
