import { Card, Group, MultiSelect, Select, Stack, Text, Title } from '@mantine/core'
import type { ViewDocument } from '@tangram/app-model'
import { inOrder, itemOf } from '@tangram/data-model'
import { useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useNames, useScope } from '../config/names.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { SectionPage } from '../things/section-page.tsx'

/** The lists people see, one per menu entry. */
export function ViewsPage() {
  const { document } = useDraft()
  return (
    <SectionPage kind="views">
      {(id) => {
        const view = document.views.items[id]
        return view && <ViewEditor key={id} view={view} />
      }}
    </SectionPage>
  )
}

function ViewEditor({ view }: { view: ViewDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const columns = useNames(useScope(view.entity))
    .filter(({ path }) => !path.includes('.') && !path.startsWith('$'))
    .map(({ path, label }) => ({ value: path, label }))
  const change = (patch: { [property in keyof ViewDocument]?: unknown }) => run(patchAt(['views', 'items', view.id], patch))
  const sort = view.sort?.[0]
  const isLinked = itemOf(document.entities, view.entity)?.linked !== undefined
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {text(view.label, view.id)}
        </Title>
        <Text size="sm" c="dimmed">
          {t('source-is', { name: text(itemOf(document.entities, view.entity)?.label, view.entity) })}
        </Text>
        <LabelInputs of="label" value={view.label} onChange={(label) => change({ label })} />
        <MultiSelect
          label={t('columns')}
          description={t('columns-help')}
          searchable
          data={columns}
          value={view.columns}
          onChange={(next) => change({ columns: next })}
        />
        <Group gap="xs" align="flex-end" grow>
          <Select
            label={t('sort-by')}
            clearable
            clearButtonProps={{ 'aria-label': t('no-sort') }}
            data={columns}
            value={sort?.by ?? null}
            onChange={(by) => change({ sort: by ? [{ by, dir: sort?.dir ?? 'asc' }] : undefined })}
          />
          <Select
            label={t('sort-direction')}
            allowDeselect={false}
            disabled={!sort}
            data={(['asc', 'desc'] as const).map((dir) => ({ value: dir, label: t(`sort-${dir}`) }))}
            value={sort?.dir ?? 'asc'}
            onChange={(dir) => sort && change({ sort: [{ by: sort.by, dir }] })}
          />
        </Group>
        <ConditionInput
          entity={view.entity}
          label={t('only-records')}
          description={t('only-records-help')}
          value={view.where}
          onChange={(where) => change({ where })}
        />
        {!isLinked && (
          <Select
            label={t('form-of-list')}
            description={t('form-of-list-help')}
            clearable
            clearButtonProps={{ 'aria-label': t('none') }}
            data={inOrder(document.forms)
              .filter(({ entity }) => entity === view.entity)
              .map(({ id, label }) => ({ value: id, label: text(label, id) }))}
            value={view.form ?? null}
            onChange={(form) => change({ form: form ?? undefined })}
          />
        )}
      </Stack>
    </Card>
  )
}
