import { FormulaInput } from './formula-input.tsx'
import { useScope } from './names.tsx'
import type { SettingProps } from './setting-props.ts'

/** A setting whose value is a formula over the names there are. */
export function FormulaSetting({ label, description, value, entity, onChange }: SettingProps) {
  const scope = useScope(entity)
  return scope ? <FormulaInput scope={scope} label={label} description={description} value={value} onChange={onChange} /> : null
}
