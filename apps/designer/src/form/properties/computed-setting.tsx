import type { FieldDocument, JsonValue, ValueType } from '@tangram/data-model'
import { checkExpression, type Scope } from '@tangram/expression'
import type { FieldType } from '@tangram/form-engine'
import { useTranslation } from '@tangram/ui'
import { FormulaInput } from '../../config/formula-input.tsx'
import { useScope } from '../../config/names.tsx'

type ComputedSettingProps = { entity: string; field: FieldDocument; onChange: (patch: Partial<FieldDocument>) => void }

/** The formula of a field whose kind follows from it. */
export function ComputedSetting({ entity, field, onChange }: ComputedSettingProps) {
  const { t } = useTranslation('designer')
  const scope = useScope(entity)
  if (!scope) return null
  return (
    <FormulaInput
      scope={scope}
      label={t('computed-by')}
      value={field.computed}
      onChange={(computed) => onChange(computedPatch(field, computed, scope))}
    />
  )
}

/** A field of this formula: with the kind of result that follows from it. */
export function computedPatch(field: FieldDocument, computed: FieldDocument['computed'], scope: Scope): Partial<FieldDocument> {
  const type = computed === undefined ? undefined : checkExpression(computed as JsonValue, scope).type
  const { result: _before, ...config } = field.config ?? {}
  const result = resultOf(type)
  return { computed, config: { ...config, ...(result ? { result } : {}) } }
}

/** The settings a person makes: what follows from the formula is not asked. */
export function settingsOf(type: FieldType): FieldType['config'] {
  if (!type.typeOfFormula) return type.config
  const { result: _follows, ...config } = type.config
  return config
}

/** The kind of result that a type is shown as. */
function resultOf(type: ValueType | undefined): string | undefined {
  return type && ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp'].includes(type.kind) ? type.kind : undefined
}
