import { Accordion, Code, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { usedBy } from '@tangram/app-model'
import { type FieldDocument, withDefaults } from '@tangram/data-model'
import type { FieldElement, FieldType, FormDocument } from '@tangram/form-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../../config/condition-input.tsx'
import { ConfigForm } from '../../config/config-form.tsx'
import { FormulaInput } from '../../config/formula-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useScope } from '../../config/names.tsx'
import { useDraft } from '../../draft/draft-context.tsx'
import { fieldTypeNamed } from '../../platform.ts'
import { ColumnsEditor } from '../columns/columns-editor.tsx'
import type { FormEdits } from '../use-form-edits.ts'
import { ChecksSetting } from './checks-setting.tsx'
import { ComputedSetting, settingsOf } from './computed-setting.tsx'
import { RelationSettings } from './relation-settings.tsx'
import { RuleSetting } from './rule-setting.tsx'
import { WidthSetting } from './width-setting.tsx'

type FieldPropertiesProps = { form: FormDocument; element: FieldElement; edits: FormEdits }

/** What can be said about a field: what it is everywhere, and what this form makes of it. */
export function FieldProperties({ form, element, edits }: FieldPropertiesProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document, usedIds } = useDraft()
  const field = document.entities.items[form.entity]?.fields.items[element.field]
  if (!field) return null
  const type = fieldTypeNamed(field.type)
  const isShownOnly = isNeverFilledIn(type)
  const update = (patch: { [property: string]: unknown }) => edits.updateElement(element.id, patch)
  return (
    <>
      <Title order={2} size="h3">
        {text(field.label, field.id)}
      </Title>
      <Text size="sm" c="dimmed">
        {type ? text(type.label) : field.type} · <Code>{field.id}</Code>
      </Text>
      <LabelInputs of="label" value={field.label} onChange={(label) => edits.updateField(field.id, { label })} />
      <LabelInputs of="help" value={field.help} onChange={(help) => edits.updateField(field.id, { help })} />
      {!isShownOnly && (
        <Switch
          label={t('required')}
          checked={field.required === true}
          onChange={(event) => edits.updateField(field.id, { required: event.currentTarget.checked })}
        />
      )}
      <WidthSetting span={element.span ?? 12} onChange={(span) => update({ span })} />
      <ConditionInput
        entity={form.entity}
        label={t('visible-when')}
        description={t('visible-when-help')}
        value={element.visible}
        onChange={(visible) => update({ visible })}
      />
      <Linkage form={form} element={element} field={field} onChange={update} />
      {type?.typeOfFormula && (
        <ComputedSetting entity={form.entity} field={field} onChange={(patch) => edits.updateField(field.id, patch)} />
      )}
      {type?.columns && <ColumnsEditor entity={form.entity} field={field} onChange={(fields) => edits.updateField(field.id, { fields })} />}
      {type && Object.keys(settingsOf(type)).length > 0 && (
        <>
          <Title order={3} size="h4">
            {t('field-settings')}
          </Title>
          <ConfigForm
            schema={settingsOf(type)}
            entity={form.entity}
            usedOptions={usedBy(usedIds, form.entity, field.id)?.options}
            config={withDefaults(type.config, field.config)}
            onChange={(config) => edits.updateField(field.id, { config })}
          />
        </>
      )}
    </>
  )
}

type LinkageProps = {
  form: FormDocument
  element: FieldElement
  field: FieldDocument
  onChange: (patch: { [property: string]: unknown }) => void
}

/** How the field follows the others of this form. */
function Linkage({ form, element, field, onChange }: LinkageProps) {
  const { t } = useTranslation('designer')
  const scope = useScope(form.entity)
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
                entity={form.entity}
                label={t('required-here')}
                value={element.required}
                onChange={(required) => onChange({ required })}
              />
            )}
            {!isShownOnly && (
              <>
                <RuleSetting
                  entity={form.entity}
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
          <ChecksSetting entity={form.entity} field={field.id} value={element.checks ?? []} onChange={(checks) => onChange({ checks })} />
        </Accordion.Panel>
      </Accordion.Item>
      {target !== undefined && (
        <Accordion.Item value="pick">
          <Accordion.Control>{t('picking')}</Accordion.Control>
          <Accordion.Panel>
            <RelationSettings form={form} element={element} target={target} onChange={onChange} />
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
const isNeverFilledIn = (type: FieldType | undefined): boolean => type?.typeOfFormula !== undefined || type?.shows !== undefined

/** Words left empty are those of the field again. */
const orNothing = <T extends { [locale: string]: string | undefined }>(text: T): T | undefined =>
  Object.values(text).some((word) => word) ? text : undefined
