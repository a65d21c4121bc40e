import type { FlowInstance } from '@tangram/storage'

/** What it takes to decide about an instance and save under its revision. */
export type Standing = Pick<FlowInstance, 'id' | 'app' | 'appVersion' | 'process' | 'entity' | 'record' | 'revision' | 'state'>

/** A job that a step queues comes back within moments; what lies longer is left to the database. */
const mostKept = 500

/**
 * Where this process left the instances that still run, each to be taken once: the next step of most is ours as well, and reading the
 * snapshot back was a quarter of the statements of an instance with one job. Somebody else may have gone on since then; the revision tells.
 */
export function rememberStates(): { keep(standing: Standing): void; take(instance: string): Standing | undefined } {
  const kept = new Map<string, Standing>()
  return {
    keep(standing) {
      kept.delete(standing.id)
      if (standing.state.status !== 'running') return
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string)
      kept.set(standing.id, standing)
    },
    take(instance) {
      const standing = kept.get(instance)
      kept.delete(instance)
      return standing
    },
  }
}
