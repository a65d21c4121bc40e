import type { Id, Instant } from '@tangram/data-model'

/** What every event says of its clock as it then stood. Times are working milliseconds. */
type Counted = { stage: Id; round: number; at: Instant; elapsedMs: number; pausedMs: number; targetMs: number; dueAt: Instant | null }

/** `recounted`: another calendar or target, the time elapsed so far stays. */
export type Happening =
  | { type: 'started'; isPaused: boolean }
  | { type: 'paused' | 'resumed' | 'recounted' | 'breached' | 'met' | 'cancelled' }
  | { type: 'warned'; percent: number }
  | { type: 'escalated'; escalation: Id }

/** What happened to a clock. */
export type SlaEvent = Counted & Happening
