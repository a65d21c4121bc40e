import { ActionIcon, Button, Group, Menu, Modal, Select, Stack, Text } from '@mantine/core'
import { type EntityDocument, inOrder } from '@tangram/data-model'
import { Icon, notify, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'

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
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="subtle" color="gray" aria-label={t('more-for', { name })}>
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="pencil" size={16} />} onClick={() => ask('rename')}>
            {t('table-settings')}
          </Menu.Item>
          <Menu.Item color="danger" leftSection={<Icon name="trash" size={16} />} onClick={() => ask('delete')}>
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
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
      <Modal
        opened={asked === 'delete'}
        onClose={() => ask(null)}
        title={t('delete-title', { name })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack gap="md">
          <Text size="md">{t('delete-entities', { n: count })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => ask(null)}>
              {t('cancel')}
            </Button>
            <Button color="danger" onClick={remove}>
              {t('delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
