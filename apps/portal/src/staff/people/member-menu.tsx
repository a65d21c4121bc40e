import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { notify, useClient, useSession } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { wordsOf } from '../dashboard/save-menu.tsx'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { type Invitation, type Member, useForgetPeople } from './organisation.ts'

/** What can be done with one person beside correcting what is known of them. */
export function MemberMenu({ member, onInvited }: { member: Member; onInvited: (invitation: Invitation) => void }) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const [isAsking, setAsking] = useState(false)
  const isOwn = useSession().data?.person?.id === member.id
  const { id, name, state } = member
  const invite = useMutation({
    mutationFn: () => client.send<Invitation>('POST', `/members/${id}/invitation`),
    onSuccess: (invitation) => {
      forget()
      onInvited(invitation)
    },
    onError: (error) => void notify({ kind: 'danger', message: wordsOf(error) }),
  })
  const reinstate = useMutation({
    mutationFn: () => client.send('POST', `/members/${id}/reinstate`),
    onSuccess: () => {
      forget()
      void notify({ kind: 'success', message: t('reinstated', { name }) })
    },
    onError: (error) => void notify({ kind: 'danger', message: wordsOf(error) }),
  })
  const suspend = useMutation({
    mutationFn: () => client.send('POST', `/members/${id}/suspend`),
    onSuccess: () => {
      setAsking(false)
      forget()
      void notify({ message: t('suspendedDone', { name }) })
    },
  })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('actionsOf', { name })} loading={invite.isPending}>
            <IconDots size={18} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state !== 'suspended' && <Menu.Item onClick={() => invite.mutate()}>{t(state === 'invited' ? 'invite' : 'reset')}</Menu.Item>}
          {state === 'suspended' ? (
            <Menu.Item onClick={() => reinstate.mutate()}>{t('reinstate')}</Menu.Item>
          ) : (
            <Menu.Item color="danger" onClick={() => setAsking(true)}>
              {t('suspend')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isAsking && (
        <OperationFrame
          title={t('suspendOf', { name })}
          text={isOwn ? t('suspendSelf') : t('suspendText', { name })}
          submit={t('suspend')}
          isFinal
          isSending={suspend.isPending}
          error={suspend.error}
          onSubmit={() => suspend.mutate()}
          onClose={() => {
            setAsking(false)
            suspend.reset()
          }}
        />
      )}
    </>
  )
}
