import { Badge, Group, Stack, Text } from '@mantine/core'
import { type PlannedChange, useFormat, useTranslation } from '@tangram/ui'

const colors = { added: 'success', changed: 'brand', retired: 'warning' }

/** The lines of a diff, each with what happens to the thing. */
export function DiffList({ changes }: { changes: readonly PlannedChange[] }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  return (
    <Stack gap={8} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {changes.map((change) => (
        <Group key={`${change.kind} ${change.path} ${change.id}`} component="li" gap="sm" wrap="nowrap" align="flex-start">
          <Badge color={colors[change.kind]} variant="light" radius="sm" miw={72} flex="none">
            {t(`kind-${change.kind}`)}
          </Badge>
          <Text size="md">{text(change.text, change.id)}</Text>
        </Group>
      ))}
    </Stack>
  )
}
