import type { RecordValues } from '@tangram/data-model'
import type { Run } from './run.ts'

/**
 * Writes fields of the record. Writes of one decision are handed over together, unless one would hide the value of another:
 * a rule waiting for the status to pass through "resolved" must see it.
 */
export function writeRecord(run: Run, values: RecordValues): void {
  const fields = Object.keys(values)
  if (fields.length === 0) return
  for (const field of fields) run.values.set(field, values[field] ?? null)
  run.emit({ type: 'record.changed', values })
  const at = run.effects.findLastIndex((effect) => effect.type === 'record.update')
  const last = run.effects[at]
  const hides = last?.type === 'record.update' && fields.some((field) => Object.hasOwn(last.values, field))
  if (last?.type !== 'record.update' || hides) run.effects.push({ type: 'record.update', values })
  else run.effects[at] = { type: 'record.update', values: { ...last.values, ...values } }
}
