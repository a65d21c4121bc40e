import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { EmptyState, ErrorState, notify, SkeletonLines, useClient } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { Actions } from './departments.tsx'
import { type Team, useForgetPeople, useOrganisation, useRoles } from './organisation.ts'
import classes from './people.module.css'

type Open = { what: 'add' } | { what: 'edit' | 'remove'; team: Team }

/** Teams and the roles that their members hold because of them. */
export function Teams() {
  const t = useArea(peopleTexts)
  const found = useOrganisation()
  const { say } = useRoles()
  const [open, setOpen] = useState<Open>()
  const teams = found.data?.teams ?? []
  return (
    <>
      <Group justify="flex-end" mb="md">
        <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setOpen({ what: 'add' })}>
          {t('addTeam')}
        </Button>
      </Group>
      {found.isPending && <SkeletonLines lines={4} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && teams.length === 0 && <EmptyState title={t('noTeams')} text={t('noTeamsText')} />}
      {teams.length > 0 && (
        <ul className={classes.list} aria-label={t('teams')}>
          {teams.map((team) => (
            <li key={team.id} className={classes.row}>
              <div className={classes.words}>
                <strong>{team.name}</strong>
                <div className={classes.facts}>
                  <Link href={`/people?team=${team.id}`}>{t('total', { count: team.people })}</Link>
                  <span>{team.roles.length > 0 ? team.roles.map(say).join(' · ') : t('noRole')}</span>
                </div>
              </div>
              <Actions name={team.name}>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('editOf', { name: team.name })}
                  onClick={() => setOpen({ what: 'edit', team })}
                >
                  {t('edit')}
                </Button>
                <Button variant="default" size="xs" onClick={() => setOpen({ what: 'remove', team })}>
                  {t('remove')}
                </Button>
              </Actions>
            </li>
          ))}
        </ul>
      )}
      {(open?.what === 'add' || open?.what === 'edit') && (
        <TeamForm {...(open.what === 'edit' ? { team: open.team } : {})} onClose={() => setOpen(undefined)} />
      )}
      {open?.what === 'remove' && <RemoveTeam team={open.team} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function TeamForm({ team, onClose }: { team?: Team; onClose: () => void }) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const [name, setName] = useState(team?.name ?? '')
  const [isChecked, setChecked] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim() }
      return team ? client.send('PATCH', `/teams/${team.id}`, body) : client.send('POST', '/teams', body)
    },
    onSuccess: () => {
      forget()
      void notify({ kind: 'success', message: t('saved') })
      onClose()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (name.trim() !== '') save.mutate()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={team ? t('editOf', { name: team.name }) : t('addTeam')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('unitName')}
            withAsterisk
            data-autofocus
            value={name}
            error={isChecked && name.trim() === '' && t('needed')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {save.isError && <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function RemoveTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const remove = useMutation({
    mutationFn: () => client.send('DELETE', `/teams/${team.id}`),
    onSuccess: () => {
      forget()
      void notify({ message: t('removed') })
      onClose()
    },
  })
  return (
    <OperationFrame
      title={t('removeTeam', { name: team.name })}
      text={t('removeTeamText', { count: team.people })}
      submit={t('remove')}
      isFinal
      isSending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
