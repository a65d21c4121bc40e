import { endBatch, startBatch } from 'alien-signals'

/** Subscribers hear of what the work changes when all of it is done. */
export function batch(work: () => void): void {
  startBatch()
  try {
    work()
  } finally {
    endBatch()
  }
}
