import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'

export type Acknowledged = { kind: 'created'; marker: string; record: string } | { kind: 'completed'; task: string }

/** What the server promised, written down so that it survives us too: one line each, on disk before the next request. */
export function openAcknowledgements(file: string): { add(entry: Acknowledged): void; entries: readonly Acknowledged[]; close(): void } {
  const descriptor = openSync(file, 'a')
  const entries: Acknowledged[] = []
  return {
    entries,
    add(entry) {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`)
      fsyncSync(descriptor)
      entries.push(entry)
    },
    close: () => closeSync(descriptor),
  }
}
