/** Ordinary China Standard Time, which has no daylight saving: UTC+8. */
const offsetMs = 8 * 3_600_000
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** Local midnight, as milliseconds since 1970. */
export const startOfDay = (at: number): number => Math.floor((at + offsetMs) / dayMs) * dayMs - offsetMs

export const localDate = (at: number): string => new Date(at + offsetMs).toISOString().slice(0, 10)

/** Monday first, as complaints after a weekend pile up. */
const weekdays = [0.45, 1.3, 1.15, 1.05, 1, 0.95, 0.6]
const months = [0.9, 0.7, 0.92, 0.95, 1.02, 1.28, 1.5, 1.4, 1.0, 0.88, 1.18, 1.0]
/** By local hour. */
export const hours: readonly (readonly [number, number])[] = [
  1, 0.6, 0.4, 0.3, 0.3, 0.5, 1, 2.5, 6, 9, 10, 8.5, 5.5, 6, 8.5, 9, 8, 6.5, 5, 5.5, 6, 4.5, 3, 1.8,
].map((weight, hour) => [hour, weight] as const)

/** How many complaints a local day brings compared with an ordinary one. `grown` runs from 0 to 1 over the whole span. */
export function busyness(day: number, grown: number): number {
  const local = new Date(day + offsetMs)
  const isNationalDay = local.getUTCMonth() === 9 && local.getUTCDate() <= 7
  return (weekdays[local.getUTCDay()] ?? 1) * (months[local.getUTCMonth()] ?? 1) * (isNationalDay ? 0.45 : 1) * (0.85 + 0.3 * grown)
}

export const monthOf = (at: number): number => new Date(at + offsetMs).getUTCMonth() + 1
export const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at + offsetMs).getUTCDay())
