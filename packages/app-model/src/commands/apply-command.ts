import type { JsonValue } from '@tangram/data-model'
import type { AppDocument } from '../document.ts'
import { sameJson } from '../same-json.ts'
import type { Command, SetCommand } from './command.ts'
import { expandCommand } from './expand-command.ts'
import { valueAt, withValueAt } from './json-pointer.ts'

/**
 * Applies one command; the document given stays as it is, and the new one shares with it whatever did not change.
 *
 * @returns the new document, and the command that leads back to an equal one
 * @throws AppError 'app.command.…' when the command names something that is not there or an id that is taken
 */
export function applyCommand(document: AppDocument, command: Command): { document: AppDocument; inverse: Command } {
  const undone: SetCommand[] = []
  let current = document as unknown as JsonValue
  const run = (step: Command) => {
    if (step.type === 'batch') {
      for (const part of step.commands) run(part)
      return
    }
    for (const set of expandCommand(current as unknown as AppDocument, step)) {
      const earlier = valueAt(current, set.path)
      if (sameJson(earlier, set.value)) continue
      current = withValueAt(current, set.path, set.value)
      undone.unshift(earlier === undefined ? { type: 'set', path: set.path } : { type: 'set', path: set.path, value: earlier })
    }
  }
  run(command)
  const [only, ...more] = undone
  const inverse: Command = only && more.length === 0 ? only : { type: 'batch', commands: undone }
  return { document: current as unknown as AppDocument, inverse }
}
