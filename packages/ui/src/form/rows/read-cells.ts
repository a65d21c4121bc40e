import type { JsonValue } from '@tangram/data-model'
import { cellReader, type FieldPlan, type FieldRegistry } from '@tangram/form-engine'
import type { FormSources } from '../form-sources.ts'

/** What was pasted, as values of the columns it falls on. Cells that cannot be read keep their text: the form says what is wrong. */
export type ReadCells = { cells: JsonValue[][]; labels: { [id: string]: string }; unread: number }

/** How many different names of records one paste looks up. */
const mostNames = 200

/**
 * Reads pasted texts as an import does: numbers with separators, dates as people write them, options and records by their names.
 *
 * @param columns those the cells fall on, from left to right; what lies beyond the last is left out
 */
export async function readCells(
  table: readonly (readonly string[])[],
  columns: readonly FieldPlan[],
  about: { registry: FieldRegistry; sources: FormSources; field: string; zone: string },
): Promise<ReadCells> {
  const labels: { [id: string]: string } = {}
  let unread = 0
  const readers = columns.map(({ id, fieldType, label, config }) => cellReader({ id, type: fieldType.type, label, config }, about.registry))
  const find = finder(about)
  const cells: JsonValue[][] = []
  for (const texts of table) {
    const row: JsonValue[] = []
    for (const [at, text] of texts.slice(0, columns.length).entries()) {
      const reading = readers[at]?.(text, { zone: about.zone })
      if (reading && 'value' in reading) {
        row.push(reading.value)
        continue
      }
      if (reading && 'names' in reading) {
        const found = await Promise.all(reading.names.map((name) => find(columns[at]?.id ?? '', reading.to, name)))
        const known = found.filter((option) => option !== undefined)
        if (known.length === found.length) {
          for (const { id, label } of known) labels[`${reading.to}:${id}`] = label
          row.push(reading.many ? known.map(({ id }) => id) : (known[0]?.id ?? null))
          continue
        }
        // Shown as it was written, beside what is wrong with it.
        labels[text] = text
      }
      unread += 1
      row.push(text)
    }
    cells.push(row)
  }
  return { cells, labels, unread }
}

/** Finds records by their exact name, each name once. */
function finder({ sources, field }: { sources: FormSources; field: string }) {
  const asked = new Map<string, Promise<{ id: string; label: string } | undefined>>()
  return (column: string, to: string, name: string) => {
    const key = `${column}\n${name}`
    const known = asked.get(key)
    if (known) return known
    if (asked.size >= mostNames) return Promise.resolve(undefined)
    const found = sources.options({ id: `${field}.${column}`, to }, { search: name }).then((options) => {
      const same = options.filter(({ label }) => label === name)
      return same.length === 1 ? same[0] : undefined
    })
    asked.set(key, found)
    return found
  }
}
