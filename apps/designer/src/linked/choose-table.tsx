import { Badge, Group, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { EmptyState, ErrorState, Icon, type LinkableTable, SkeletonLines, useFormat, useLinkableTables } from '@tangram/ui'
import { useState } from 'react'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { linkedAs } from './link-table.ts'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'

/** An ERP has thousands of tables: a name finds one sooner than a long list does. */
const mostShown = 100

const kindIcons = { table: 'database', view: 'eye', materialized: 'database', foreign: 'external-link' } as const

/** The tables and views that the operator lets apps link, to be found by name, schema and description. */
export function ChooseTable({ onChoose }: { onChoose: (table: LinkableTable) => void }) {
  const say = useLinkedWords()
  const format = useFormat()
  const { app } = useDraftActions()
  const offer = useLinkableTables(app)
  const [search, setSearch] = useState('')
  const [schema, setSchema] = useState<string | null>(null)
  if (offer.isPending) return <SkeletonLines lines={8} />
  if (offer.isError) return <ErrorState error={offer.error} onRetry={() => void offer.refetch()} />
  const { schemas, tables } = offer.data
  if (schemas.length === 0) return <EmptyState figure="house" title={say('none')} text={say('none-text')} />
  if (tables.length === 0) {
    return <EmptyState figure="house" title={say('none')} text={say('empty', { schemas: schemas.join(', ') })} />
  }
  const found = tables.filter((table) => (schema === null || table.schema === schema) && isMeant(table, search))
  return (
    <Stack gap="md" p="lg">
      <Text size="md" c="dimmed">
        {say('intro')}
      </Text>
      <Group grow align="flex-end" preventGrowOverflow={false}>
        <TextInput
          type="search"
          label={say('search')}
          placeholder={say('search-hint')}
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {schemas.length > 1 && (
          <Select
            label={say('schema')}
            placeholder={say('all-schemas')}
            clearable
            clearButtonProps={{ 'aria-label': say('all-schemas') }}
            data={schemas}
            value={schema}
            onChange={setSchema}
          />
        )}
      </Group>
      {found.length === 0 && <Text size="md">{say('no-match')}</Text>}
      <ul className={classes.tables} aria-label={say('tables')}>
        {found.slice(0, mostShown).map((table) => (
          <li key={`${table.schema}.${table.table}`}>
            <OneTable table={table} rows={table.rows === null ? null : format.number(table.rows)} onChoose={() => onChoose(table)} />
          </li>
        ))}
      </ul>
      {found.length > mostShown && (
        <Text size="sm" c="dimmed">
          {say('more-tables', { n: found.length - mostShown })}
        </Text>
      )}
    </Stack>
  )
}

function OneTable({ table, rows, onChoose }: { table: LinkableTable; rows: string | null; onChoose: () => void }) {
  const say = useLinkedWords()
  const { document } = useDraft()
  const isLinked = linkedAs(document, table) !== undefined
  const facts = [
    say(`kind-${table.kind}`),
    table.columns === 1 ? say('one-column') : say('columns', { n: table.columns }),
    rows === null ? null : say('rows', { n: rows }),
  ]
  return (
    <UnstyledButton className={classes.table} onClick={onChoose}>
      <Icon name={kindIcons[table.kind]} />
      <span className={classes.names}>
        <Group gap={8} component="span">
          <Text component="span" size="md" fw={600}>
            {table.schema}.{table.table}
          </Text>
          {isLinked && (
            <Badge component="span" variant="light" color="gray">
              {say('linked')}
            </Badge>
          )}
        </Group>
        {table.comment && (
          <Text component="span" size="md">
            {table.comment}
          </Text>
        )}
        <Text component="span" size="sm" c="dimmed" className="tg-figures">
          {facts.filter((fact) => fact !== null).join(' · ')}
        </Text>
      </span>
      <Icon name="chevron-right" size={16} />
    </UnstyledButton>
  )
}

/** Every word typed stands in the name or in the description. */
function isMeant({ schema, table, comment }: LinkableTable, search: string): boolean {
  const told = `${schema}.${table} ${comment ?? ''}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word))
}
