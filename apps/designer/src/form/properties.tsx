import { Button, Code, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core'
import { usedBy } from '@tangram/app-model'
import { withDefaults } from '@tangram/data-model'
import type { FieldElement, FormDocument } from '@tangram/form-engine'
import { EmptyState, Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { ConfigForm } from '../config/config-form.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { fieldTypeNamed } from '../platform.ts'
import { ColumnsEditor } from './columns/columns-editor.tsx'
import type { FormEdits } from './use-form-edits.ts'

/** What can be said about the selected element; about the form when none is selected. */
export function Properties({ form, selected, edits }: { form: FormDocument; selected: string | null; edits: FormEdits }) {
  const { t } = useTranslation('designer')
  const element = selected === null ? undefined : form.elements.items[selected]
  if (!element) return <FormProperties form={form} edits={edits} />
  return (
    <Stack gap="md" key={element.id}>
      {element.kind === 'field' ? (
        <FieldProperties form={form} element={element} edits={edits} />
      ) : (
        <>
          <Title order={2} size="h3">
            {t(element.kind)}
          </Title>
          {element.kind !== 'divider' && (
            <LabelInputs of="label" value={element.label} onChange={(label) => edits.updateElement(element.id, { label })} />
          )}
          <ConditionInput
            entity={form.entity}
            label={t('visible-when')}
            description={t('visible-when-help')}
            value={element.visible}
            onChange={(visible) => edits.updateElement(element.id, { visible })}
          />
        </>
      )}
      <Button variant="default" color="danger" leftSection={<Icon name="trash" size={16} />} onClick={() => edits.remove(element.id)}>
        {t('remove')}
      </Button>
    </Stack>
  )
}

function FormProperties({ form, edits }: { form: FormDocument; edits: FormEdits }) {
  const { t } = useTranslation('designer')
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {t('form-settings')}
      </Title>
      <LabelInputs of="label" value={form.label} onChange={(label) => edits.updateForm({ label })} />
      <Switch
        label={t('public-form')}
        description={t('public-form-help')}
        checked={form.public?.enabled === true}
        onChange={(event) => edits.updateForm({ public: { ...form.public, enabled: event.currentTarget.checked } })}
      />
      <EmptyState compact title={t('nothing-selected')} text={t('nothing-selected-text')} />
    </Stack>
  )
}

function FieldProperties({ form, element, edits }: { form: FormDocument; element: FieldElement; edits: FormEdits }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document, usedIds } = useDraft()
  const field = document.entities.items[form.entity]?.fields.items[element.field]
  if (!field) return null
  const type = fieldTypeNamed(field.type)
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
      <Switch
        label={t('required')}
        checked={field.required === true}
        onChange={(event) => edits.updateField(field.id, { required: event.currentTarget.checked })}
      />
      <div>
        <Text size="md" fw={500} mb={4} id={`width-of-${element.id}`}>
          {t('width')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby={`width-of-${element.id}`}
          value={String(element.span ?? 12)}
          onChange={(span) => edits.updateElement(element.id, { span: Number(span) })}
          data={[
            { value: '12', label: t('width-full') },
            { value: '6', label: t('width-half') },
            { value: '4', label: t('width-third') },
          ]}
        />
      </div>
      <ConditionInput
        entity={form.entity}
        label={t('visible-when')}
        description={t('visible-when-help')}
        value={element.visible}
        onChange={(visible) => edits.updateElement(element.id, { visible })}
      />
      {type?.columns && <ColumnsEditor entity={form.entity} field={field} onChange={(fields) => edits.updateField(field.id, { fields })} />}
      {type && Object.keys(type.config).length > 0 && (
        <>
          <Title order={3} size="h4">
            {t('field-settings')}
          </Title>
          <ConfigForm
            schema={type.config}
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
