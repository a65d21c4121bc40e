import type { Id, JsonValue, RecordValues } from '@tangram/data-model'

type Filling = { record: string; fill: readonly { from: Id; to: Id }[]; write: (values: RecordValues) => void }

/**
 * Copies values of picked records into the form, at once or as soon as the record is there.
 *
 * @param known the values of a record that was read already
 */
export function createFiller(known: (record: string) => RecordValues | undefined) {
  const waiting = new Map<string, Filling>()
  const copy = ({ fill, write }: Filling, values: RecordValues) =>
    write(Object.fromEntries(fill.map(({ from, to }) => [to, Object.hasOwn(values, from) ? (values[from] ?? null) : null])))
  return {
    /** A record was picked, or the pick taken back. `place` is where. */
    picked(place: string, record: JsonValue, fill: Filling['fill'], write: Filling['write']): void {
      waiting.delete(place)
      if (fill.length === 0 || typeof record !== 'string' || record === '') return
      const filling = { record, fill, write }
      const values = known(record)
      if (values) copy(filling, values)
      else waiting.set(place, filling)
    },
    /** The values of a record arrived. */
    arrived(record: string, values: RecordValues): void {
      for (const [place, filling] of waiting) {
        if (filling.record !== record) continue
        waiting.delete(place)
        copy(filling, values)
      }
    },
    forget: () => waiting.clear(),
  }
}
