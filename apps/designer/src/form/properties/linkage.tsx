import { Accordion, Select, Stack, Text } from '@mantine/core'
import type { FieldDocument, Id } from '@tangram/data-model'
import type { FieldElement, FieldType } from '@tangram/form-engine'
import { useTranslation } from '@tangram/ui'
import { FormulaInput } from '../../config/formula-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useScope } from '../../config/names.tsx'
import { fieldTypeNamed } from '../../platform.ts'
import { ChecksSetting } from './checks-setting.tsx'
import { RelationSettings } from './relation-settings.tsx'
import { RuleSetting } from './rule-setting.tsx'

type LinkageProps = {
  /** The table of the form. */
  entity: string
  element: FieldElement
  field: FieldDocument
  /** Where picking a record may copy to. */
  places: readonly Id[]
  isColumn?: boolean
  onChange: (patch: { [property: string]: unknown }) => void
}

/** How a field follows the others of its form, a column those of its row. */
export function Linkage({ entity, element, field, places, isColumn = false, onChange }: LinkageProps) {
  const { t } = useTranslation('designer')
  const scope = useScope(entity)
  const target = typeof field.config?.entity === 'string' ? field.config.entity : undefined
  const hasOptions = fieldTypeNamed(field.type)?.options !== undefined
  if (!scope) return null
  const isShownOnly = isNeverFilledIn(fieldTypeNamed(field.type))
  return (
    <Accordion multiple keepMounted={false} variant="separated" chevronPosition="left">
      <Accordion.Item value="rules">
        <Accordion.Control>{t('linkage')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="md">
            {!isShownOnly && field.required !== true && (
              <RuleSetting
                entity={entity}
                label={t('required-here')}
                value={element.required}
                onChange={(required) => onChange({ required })}
              />
            )}
            {!isShownOnly && (
              <>
                <RuleSetting
                  entity={entity}
                  label={t('read-only')}
                  value={element.readOnly}
                  onChange={(readOnly) => onChange({ readOnly })}
                />
                <FormulaInput
                  scope={scope}
                  label={t('default-value')}
                  description={t('default-value-help')}
                  value={element.default}
                  onChange={(value) => onChange({ default: value })}
                />
              </>
            )}
            {hasOptions && (
              <FormulaInput
                scope={scope}
                label={t('options-rule')}
                description={t('options-rule-help')}
                value={element.options}
                onChange={(options) => onChange({ options })}
              />
            )}
            <Select
              label={t('when-hidden')}
              allowDeselect={false}
              value={element.whenHidden ?? 'keep'}
              onChange={(whenHidden) => onChange({ whenHidden: whenHidden === 'keep' ? undefined : whenHidden })}
              data={(['keep', 'clear', 'omit'] as const).map((policy) => ({ value: policy, label: t(`hidden-${policy}`) }))}
              description={t(`hidden-${element.whenHidden ?? 'keep'}-help`)}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="checks">
        <Accordion.Control>{t('checks-count', { n: element.checks?.length ?? 0 })}</Accordion.Control>
        <Accordion.Panel>
          <ChecksSetting entity={entity} field={field.id} value={element.checks ?? []} onChange={(checks) => onChange({ checks })} />
        </Accordion.Panel>
      </Accordion.Item>
      {target !== undefined && (
        <Accordion.Item value="pick">
          <Accordion.Control>{t('picking')}</Accordion.Control>
          <Accordion.Panel>
            <RelationSettings entity={entity} places={places} isColumn={isColumn} element={element} target={target} onChange={onChange} />
          </Accordion.Panel>
        </Accordion.Item>
      )}
      <Accordion.Item value="words">
        <Accordion.Control>{t('words-here')}</Accordion.Control>
        <Accordion.Panel>
          <Text size="sm" c="dimmed">
            {t('words-here-help')}
          </Text>
          <LabelInputs of="label" value={element.label} onChange={(label) => onChange({ label: orNothing(label) })} />
          <LabelInputs of="help" value={element.help} onChange={(help) => onChange({ help: orNothing(help) })} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

/** Whether fields of the type only show: what a formula gives, or what a relation leads to. */
export const isNeverFilledIn = (type: FieldType | undefined): boolean => type?.typeOfFormula !== undefined || type?.shows !== undefined

/** Words left empty are those of the field again. */
const orNothing = <T extends { [locale: string]: string | undefined }>(text: T): T | undefined =>
  Object.values(text).some((word) => word) ? text : undefined
