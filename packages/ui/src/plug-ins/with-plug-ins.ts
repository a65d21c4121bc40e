import type { FormParts } from '../form/form-parts.ts'
import type { PlugIn } from './load-plug-ins.ts'

/** These parts and those of the plug-ins. */
export function withPlugIns({ fieldTypes }: FormParts, plugIns: readonly PlugIn[]): FormParts {
  return {
    fieldTypes: [...fieldTypes, ...plugIns.flatMap(({ fields }) => fields ?? [])],
    widgets: Object.assign({}, ...plugIns.map(({ widgets }) => widgets)),
    charts: plugIns.flatMap(({ charts }) => charts ?? []),
  }
}
