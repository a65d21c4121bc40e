import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { recordsTexts } from '../../texts/records.ts'

export type LeaveDialogProps = {
  /** What would be lost: `changes` that are kept nowhere, or only `files` that are under way or failed. */
  losing: 'changes' | 'files' | undefined
  onStay: () => void
  onLeave: () => void
}

/** Asks before a form is closed that has something to lose. */
export function LeaveDialog({ losing, onStay, onLeave }: LeaveDialogProps) {
  const t = useArea(recordsTexts)
  const common = useArea(commonTexts)
  return (
    <Modal
      opened={losing !== undefined}
      onClose={onStay}
      title={t(losing === 'files' ? 'unsentTitle' : 'unsavedTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <Text>{t(losing === 'files' ? 'unsentText' : 'unsavedText')}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onStay}>
            {t('keepEditing')}
          </Button>
          <Button color="danger" onClick={onLeave}>
            {t(losing === 'files' ? 'closeAnyway' : 'discard')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
