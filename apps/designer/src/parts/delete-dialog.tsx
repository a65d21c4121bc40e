import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from '@tangram/ui'

type DeleteDialogProps = {
  opened: boolean
  /** Of what would be deleted. */
  name: string
  /** What goes with it, or why it cannot go. */
  consequence: string
  disabled?: boolean
  onDelete: () => void
  onClose: () => void
}

/** Asks before something of the app is deleted. */
export function DeleteDialog({ opened, name, consequence, disabled = false, onDelete, onClose }: DeleteDialogProps) {
  const { t } = useTranslation('designer')
  return (
    <Modal opened={opened} onClose={onClose} title={t('delete-title', { name })} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="md">
        <Text size="md">{consequence}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="danger" disabled={disabled} onClick={onDelete}>
            {t('delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
