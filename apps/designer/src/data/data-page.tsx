import { Badge, Card, Code, Group, Stack, Table, Text, Title } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { fieldTypeNamed } from '../platform.ts'
import classes from '../shell/workbench.module.css'

/** The tables behind the app: every entity with its fields, as the database has them. */
export function DataPage() {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  return (
    <div className={classes.page}>
      <Stack gap="lg">
        {inOrder(document.entities).map((entity) => (
          <Card key={entity.id} withBorder padding="md">
            <Group gap="sm" mb="sm">
              <Icon name={entity.icon ?? 'database'} />
              <Title order={2} size="h3">
                {text(entity.label, entity.id)}
              </Title>
              <Code>{entity.id}</Code>
            </Group>
            <Table.ScrollContainer minWidth={480} type="native" tabIndex={0}>
              <Table aria-label={t('entity-fields', { name: text(entity.label, entity.id) })}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('label')}</Table.Th>
                    <Table.Th>{t('field-type')}</Table.Th>
                    <Table.Th>{t('field-id')}</Table.Th>
                    <Table.Th>
                      <span className="tg-visually-hidden">{t('properties')}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {inOrder(entity.fields).map((field) => {
                    const type = fieldTypeNamed(field.type)
                    return (
                      <Table.Tr key={field.id}>
                        <Table.Td>{text(field.label, field.id)}</Table.Td>
                        <Table.Td>
                          <Group gap={6} wrap="nowrap">
                            <Icon name={type?.icon} size={16} />
                            <Text size="md">{type ? text(type.label) : field.type}</Text>
                          </Group>
                        </Table.Td>
                        <Table.Td>
                          <Code>{field.id}</Code>
                        </Table.Td>
                        <Table.Td>
                          <Group gap={4}>
                            {entity.title === field.id && <Badge variant="light">{t('records-title-field')}</Badge>}
                            {field.required && (
                              <Badge variant="light" color="gray">
                                {t('required')}
                              </Badge>
                            )}
                            {field.unique && (
                              <Badge variant="light" color="gray">
                                {t('unique')}
                              </Badge>
                            )}
                          </Group>
                        </Table.Td>
                      </Table.Tr>
                    )
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Card>
        ))}
      </Stack>
    </div>
  )
}
