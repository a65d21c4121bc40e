import type { Run } from './run.ts'

type More = { by?: string; reason?: string; error?: { code: string | null; message: string } }

/** Closes the books: totals into the event, the end to storage and to whoever waits for it. */
export function endInstance(run: Run, status: 'ended' | 'cancelled', outcome: string, { error, ...more }: More = {}): void {
  const { startedAt, nodes, variables, parent } = run.state
  const totalMs = startedAt === null ? 0 : Date.parse(run.given.now) - Date.parse(startedAt)
  run.emit({ type: 'instance.ended', status, outcome, totalMs, nodes, ...more })
  const caller = parent ? { parent, variables } : {}
  run.effects.push({ type: 'instance.end', outcome, totalMs, status, ...caller, ...(error ? { error } : {}) })
}
