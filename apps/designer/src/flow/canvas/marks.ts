import type { Id } from '@tangram/data-model'
import { createContext } from 'react'

/** What the canvas shows of steps and flows beside what they are: how a try-out went, what is wrong. */
export type Marks = {
  /** Of a try-out: steps that are over, wait, or failed; undefined while nothing is tried. */
  played: ReadonlyMap<Id, 'done' | 'waiting' | 'failed'> | undefined
  /** Of a try-out: flows a token took. */
  taken: ReadonlySet<Id>
  /** The worst thing found at a step or flow, in words. */
  problems: ReadonlyMap<Id, { severity: 'error' | 'warning'; text: string }>
  /** Where letting go would put a new step: a step or flow. */
  target: Id | undefined
}

export const noMarks: Marks = { played: undefined, taken: new Set(), problems: new Map(), target: undefined }

export const MarksContext = createContext<Marks>(noMarks)
