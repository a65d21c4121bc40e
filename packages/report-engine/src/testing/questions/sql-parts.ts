/** The median without a detour over binary fractions. */
export function medianOf(column: string): string {
  const sorted = `(array_agg(${column} order by ${column}) filter (where ${column} is not null))`
  return `(${sorted}[(count(${column}) + 1) / 2] + ${sorted}[(count(${column}) + 2) / 2])::numeric / 2`
}

/** The mean of the hours between two instants, divided once. */
export function hoursOf(from: string, to: string): string {
  return `sum(extract(epoch from ${to} - ${from})) / (3600 * nullif(count(${to} - ${from}), 0))`
}
