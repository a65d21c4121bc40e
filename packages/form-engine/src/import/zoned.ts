const formats = new Map<string, Intl.DateTimeFormat>()

/** The instant at which clocks of the zone show this date and time: `2026-11-22T08:30:00` → `2026-11-22T00:30:00.000Z` in Shanghai. */
export function instantIn(zone: string, local: string): string {
  const wanted = Date.parse(`${local.length > 10 ? local : `${local}T00:00:00`}Z`)
  // What a zone is ahead on that day; asked twice, because the first guess may lie on the other side of a change of clocks.
  const first = wanted - aheadMs(zone, wanted)
  return new Date(wanted - aheadMs(zone, first)).toISOString()
}

function aheadMs(zone: string, instant: number): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const part: { [type: string]: number } = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
  const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
  return shown - Math.floor(instant / 1000) * 1000
}
