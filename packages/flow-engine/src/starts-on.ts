import type { Id } from '@tangram/data-model'
import type { CompiledProcess } from './compile-process.ts'

/** Whether a new record starts the process. `form`: the form it was made with, if any. */
export function startsOn(process: CompiledProcess, created: { entity: Id; form?: Id | null }): boolean {
  const config = process.nodes[process.start]?.config
  if (!config || process.document.entity !== created.entity || config.trigger !== 'record-created') return false
  return config.form === undefined || config.form === null || config.form === created.form
}
