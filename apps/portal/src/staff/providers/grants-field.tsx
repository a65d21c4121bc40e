import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import { pathsOf, useOrganisation, useRoles } from '../people/organisation.ts'
import type { Grant } from './provider.ts'

export type GrantsFieldProps = { value: Grant[]; broken: number; onChange: (value: Grant[]) => void }

/** Whether a rule says what it looks at and what it gives. */
export const isWhole = (grant: Grant): boolean => grant.claim !== '' && grant.value !== '' && keyOf(grant) !== ''

/** Which value of which claim gives what. */
export function GrantsField({ value, broken, onChange }: GrantsFieldProps) {
  const t = useArea(providersTexts)
  const choices = useChoices()
  const set = (index: number, grant: Grant) => onChange(value.map((each, at) => (at === index ? grant : each)))
  return (
    <Stack gap={8} role="group" aria-label={t('grants')}>
      <Text size="sm" fw={500}>
        {t('grants')}
      </Text>
      {value.map((grant, index) => (
        <Group key={index} gap={8} align="flex-end">
          <TextInput
            label={t('grantClaim')}
            placeholder="groups"
            w={110}
            value={grant.claim}
            onChange={(event) => set(index, { ...grant, claim: event.currentTarget.value.trim() })}
          />
          <TextInput
            label={t('grantValue')}
            w={130}
            value={grant.value}
            onChange={(event) => set(index, { ...grant, value: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('grantGives')}
            style={{ flex: '1 1 150px' }}
            value={keyOf(grant)}
            data={[{ value: '', label: '—' }, ...choices]}
            onChange={(event) => set(index, { claim: grant.claim, value: grant.value, ...givenBy(event.currentTarget.value) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('removeGrant', { number: index + 1 })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={18} stroke={1.5} />
          </ActionIcon>
        </Group>
      ))}
      {broken >= 0 && (
        <Text size="sm" c="danger" role="alert">
          {t('grantMissing', { number: broken + 1 })}
        </Text>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...value, { claim: value.at(-1)?.claim ?? 'groups', value: '' }])}
      >
        {t('addGrant')}
      </Button>
    </Stack>
  )
}

/** Everything a rule may give, named for the reader. */
function useChoices(): { value: string; label: string }[] {
  const t = useArea(providersTexts)
  const units = useOrganisation().data
  const { roles } = useRoles()
  return [
    ...pathsOf(units?.departments ?? []).map(({ value, label }) => ({
      value: `department ${value}`,
      label: t('department', { name: label }),
    })),
    ...(units?.teams ?? []).map(({ id, name }) => ({ value: `team ${id}`, label: t('team', { name }) })),
    ...roles.map((role) => ({ value: `role ${role.app} ${role.role}`, label: t('role', { app: role.appLabel, name: role.label }) })),
  ]
}

function keyOf({ department, team, app, role }: Grant): string {
  if (department) return `department ${department}`
  if (team) return `team ${team}`
  return app && role ? `role ${app} ${role}` : ''
}

function givenBy(key: string): Partial<Grant> {
  const [kind, first = '', second = ''] = key.split(' ')
  if (kind === 'department') return { department: first }
  if (kind === 'team') return { team: first }
  return kind === 'role' ? { app: first, role: second } : {}
}
