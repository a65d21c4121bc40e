import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import type { AppDocument } from '@tangram/app-model'
import { inOrder } from '@tangram/data-model'
import { useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { RoleRightsDialog } from './role-rights-dialog.tsx'
import classes from './table-rights.module.css'

const rights = ['read', 'create', 'update', 'delete', 'export'] as const
/** What is only read can only be seen and taken along. */
const readingRights = ['read', 'export'] as const

type Grant = NonNullable<AppDocument['access']['roles']['items'][string]['grants'][string]>

/** Who may do what with the records of a table. A right under a condition stays as it is until it is switched off. */
export function TableRights({ entity }: { entity: string }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const roles = inOrder(document.access.roles)
  const [opened, setOpened] = useState<string | null>(null)
  const offered = document.entities.items[entity]?.linked ? readingRights : rights
  if (roles.length === 0) return null

  function change(role: string, grant: Grant, right: (typeof rights)[number], isGiven: boolean) {
    run({ type: 'set', path: `/access/roles/items/${role}/grants/${entity}`, value: { ...grant, [right]: isGiven } })
  }

  return (
    <Stack gap="xs" mt="md">
      <Title order={3} size="h4">
        {t('who-may')}
      </Title>
      {roles.map((role) => {
        const grant = role.grants[entity] ?? {}
        return (
          <Group key={role.id} gap="sm" style={{ columnGap: 16 }} role="group" aria-label={text(role.label, role.id)}>
            <Text size="md" fw={500} className={classes.role}>
              {text(role.label, role.id)}
            </Text>
            {offered.map((right) => {
              const given = grant[right]
              const isConditional = typeof given === 'object' && given !== null
              return (
                <Checkbox
                  key={right}
                  label={isConditional ? t('right-some', { right: t(`grant-${right}`) }) : t(`grant-${right}`)}
                  checked={given !== undefined && given !== false && given !== null}
                  onChange={(event) => change(role.id, grant, right, event.currentTarget.checked)}
                />
              )
            })}
            <Button variant="subtle" size="compact-sm" onClick={() => setOpened(role.id)}>
              {t('rows-and-fields')}
            </Button>
          </Group>
        )
      })}
      {opened && <RoleRightsDialog entity={entity} role={opened} onClose={() => setOpened(null)} />}
    </Stack>
  )
}
