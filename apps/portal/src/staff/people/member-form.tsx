import {
  Button,
  Checkbox,
  Drawer,
  Group,
  MultiSelect,
  NativeSelect,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { ApiProblem, ErrorState, notify, useClient, useFormat, useLocale, useSession } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { SignInOf } from '../security/person-sign-in.tsx'
import { type Invitation, type Member, pathsOf, useForgetPeople, useOrganisation, useRoles } from './organisation.ts'

export type MemberFormProps = {
  /** Absent: somebody new. */
  member?: Member
  onClose: () => void
  onInvited: (member: Member, invitation: Invitation) => void
}

type Entered = Pick<Member, 'name' | 'admin' | 'locale' | 'zone'> & {
  title: string
  login: string
  email: string
  phone: string
  teams: string[]
  departments: string[]
  roles: string[]
}

/** Everything that is kept of a person. What was entered stays when the server refuses it. */
export function MemberForm({ member, onClose, onInvited }: MemberFormProps) {
  const t = useArea(peopleTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const client = useClient()
  const forget = useForgetPeople()
  const organisation = useSession().data?.organisation
  const units = useOrganisation().data
  const { roles, say } = useRoles()
  const form = useRef<HTMLFormElement>(null)
  const [isChecked, setChecked] = useState(false)
  const [invites, setInvites] = useState(true)
  const [entered, setEntered] = useState<Entered>(() => ({
    name: member?.name ?? '',
    title: format.text(member?.title ?? {}),
    login: member?.login ?? '',
    email: member?.email ?? '',
    phone: member?.phone ?? '',
    admin: member?.admin ?? false,
    locale: member?.locale ?? locale,
    zone: member?.zone ?? organisation?.zone ?? 'Asia/Shanghai',
    teams: (member?.teams ?? []).map(({ id }) => id),
    departments: (member?.departments ?? []).map(({ id }) => id),
    roles: (member?.roles ?? []).filter(({ team }) => team === null).map(({ app, role }) => `${app} ${role}`),
  }))
  const set = (change: Partial<Entered>) => setEntered((before) => ({ ...before, ...change }))
  const save = useMutation({
    mutationFn: async (): Promise<{ member: Member; invitation: Invitation | null }> => {
      const body = bodyOf(entered, { member, locale })
      if (!member) return client.send('POST', '/members', { ...body, invite: invites })
      return { member: await client.send<Member>('PATCH', `/members/${member.id}`, { ...body, version: member.version }), invitation: null }
    },
    onSuccess: ({ member: saved, invitation }) => {
      forget()
      void notify({ kind: 'success', message: t('saved') })
      onClose()
      if (invitation) onInvited(saved, invitation)
    },
  })
  const wrong: { [field in 'name' | 'login']?: string } = {
    ...(entered.name.trim() === '' ? { name: t('needed') } : {}),
    ...([entered.login, ...(member ? [] : [entered.email, entered.phone])].every((text) => text.trim() === '')
      ? { login: t('loginMissing') }
      : {}),
  }
  const refused = (path: string) => save.error instanceof ApiProblem && save.error.path === path && save.error.message
  const throughTeams = (member?.roles ?? []).flatMap((held) =>
    held.team ? [t('roleOfTeam', { role: say(held), team: held.team.name })] : [],
  )
  const known = new Set(roles.map((role) => role.key))
  const choices = [
    ...roles.map((role) => ({ value: role.key, label: t('roleInApp', { app: role.appLabel, role: role.label }) })),
    // Of an app that was taken back, or a role it has lost.
    ...entered.roles.filter((each) => !known.has(each)).map((each) => ({ value: each, label: each.replace(' ', ': ') })),
  ]

  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    const [first] = Object.keys(wrong)
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    else save.mutate()
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={member ? t('editOf', { name: member.name }) : t('addPerson')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          <Heading text={t('about')} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              name="name"
              label={t('name')}
              withAsterisk
              autoComplete="off"
              data-autofocus
              value={entered.name}
              error={(isChecked && wrong.name) || refused('/name')}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t('jobTitle')}
              autoComplete="off"
              value={entered.title}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
            <TextInput
              label={t('email')}
              type="email"
              autoComplete="off"
              value={entered.email}
              error={refused('/email')}
              onChange={(event) => set({ email: event.currentTarget.value.trim() })}
            />
            <TextInput
              label={t('phone')}
              type="tel"
              autoComplete="off"
              value={entered.phone}
              error={refused('/phone')}
              onChange={(event) => set({ phone: event.currentTarget.value })}
            />
          </SimpleGrid>
          <TextInput
            name="login"
            label={t('login')}
            description={member ? undefined : t('loginHint')}
            withAsterisk={Boolean(member)}
            autoComplete="off"
            value={entered.login}
            error={(isChecked && wrong.login) || refused('/login')}
            onChange={(event) => set({ login: event.currentTarget.value.trim() })}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect
              label={t('language')}
              value={entered.locale}
              data={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(event) => set({ locale: event.currentTarget.value as Entered['locale'] })}
            />
            <Select
              label={t('zone')}
              searchable
              allowDeselect={false}
              limit={50}
              value={entered.zone}
              data={[...new Set([entered.zone, ...Intl.supportedValuesOf('timeZone')])]}
              error={refused('/zone')}
              onChange={(zone) => zone && set({ zone })}
            />
          </SimpleGrid>
          <Heading text={t('belongs')} />
          <Several
            label={t('departments')}
            data={pathsOf(units?.departments ?? [])}
            value={entered.departments}
            onChange={(departments) => set({ departments })}
          />
          <Several
            label={t('teams')}
            data={(units?.teams ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={entered.teams}
            onChange={(teams) => set({ teams })}
          />
          <Several label={t('ownRoles')} data={choices} value={entered.roles} onChange={(own) => set({ roles: own })} />
          {throughTeams.length > 0 && (
            <Text size="sm" c="dimmed">
              {t('throughTeams', { roles: throughTeams.join('、') })}
            </Text>
          )}
          <Checkbox
            label={t('isAdmin')}
            description={t('isAdminHint')}
            checked={entered.admin}
            onChange={(event) => set({ admin: event.currentTarget.checked })}
          />
          {!member && (
            <Checkbox
              label={t('sendInvitation')}
              description={t('sendInvitationHint')}
              checked={invites}
              onChange={(event) => setInvites(event.currentTarget.checked)}
            />
          )}
          {save.isError && <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {member ? t('save') : t('addPerson')}
            </Button>
          </Group>
        </Stack>
      </form>
      {member && (
        <Stack gap="md" mt="xl">
          <Heading text={t('signIn')} />
          <SignInOf person={member} />
        </Stack>
      )}
    </Drawer>
  )
}

type SeveralProps = { label: string; data: { value: string; label: string }[]; value: string[]; onChange: (value: string[]) => void }

function Several({ label, data, value, onChange }: SeveralProps) {
  const t = useArea(peopleTexts)
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? t('choose') : undefined}
      searchable
      openOnFocus={false}
      hidePickedOptions
      data={data}
      value={value}
      onChange={onChange}
    />
  )
}

function Heading({ text }: { text: string }) {
  return (
    <Title order={2} fz={16} mt="xs">
      {text}
    </Title>
  )
}

function bodyOf({ title, roles, ...entered }: Entered, { member, locale }: { member: Member | undefined; locale: 'zh-CN' | 'en' }) {
  const words = { ...member?.title, [locale]: title.trim() }
  const texts = Object.fromEntries(Object.entries(words).filter(([, text]) => text !== ''))
  const held = roles.map((each) => {
    const [app = '', role = ''] = each.split(' ')
    return { app, role }
  })
  return { ...entered, name: entered.name.trim(), title: Object.keys(texts).length > 0 ? texts : null, roles: held }
}
