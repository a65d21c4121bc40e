import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core'
import { Icon, useTranslation } from '@tangram/ui'

type FieldListProps = {
  label: string
  description: string
  add: string
  names: readonly { path: string; label: string }[]
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** Fields one after the other: what is added comes last, and may be moved up. */
export function FieldList({ label, description, add, names, value, onChange }: FieldListProps) {
  const { t } = useTranslation('designer')
  const labelOf = (path: string) => names.find((name) => name.path === path)?.label ?? path
  return (
    <Stack gap={4} role="group" aria-label={label}>
      <Text size="md" fw={500}>
        {label}
      </Text>
      <Text size="sm" c="dimmed">
        {description}
      </Text>
      {value.map((path, at) => (
        <Group key={path} gap={6} wrap="nowrap">
          <Text size="md" flex={1}>
            {at + 1}. {labelOf(path)}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('move-up-value', { name: labelOf(path) })}
            disabled={at === 0}
            onClick={() => onChange(movedUp(value, at))}
          >
            <Icon name="arrow-up" size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('remove-value', { name: labelOf(path) })}
            onClick={() => onChange(value.filter((other) => other !== path))}
          >
            <Icon name="x" size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        aria-label={add}
        placeholder={add}
        searchable
        data={names.filter(({ path }) => !value.includes(path)).map(({ path, label: name }) => ({ value: path, label: name }))}
        value={null}
        onChange={(path) => path && onChange([...value, path])}
      />
    </Stack>
  )
}

/** The list with the one at a place before the one it followed. */
export function movedUp<T>(list: readonly T[], at: number): T[] {
  const next = [...list]
  const [one] = next.splice(at, 1)
  if (one !== undefined) next.splice(at - 1, 0, one)
  return next
}
