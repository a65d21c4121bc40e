import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { DataRecord, Id } from '@tangram/data-model'
import { ErrorState, keys, notify, recordsPath, useClient, useRemoveRecord } from '@tangram/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { recordsTexts } from '../../texts/records.ts'

export type RemoveDialogProps = { app: Id; entity: Id; record: DataRecord; title: string; onClose: () => void; onRemoved: () => void }

/** Asks before a record goes to the recycle bin; the notice afterwards brings it back. */
export function RemoveDialog({ app, entity, record, title, onClose, onRemoved }: RemoveDialogProps) {
  const t = useArea(recordsTexts)
  const common = useArea(commonTexts)
  const client = useClient()
  const cache = useQueryClient()
  const remove = useRemoveRecord(app, entity)

  async function restore() {
    await client.send('POST', recordsPath(app, entity, {}, `/${record.id}/restore`))
    await cache.invalidateQueries({ queryKey: keys.entity(app, entity) })
  }

  function confirm() {
    remove.mutate(
      { id: record.id, version: record.version },
      {
        onSuccess: () => {
          void notify({ message: t('removed', { title }), undo: { label: t('undo'), run: () => void restore() } })
          onRemoved()
        },
      },
    )
  }

  return (
    <Modal opened onClose={onClose} title={t('removeTitle')} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack>
        <Text>{t('removeText', { title })}</Text>
        {remove.isError && <ErrorState error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="danger" loading={remove.isPending} onClick={confirm}>
            {t('remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
