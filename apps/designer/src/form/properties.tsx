import { Button, Stack, Switch, Title } from '@mantine/core'
import type { FormDocument } from '@tangram/form-engine'
import { EmptyState, Icon, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import { FieldProperties } from './properties/field-properties.tsx'
import { LayoutProperties } from './properties/layout-properties.tsx'
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
        <LayoutProperties form={form} element={element} edits={edits} />
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
