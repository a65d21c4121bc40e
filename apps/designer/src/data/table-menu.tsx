import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { type EntityDocument, inOrder } from '@tangram/data-model'
import { notify, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { DeleteDialog } from '../parts/delete-dialog.tsx'
import { MoreMenu } from '../parts/more-menu.tsx'
import { saveSchema } from '../schema/save-schema.ts'

/** What one can do to a table: rename it, say which field names a record, retire it with all that is about it. */
export function TableMenu({ entity }: { entity: EntityDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run, undo } = useDraftActions()
  const [asked, ask] = useState<'rename' | 'delete' | null>(null)
  const name = text(entity.label, entity.id)
  const change = (patch: Partial<EntityDocument>) => run(patchAt(['entities', 'items', entity.id], patch))
  const about = (['forms', 'views', 'processes', 'rules'] as const).flatMap((kind) => inOrder<{ entity: string }>(document[kind]))
  const count =
    about.filter((thing) => thing.entity === entity.id).length + inOrder(document.reports).filter(({ from }) => from === entity.id).length

  function remove() {
    run({ type: 'remove', collection: '/entities', id: entity.id })
    void notify({ message: t('thing-removed', { name }), undo: { label: t('undo'), run: undo } })
  }

  return (
    <>
      <MoreMenu
        name={name}
        items={[
          { icon: 'pencil', label: t('table-settings'), onClick: () => ask('rename') },
          { icon: 'download', label: t('export-schema'), onClick: () => saveSchema(entity) },
          { icon: 'trash', label: t('delete'), onClick: () => ask('delete'), isDanger: true },
        ]}
      />
      <Modal
        opened={asked === 'rename'}
        onClose={() => ask(null)}
        title={t('table-settings')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack gap="md">
          <LabelInputs of="label" value={entity.label} onChange={(label) => change({ label })} />
          <Select
            label={t('records-title-field')}
            description={t('title-field-help')}
            allowDeselect={false}
            data={inOrder(entity.fields).map((field) => ({ value: field.id, label: text(field.label, field.id) }))}
            value={entity.title}
            onChange={(title) => title && change({ title })}
          />
          <Group justify="flex-end">
            <Button onClick={() => ask(null)}>{t('done')}</Button>
          </Group>
        </Stack>
      </Modal>
      <DeleteDialog
        opened={asked === 'delete'}
        name={name}
        consequence={t('delete-entities', { n: count })}
        onDelete={remove}
        onClose={() => ask(null)}
      />
    </>
  )
}
