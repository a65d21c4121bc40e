import type { FieldDocument, JsonValue, ValueType } from '@tangram/data-model'
import { checkExpression } from '@tangram/expression'
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
      onChange={(computed) => {
        const type = computed === undefined ? undefined : checkExpression(computed as JsonValue, scope).type
        const { result: _before, ...config } = field.config ?? {}
        const result = resultOf(type)
        onChange({ computed, config: { ...config, ...(result ? { result } : {}) } })
      }}
    />
  )
}

/** The kind of result that a type is shown as. */
function resultOf(type: ValueType | undefined): string | undefined {
  return type && ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp'].includes(type.kind) ? type.kind : undefined
}
