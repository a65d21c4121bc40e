import type { Backup, BackupPlan } from '@tangram/storage'

const dayMs = 86_400_000

/** Those of one place that are one too many or too old, once a newer one is whole. The newest whole one always stays. */
export function whichToRemove(
  backups: readonly Pick<Backup, 'id' | 'state' | 'checkState' | 'begunAt' | 'name'>[],
  { keep, keepDays }: Pick<BackupPlan, 'keep' | 'keepDays'>,
  now: string,
): string[] {
  const there = backups
    .filter(({ state }) => state === 'good' || state === 'incomplete')
    .toSorted((a, b) => (a.begunAt < b.begunAt ? 1 : a.begunAt > b.begunAt ? -1 : 0))
  const newest = there.findIndex(({ state, checkState }) => state === 'good' && checkState === 'good')
  if (newest === -1) return []
  const oldest = keepDays === null ? Number.NEGATIVE_INFINITY : Date.parse(now) - keepDays * dayMs
  return there.flatMap(({ id, begunAt }, index) => (index > newest && (index >= keep || Date.parse(begunAt) < oldest) ? [id] : []))
}
