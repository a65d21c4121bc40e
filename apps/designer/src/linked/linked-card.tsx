import { Badge, Button, Card, Code, Group, Table, Text, Title } from '@mantine/core'
import { type EntityDocument, type FieldDocument, inOrder } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { TableMenu } from '../data/table-menu.tsx'
import { TableRights } from '../data/table-rights.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { fieldTypeNamed } from '../platform.ts'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'

const LinkedPanel = lazy(() => import('./linked-panel.tsx').then((page) => ({ default: page.LinkedPanel })))

/** A linked table among the tables of the app: where it comes from, its fields with their columns, who may see it. */
export function LinkedCard({ entity }: { entity: EntityDocument }) {
  const { t } = useTranslation('designer')
  const say = useLinkedWords()
  const { text } = useFormat()
  const [isOpen, setOpen] = useState(false)
  const name = text(entity.label, entity.id)
  const { schema, table, key } = entity.linked ?? { schema: '', table: '', key: [] as string[] }
  return (
    <Card withBorder padding="md" id={`table-${entity.id}`}>
      <Group justify="space-between" mb={4} wrap="nowrap" align="flex-start">
        <Group gap="sm">
          <Icon name={entity.icon ?? 'database'} />
          <Title order={2} size="h3">
            {name}
          </Title>
          <Code>{entity.id}</Code>
          <Badge variant="light" leftSection={<Icon name="link" size={14} />}>
            {say('badge')}
          </Badge>
        </Group>
        <TableMenu entity={entity} />
      </Group>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed" className={classes.skipped}>
          {say('source')} <Code>{`${schema}.${table}`}</Code> · {say('key-declared', { columns: key.join(' + ') })}
        </Text>
        <Button variant="default" size="xs" leftSection={<Icon name="pencil" size={16} />} onClick={() => setOpen(true)}>
          {say('edit-fields')}
        </Button>
      </Group>
      <Table.ScrollContainer minWidth={480} type="native" tabIndex={0}>
        <Table aria-label={t('entity-fields', { name })}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('label')}</Table.Th>
              <Table.Th>{t('field-type')}</Table.Th>
              <Table.Th>{say('column')}</Table.Th>
              <Table.Th>
                <span className="tg-visually-hidden">{t('properties')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inOrder(entity.fields).map((field) => (
              <OneField key={field.id} entity={entity} field={field} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <TableRights entity={entity.id} />
      {isOpen && (
        <Suspense fallback={null}>
          <LinkedPanel entity={entity} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Card>
  )
}

function OneField({ entity, field }: { entity: EntityDocument; field: FieldDocument }) {
  const { t } = useTranslation('designer')
  const say = useLinkedWords()
  const { text } = useFormat()
  const { document } = useDraft()
  const type = fieldTypeNamed(field.type)
  const target = field.type === 'relation' ? document.entities.items[String(field.config?.entity ?? '')] : undefined
  return (
    <Table.Tr>
      <Table.Td>{text(field.label, field.id)}</Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Icon name={type?.icon} size={16} />
          <Text size="md">{type ? text(type.label) : field.type}</Text>
        </Group>
      </Table.Td>
      <Table.Td>
        <Code>{field.column}</Code>
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {entity.title === field.id && <Badge variant="light">{t('records-title-field')}</Badge>}
          {entity.linked?.key.includes(field.column ?? '') && (
            <Badge variant="light" color="gray">
              {say('key')}
            </Badge>
          )}
          {target && <Text size="sm">{say('leads-to', { name: text(target.label, target.id) })}</Text>}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
