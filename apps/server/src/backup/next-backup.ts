import type { BackupPlan } from '@tangram/storage'
import { nextOccurrence } from '../jobs/schedule.ts'

const hourMs = 3_600_000

/** When the next backup is due after an instant; null while backups are off. Every so many hours is counted from 1970 in UTC, so that all servers agree. */
export function nextBackup(
  { enabled, every, time, days, hours }: Pick<BackupPlan, 'enabled' | 'every' | 'time' | 'days' | 'hours'>,
  zone: string,
  after: string,
): string | null {
  if (!enabled) return null
  if (every === 'hours') {
    const stepMs = hours * hourMs
    return new Date((Math.floor(Date.parse(after) / stepMs) + 1) * stepMs).toISOString()
  }
  const [hour, minute] = time.split(':').map(Number)
  return days.length === 0 ? null : nextOccurrence(`${minute} ${hour} * * ${days.map((day) => day % 7).join(',')}`, zone, after)
}
