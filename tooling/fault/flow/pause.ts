import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Recorder } from './recorder.ts'

/** What a pause has shown. `held`: jobs it had in its hands; `takenOver`: those another server had by the end; `fencedOff`: its late saves refused. */
export type Paused = { held: number; takenOver: number; fencedOff: number }

/** A lease lasts 15 s. */
const pauseMs = 18_000
const patience = { toHoldMs: 15_000, toBeRefusedMs: 10_000, lookMs: 25 }

/**
 * Stops a server that has jobs in its hands, for longer than its leases last, while another one takes them over; then lets it go on as if
 * nothing had been. The peer answers it only when it has stopped, and the one that took over only when it is back: so it has something to
 * save that nobody has saved before, and nothing but the fence is there to refuse it.
 */
export async function stopBeyondLease(pool: Pick<Pool, 'query'>, child: ChildProcess, recorder: Recorder): Promise<Paused> {
  let fencedOff = 0
  const hear = ({ fenced }: { fenced?: boolean }) => {
    if (fenced) fencedOff += 1
  }
  child.on('message', hear)
  const peer = recorder.holdBack()
  try {
    await until(patience.toHoldMs, async () => (await heldBy(pool, child, peer.keys())).length > 0)
    child.kill('SIGSTOP')
    const held = await heldBy(pool, child, peer.keys())
    peer.answer()
    await pause(pauseMs)
    const { rows } = await pool.query<{ id: string }>(
      'select m.id from unnest($1::uuid[], $2::integer[]) as m (id, attempt) where not exists (select from tangram.job j where j.id = m.id and j.attempt = m.attempt)',
      [held.map(({ id }) => id), held.map(({ attempt }) => attempt)],
    )
    child.kill('SIGCONT')
    if (rows.length > 0) await until(patience.toBeRefusedMs, async () => fencedOff > 0)
    return { held: held.length, takenOver: rows.length, fencedOff }
  } finally {
    peer.release()
    child.kill('SIGCONT')
    child.off('message', hear)
  }
}

/** Jobs of a server whose calls the peer has heard and not answered. */
async function heldBy(
  pool: Pick<Pool, 'query'>,
  { pid }: ChildProcess,
  keys: readonly string[],
): Promise<{ id: string; attempt: number }[]> {
  const { rows } = await pool.query<{ id: string; attempt: number }>(
    `select id, attempt from tangram.job where worker like '%-' || $1::text and coalesce(payload ->> 'as', payload ->> 'key') = any($2)`,
    [String(pid), keys],
  )
  return rows
}

async function until(withinMs: number, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await holds()) && performance.now() < end) await pause(patience.lookMs)
}
