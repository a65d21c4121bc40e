import { Badge, Button, Card, Checkbox, Group, Modal, MultiSelect, Stack, Text, Title } from '@mantine/core'
import type { AppDocument } from '@tangram/app-model'
import { inOrder } from '@tangram/data-model'
import { Icon, notify, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { DeleteDialog } from '../parts/delete-dialog.tsx'
import { MoreMenu } from '../parts/more-menu.tsx'
import { NameForm } from '../parts/name-form.tsx'
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

  function make(name: string) {
    run(newRole(current(), { [locale]: name }))
    onDone()
  }

  return <NameForm about={t('new-role-text')} onName={make} onCancel={onDone} />
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
      <MoreMenu
        name={name}
        items={[
          { icon: 'pencil', label: t('role-settings'), onClick: () => ask('settings') },
          { icon: 'trash', label: t('delete'), onClick: () => ask('delete'), isDanger: true },
        ]}
      />
      <Modal
        opened={asked === 'settings'}
        onClose={() => ask(null)}
        title={t('role-settings')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
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
      <DeleteDialog
        opened={asked === 'delete'}
        name={name}
        consequence={t(isLast ? 'last-builder' : 'delete-role')}
        disabled={isLast}
        onDelete={remove}
        onClose={() => ask(null)}
      />
    </Group>
  )
}
