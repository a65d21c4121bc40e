import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { ErrorState, type Named, useSeeAs, useSession } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { rightsTexts } from '../../texts/rights.ts'
import { PersonPicker } from '../people/people-picker.tsx'

/** An administrator chooses as whom to look. */
export default function SeeAsDialog({ onClose }: { onClose: () => void }) {
  const t = useArea(rightsTexts)
  const me = useSession().data?.person?.id
  const [chosen, choose] = useState<Named | null>(null)
  const seeAs = useSeeAs(() => window.location.assign('/'))
  return (
    <Modal opened onClose={onClose} title={t('seeAs')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="md">
        <Text size="sm">{t('seeAsText')}</Text>
        <PersonPicker label={t('whose')} value={chosen} onChange={choose} without={me === undefined ? [] : [me]} autoFocus />
        {seeAs.isError && <ErrorState error={seeAs.error} onRetry={() => seeAs.reset()} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!chosen} loading={seeAs.isPending} onClick={() => chosen && seeAs.mutate({ person: chosen.id })}>
            {t('begin')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
