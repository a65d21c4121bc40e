import { Badge, Card, Code, Group, Stack, Table, Text, Title } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import { EmptyState, Icon, useFormat, useTranslation } from '@tangram/ui'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { ExcelButton } from '../excel/excel-button.tsx'
import { LinkButton } from '../linked/link-button.tsx'
import { LinkedCard } from '../linked/linked-card.tsx'
import { fieldTypeNamed } from '../platform.ts'
import { SchemaButton } from '../schema/schema-button.tsx'
import { usePlace } from '../shell/use-place.ts'
import classes from '../shell/workbench.module.css'
import { NewThing } from '../things/new-thing.tsx'
import { RolesCard } from './roles-card.tsx'
import { TableMenu } from './table-menu.tsx'
import { TableRights } from './table-rights.tsx'
import { WhoSeesCard } from './who-sees-card.tsx'

/** The tables behind the app: every entity with its fields, as the database has them. */
export function DataPage() {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { app, current: currentDocument } = useDraftActions()
  const { openThing } = usePlace('forms')
  const tables = inOrder(document.entities)
  const openForm = (entity: string) => openThing(inOrder(currentDocument().forms).find((form) => form.entity === entity)?.id ?? '')
  if (tables.length === 0) {
    return (
      <EmptyState
        title={t('no-entities')}
        text={t('no-entities-text')}
        action={
          <Group justify="center">
            <NewThing kind="entities" variant="filled" onMade={openForm} />
            <ExcelButton app={app} />
            <SchemaButton />
            <LinkButton />
          </Group>
        }
      />
    )
  }
  return (
    <div className={classes.page}>
      <Stack gap="lg">
        <Group justify="flex-end">
          <LinkButton />
          <SchemaButton />
          <ExcelButton app={app} />
          <NewThing kind="entities" onMade={openForm} />
        </Group>
        {tables.map((entity) =>
          entity.linked ? (
            <LinkedCard key={entity.id} entity={entity} />
          ) : (
            <Card key={entity.id} withBorder padding="md">
              <Group justify="space-between" mb="sm" wrap="nowrap">
                <Group gap="sm">
                  <Icon name={entity.icon ?? 'database'} />
                  <Title order={2} size="h3">
                    {text(entity.label, entity.id)}
                  </Title>
                  <Code>{entity.id}</Code>
                </Group>
                <TableMenu entity={entity} />
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
              <TableRights entity={entity.id} />
            </Card>
          ),
        )}
        <RolesCard />
        <WhoSeesCard />
      </Stack>
    </div>
  )
}
