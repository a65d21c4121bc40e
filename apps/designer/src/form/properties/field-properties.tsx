import { Code, Switch, Text, Title } from '@mantine/core'
import { usedBy } from '@tangram/app-model'
import { type Id, withDefaults } from '@tangram/data-model'
import type { FieldElement, FormDocument } from '@tangram/form-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../../config/condition-input.tsx'
import { ConfigForm } from '../../config/config-form.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useDraft } from '../../draft/draft-context.tsx'
import { fieldTypeNamed } from '../../platform.ts'
import { ColumnsEditor } from '../columns/columns-editor.tsx'
import type { FormEdits } from '../use-form-edits.ts'
import { ComputedSetting, settingsOf } from './computed-setting.tsx'
import { isNeverFilledIn, Linkage } from './linkage.tsx'
import { ProtectionSetting } from './protection-setting.tsx'
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
      <ProtectionSetting
        entity={document.entities.items[form.entity] ?? { title: '' }}
        field={field}
        onChange={(patch) => edits.updateField(field.id, patch)}
      />
      <WidthSetting span={element.span ?? 12} onChange={(span) => update({ span })} />
      <ConditionInput
        entity={form.entity}
        label={t('visible-when')}
        description={t('visible-when-help')}
        value={element.visible}
        onChange={(visible) => update({ visible })}
      />
      <Linkage entity={form.entity} element={element} field={field} places={placesOn(form, element)} onChange={update} />
      {type?.typeOfFormula && (
        <ComputedSetting entity={form.entity} field={field} onChange={(patch) => edits.updateField(field.id, patch)} />
      )}
      {type?.columns && <ColumnsEditor entity={form.entity} field={field} element={element} edits={edits} />}
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

/** The other fields of the form, into which a pick may copy. */
function placesOn(form: FormDocument, element: FieldElement): Id[] {
  return Object.values(form.elements.items).flatMap((item) => (item.kind === 'field' && item.field !== element.field ? [item.field] : []))
}
