import { Badge, Button, Group, NativeSelect, Pagination, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { EmptyState, ErrorState, SkeletonLines, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useSearch } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { InvitationLink } from './invitation-link.tsx'
import { MemberForm } from './member-form.tsx'
import { MemberMenu } from './member-menu.tsx'
import { choicesOf, type Invitation, type Member, pageSize, useMembers, useOrganisation, useRoles } from './organisation.ts'
import classes from './people.module.css'

type Open = { what: 'add' } | { what: 'edit'; member: Member } | { what: 'link'; member: Member; invitation: Invitation }

/** People, found and filtered, a page at a time. */
export function Members() {
  const t = useArea(peopleTexts)
  const given = new URLSearchParams(useSearch())
  const [search, setSearch] = useState('')
  const [state, setState] = useState('')
  const [department, setDepartment] = useState(given.get('department') ?? '')
  const [team, setTeam] = useState(given.get('team') ?? '')
  const [page, setPage] = useState(1)
  const [open, setOpen] = useState<Open>()
  const [asked] = useDebouncedValue(search.trim(), 250)
  const found = useMembers({ search: asked, state, department, team, page })
  const units = useOrganisation().data
  const filter = (set: (value: string) => void) => (value: string) => {
    set(value)
    setPage(1)
  }
  const pages = Math.max(1, Math.ceil((found.data?.total ?? 0) / pageSize))

  return (
    <>
      <div className={classes.filters}>
        <TextInput
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={18} stroke={1.5} />}
          value={search}
          onChange={(event) => filter(setSearch)(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('state')}
          value={state}
          data={[
            { value: '', label: t('anyState') },
            ...(['active', 'invited', 'suspended'] as const).map((value) => ({ value, label: t(value) })),
          ]}
          onChange={(event) => filter(setState)(event.currentTarget.value)}
        />
        {units && units.departments.length > 0 && (
          <NativeSelect
            aria-label={t('department')}
            value={department}
            data={[{ value: '', label: t('anyDepartment') }, ...choicesOf(units.departments)]}
            onChange={(event) => filter(setDepartment)(event.currentTarget.value)}
          />
        )}
        {units && units.teams.length > 0 && (
          <NativeSelect
            aria-label={t('team')}
            value={team}
            data={[{ value: '', label: t('anyTeam') }, ...units.teams.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(event) => filter(setTeam)(event.currentTarget.value)}
          />
        )}
        <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setOpen({ what: 'add' })}>
          {t('addPerson')}
        </Button>
      </div>
      {found.isPending && <SkeletonLines lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Text size="sm" c="dimmed" mb={8} aria-live="polite">
            {t('total', { count: found.data.total })}
          </Text>
          {found.data.total === 0 && <EmptyState title={t('nobody')} text={t('nobodyText')} />}
          {found.data.members.length > 0 && (
            <ul className={classes.list} aria-label={t('people')}>
              {found.data.members.map((member) => (
                <Row key={member.id} member={member} onOpen={setOpen} />
              ))}
            </ul>
          )}
          {pages > 1 && (
            <Group justify="center" mt="md">
              <Pagination total={pages} value={page} onChange={setPage} getControlProps={() => ({ 'aria-label': t('pages') })} />
            </Group>
          )}
        </>
      )}
      {(open?.what === 'add' || open?.what === 'edit') && (
        <MemberForm
          {...(open.what === 'edit' ? { member: open.member } : {})}
          onClose={() => setOpen(undefined)}
          onInvited={(member, invitation) => setOpen({ what: 'link', member, invitation })}
        />
      )}
      {open?.what === 'link' && <InvitationLink name={open.member.name} invitation={open.invitation} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function Row({ member, onOpen }: { member: Member; onOpen: (open: Open) => void }) {
  const t = useArea(peopleTexts)
  const format = useFormat()
  const { say } = useRoles()
  const { name, title, login, email, state, admin, departments, teams, roles, signedInAt, invitedUntil } = member
  const held = [...new Set(roles.map(say))]
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong>{name}</strong> {title && <span className={classes.quiet}>{format.text(title)}</span>}{' '}
        {admin && <Badge color="brand">{t('administrator')}</Badge>}{' '}
        {state !== 'active' && <Badge color={state === 'invited' ? 'warning' : 'gray'}>{t(state)}</Badge>}
        <div className={classes.facts}>
          {login && <span>{login}</span>}
          {email && email !== login && <span>{email}</span>}
          {[...departments, ...teams].length > 0 && <span>{[...departments, ...teams].map((unit) => unit.name).join(' · ')}</span>}
        </div>
        <div className={classes.facts}>
          <span>{held.length > 0 ? held.join(' · ') : t('noRole')}</span>
          <span>
            {state === 'invited'
              ? invitedUntil
                ? t('invitedUntil', { when: format.instant(invitedUntil, 'short') })
                : t('invitationOver')
              : signedInAt
                ? t('signedIn', { when: format.instant(signedInAt, 'short') })
                : t('neverSignedIn')}
          </span>
        </div>
      </div>
      <Group gap={8} wrap="nowrap">
        <Button variant="default" size="xs" aria-label={t('editOf', { name })} onClick={() => onOpen({ what: 'edit', member })}>
          {t('edit')}
        </Button>
        <MemberMenu member={member} onInvited={(invitation) => onOpen({ what: 'link', member, invitation })} />
      </Group>
    </li>
  )
}
