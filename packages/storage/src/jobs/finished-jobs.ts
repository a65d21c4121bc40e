import type { Fence } from '../transaction.ts'

const finished = new WeakSet<Fence>()

/** The job was deleted together with what it has done; nothing is left to delete afterwards. */
export function markFinished(fence: Fence): void {
  finished.add(fence)
}

export function isFinished(fence: Fence): boolean {
  return finished.has(fence)
}
