import { Button, Group, Modal, Pill, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core'
import { EmptyState, ErrorState, type Named, notify, SkeletonLines, useClient } from '@tangram/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { wordsOf } from '../dashboard/save-menu.tsx'
import { type RoleEntry, useForgetPeople, useOrganisation, useRoles } from './organisation.ts'
import classes from './people.module.css'
import { PersonPicker } from './people-picker.tsx'

type Holders = { everyone: boolean; people: Named[]; teams: Named[] }
type Change = { change: 'grant' | 'revoke'; to: 'person' | 'team' | 'everyone'; id?: string }

/** Who holds which role of which app. */
export function Roles() {
  const t = useArea(peopleTexts)
  const { roles, isPending } = useRoles()
  const apps = [...new Map(roles.map(({ app, appLabel }) => [app, appLabel]))]
  return (
    <>
      <Text c="dimmed">{t('rolesHint')}</Text>
      {isPending && <SkeletonLines lines={6} />}
      {!isPending && roles.length === 0 && <EmptyState title={t('noRoles')} text={t('noRolesText')} />}
      {apps.map(([app, label]) => (
        // Two apps may be called the same: a heading, no landmark.
        <div key={app}>
          <h2 className={classes.app}>{label}</h2>
          <ul className={classes.list}>
            {roles
              .filter((role) => role.app === app)
              .map((role) => (
                <Row key={role.key} role={role} />
              ))}
          </ul>
        </div>
      ))}
    </>
  )
}

function Row({ role }: { role: RoleEntry }) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const [isGiving, setGiving] = useState(false)
  const path = `/apps/${role.app}/roles/${role.role}/holders`
  const found = useQuery({
    queryKey: ['organisation', 'holders', role.key],
    queryFn: ({ signal }) => client.get<Holders>(path, { signal }),
  })
  const change = useMutation({
    mutationFn: (body: Change) => client.send<Holders>('POST', path, body),
    onSuccess: forget,
    onError: (error) => void notify({ kind: 'danger', message: wordsOf(error) }),
  })
  const holders = found.data
  const named = holders
    ? [...holders.teams.map((team) => ['team', team] as const), ...holders.people.map((one) => ['person', one] as const)]
    : []
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong>{role.label}</strong>
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {holders && (
          <div className={classes.holders}>
            {named.map(([to, { id, name }]) => (
              <Pill
                key={id}
                size="md"
                withRemoveButton
                onRemove={() => change.mutate({ change: 'revoke', to, id })}
                removeButtonProps={{ 'aria-label': t('takeBack', { name, role: role.label }), tabIndex: 0, 'aria-hidden': false }}
              >
                {to === 'team' ? `${t('toTeam')} · ${name}` : name}
              </Pill>
            ))}
            {named.length === 0 && !holders.everyone && (
              <Text size="sm" c="dimmed">
                {t('heldByNobody')}
              </Text>
            )}
          </div>
        )}
      </div>
      {holders && (
        <Group gap={16}>
          <Switch
            label={t('everyone')}
            aria-label={`${role.label}: ${t('everyoneHint')}`}
            checked={holders.everyone}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ change: event.currentTarget.checked ? 'grant' : 'revoke', to: 'everyone' })}
          />
          <Button variant="default" size="xs" aria-label={t('giveTo', { role: role.label })} onClick={() => setGiving(true)}>
            {t('give')}
          </Button>
        </Group>
      )}
      {isGiving && holders && <Give role={role} holders={holders} path={path} onClose={() => setGiving(false)} />}
    </li>
  )
}

function Give({ role, holders, path, onClose }: { role: RoleEntry; holders: Holders; path: string; onClose: () => void }) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const teams = useOrganisation().data?.teams ?? []
  const [to, setTo] = useState<'person' | 'team'>('person')
  const [person, setPerson] = useState<Named | null>(null)
  const [team, setTeam] = useState<string | null>(null)
  const chosen = to === 'person' ? person?.id : team
  const give = useMutation({
    mutationFn: () => client.send('POST', path, { change: 'grant', to, id: chosen }),
    onSuccess: () => {
      forget()
      void notify({ kind: 'success', message: t('saved') })
      onClose()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (chosen) give.mutate()
  }

  return (
    <Modal opened onClose={onClose} title={t('giveTo', { role: role.label })} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <SegmentedControl
            aria-label={t('addHolder')}
            value={to}
            onChange={(next) => setTo(next as 'person' | 'team')}
            data={[
              { value: 'person', label: t('toPerson') },
              { value: 'team', label: t('toTeam') },
            ]}
          />
          {to === 'person' ? (
            <PersonPicker label={t('toPerson')} without={holders.people.map(({ id }) => id)} value={person} onChange={setPerson} />
          ) : (
            <Select
              label={t('toTeam')}
              withAsterisk
              value={team}
              data={teams
                .filter(({ id }) => !holders.teams.some((held) => held.id === id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setTeam}
            />
          )}
          {give.isError && <ErrorState error={give.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!chosen} loading={give.isPending}>
              {t('give')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
