import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'

/** Sends people a copy (抄送). Whoever has got one of this instance before does not get another; nobody left: nothing happens. */
export function sendCopies(
  run: Run,
  { id: element, node }: ElementInstance,
  { people, by, text }: { people: readonly string[]; by: string | null; text?: string },
): void {
  const before = new Set(run.state.copied)
  const fresh = [...new Set(people)].filter((person) => !before.has(person))
  if (fresh.length === 0) return
  const copy = { element, node, people: fresh, by, ...(text === undefined ? {} : { text }) }
  run.emit({ type: 'copies.sent', ...copy })
  run.effects.push({ type: 'copy', label: run.process.nodes[node]?.document.label ?? {}, ...copy })
}
