import { ActionIcon, Badge, Button, Card, Checkbox, Group, Menu, Modal, MultiSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import type { AppDocument } from '@tangram/app-model'
import { inOrder } from '@tangram/data-model'
import { Icon, notify, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { isLastBuilder, newRole } from './edit-roles.ts'

type Role = AppDocument['access']['roles']['items'][string]

/** The roles of the app: made, named, retired. What each may do with a table stands at the table. */
export function RolesCard() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const [isMaking, setMaking] = useState(false)
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" mb="xs">
        <Group gap="sm">
          <Icon name="users" />
          <Title order={2} size="h3">
            {t('roles')}
          </Title>
        </Group>
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
          {t('new-role')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t('roles-text')}
      </Text>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {inOrder(document.access.roles).map((role) => (
          <OneRole key={role.id} role={role} />
        ))}
      </Stack>
      <Modal opened={isMaking} onClose={() => setMaking(false)} title={t('new-role')} closeButtonProps={{ 'aria-label': t('close') }}>
        <NewRole onDone={() => setMaking(false)} />
      </Modal>
    </Card>
  )
}

function NewRole({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { run, current } = useDraftActions()
  const [name, setName] = useState('')

  function make(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '') return
    run(newRole(current(), { [locale]: name.trim() }))
    onDone()
  }

  return (
    <form onSubmit={make}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('new-role-text')}
        </Text>
        <TextInput
          data-autofocus
          required
          label={t('label')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function OneRole({ role }: { role: Role }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run, undo } = useDraftActions()
  const [asked, ask] = useState<'settings' | 'delete' | null>(null)
  const name = text(role.label, role.id)
  const isLast = isLastBuilder(document, role.id)
  const change = (patch: Partial<Role>) => run(patchAt(['access', 'roles', 'items', role.id], patch))
  const close = { onClose: () => ask(null), closeButtonProps: { 'aria-label': t('close') } }

  function remove() {
    ask(null)
    run({ type: 'remove', collection: '/access/roles', id: role.id })
    void notify({ message: t('thing-removed', { name }), undo: { label: t('undo'), run: undo } })
  }

  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <Group gap="sm">
        <Text size="md">{name}</Text>
        {role.designs === true && <Badge variant="light">{t('role-builds')}</Badge>}
      </Group>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="subtle" color="gray" aria-label={t('more-for', { name })}>
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="pencil" size={16} />} onClick={() => ask('settings')}>
            {t('role-settings')}
          </Menu.Item>
          <Menu.Item color="danger" leftSection={<Icon name="trash" size={16} />} onClick={() => ask('delete')}>
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asked === 'settings'} title={t('role-settings')} {...close}>
        <Stack gap="md">
          <LabelInputs of="label" value={role.label} onChange={(label) => change({ label })} />
          <Checkbox
            label={t('role-designs')}
            description={isLast ? t('last-builder') : undefined}
            disabled={isLast}
            checked={role.designs === true}
            onChange={(event) => change({ designs: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('role-all-dashboards')}
            checked={role.dashboards === 'all'}
            onChange={(event) => change({ dashboards: event.currentTarget.checked ? 'all' : [] })}
          />
          {role.dashboards !== 'all' && (
            <MultiSelect
              label={t('role-dashboards')}
              data={inOrder(document.dashboards).map(({ id, label }) => ({ value: id, label: text(label, id) }))}
              value={role.dashboards ?? []}
              onChange={(dashboards) => change({ dashboards })}
            />
          )}
          <Group justify="flex-end">
            <Button onClick={() => ask(null)}>{t('done')}</Button>
          </Group>
        </Stack>
      </Modal>
      <Modal opened={asked === 'delete'} title={t('delete-title', { name })} {...close}>
        <Stack gap="md">
          <Text size="md">{t(isLast ? 'last-builder' : 'delete-role')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => ask(null)}>
              {t('cancel')}
            </Button>
            <Button color="danger" disabled={isLast} onClick={remove}>
              {t('delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  )
}
