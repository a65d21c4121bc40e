import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { notify, useClient, useSession } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { deliveriesTexts } from '../../texts/deliveries.ts'
import type { Delivery } from '../dashboard/delivery-form.tsx'
import { wordsOf } from '../dashboard/save-menu.tsx'
import { tally } from './result-words.ts'

export type DeliveryMenuProps = {
  delivery: Delivery
  /** What it is called beside the menu. */
  name: string
  onChanged: () => void
  /** Absent where its settings cannot be changed. */
  onEdit?: () => void
}

/** What can be done with one regular delivery. */
export function DeliveryMenu({ delivery, name, onChanged, onEdit }: DeliveryMenuProps) {
  const t = useArea(deliveriesTexts)
  const common = useArea(commonTexts)
  const client = useClient()
  const [isRemoving, setRemoving] = useState(false)
  const isOwn = useSession().data?.person?.id === delivery.owner.id
  const path = `/deliveries/${delivery.id}`
  const act = async (work: Promise<unknown>, said?: string) => {
    try {
      await work
      if (said) void notify({ kind: 'success', message: said })
      onChanged()
    } catch (error) {
      void notify({ kind: 'danger', message: wordsOf(error) })
    }
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('actionsOf', { name })}>
            <IconDots size={18} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!delivery.endedReason && (
            <>
              <Menu.Item onClick={() => void act(client.send('POST', `${path}/send`), t('sent'))}>{t('sendNow')}</Menu.Item>
              {onEdit && <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item>}
              <Menu.Item onClick={() => void act(client.send('PATCH', path, { isPaused: !delivery.isPaused }))}>
                {t(delivery.isPaused ? 'resume' : 'pause')}
              </Menu.Item>
            </>
          )}
          {tally(delivery.results).failed > 0 && (
            <Menu.Item onClick={() => void act(client.send('POST', `${path}/retry`), t('sent'))}>{t('retry')}</Menu.Item>
          )}
          {!isOwn && <Menu.Item onClick={() => void act(client.send('POST', `${path}/take-over`), t('taken'))}>{t('takeOver')}</Menu.Item>}
          <Menu.Item color="danger" onClick={() => setRemoving(true)}>
            {t('remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isRemoving}
        onClose={() => setRemoving(false)}
        title={t('removeTitle')}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Stack>
          <Text>{t('removeText', { name })}</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setRemoving(false)}>
              {t('back')}
            </Button>
            <Button color="danger" onClick={() => void act(client.send('DELETE', path)).then(() => setRemoving(false))}>
              {t('remove')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
