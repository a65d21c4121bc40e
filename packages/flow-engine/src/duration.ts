/** An ISO 8601 duration in parts; what is not there is 0. */
export type Duration = { years: number; months: number; days: number; ms: number }

const pattern =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Reads `P1DT2H30M`; undefined when it is no duration. */
export function parseDuration(text: string): Duration | undefined {
  const found = pattern.exec(text)
  if (!found) return undefined
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  return { years, months, days: weeks * 7 + days, ms: Math.round(hours * 3_600_000 + minutes * 60_000 + seconds * 1000) }
}
