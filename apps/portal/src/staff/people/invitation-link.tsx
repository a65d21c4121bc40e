import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useFormat } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { CopyField } from '../providers/copy-field.tsx'
import type { Invitation } from './organisation.ts'

/** The address by which somebody sets a password, shown once. */
export function InvitationLink({ name, invitation, onClose }: { name: string; invitation: Invitation; onClose: () => void }) {
  const t = useArea(peopleTexts)
  const format = useFormat()
  const when = format.instant(invitation.until, 'short')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('linkFor', { name })}
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={false}
    >
      <Stack>
        {invitation.mailed && <Alert color="success">{t('mailedTo', { email: invitation.mailed })}</Alert>}
        <Text>{t(invitation.purpose === 'invite' ? 'linkInvite' : 'linkReset', { name, when })}</Text>
        <CopyField label={t('link')} value={invitation.url} />
        <Text size="sm" c="dimmed">
          {t('linkOnce')}
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
