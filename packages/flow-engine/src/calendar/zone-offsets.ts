import { wallClockIn } from '@tangram/expression'

/** A time through which a zone keeps its distance from UTC: wall clock = UTC + offset. All in milliseconds. */
export type OffsetSpan = { start: number; end: number; offset: number }

/** No zone has ever changed its offset and changed it back within so short a time. */
const stepMs = 4 * 86_400_000
const known = new Map<string, Map<number, readonly OffsetSpan[]>>()

/** The offsets of a zone from one moment to another, in order and without a gap. */
export function* offsetsFrom(zone: string, from: number, to: number): Generator<OffsetSpan> {
  const ofZone = known.get(zone) ?? new Map<number, readonly OffsetSpan[]>()
  known.set(zone, ofZone)
  for (let step = Math.floor(from / stepMs); step * stepMs < to; step++) {
    const spans = ofZone.get(step) ?? offsetsOf(zone, step * stepMs, (step + 1) * stepMs)
    ofZone.set(step, spans)
    for (const { start, end, offset } of spans) {
      if (end > from && start < to) yield { start: Math.max(start, from), end: Math.min(end, to), offset }
    }
  }
}

function offsetsOf(zone: string, start: number, end: number): OffsetSpan[] {
  const offsetAt = (ms: number) => wallClockIn(ms, zone) - ms
  const [before, after] = [offsetAt(start), offsetAt(end)]
  if (before === after) return [{ start, end, offset: before }]
  let [low, high] = [start, end]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return [
    { start, end: high, offset: before },
    { start: high, end, offset: after },
  ]
}
