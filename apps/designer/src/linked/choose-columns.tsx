import { Badge, Button, Checkbox, Code, Group, MultiSelect, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FieldDocument, inOrder } from '@tangram/data-model'
import { Icon, type LinkableDetail, useFormat, useLocale } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { fieldTypeNamed } from '../platform.ts'
import type { LinkChoice } from './link-table.ts'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'
import { relatedTable } from './related-table.ts'
import { SampleTable } from './sample-table.tsx'
import { SkippedColumns } from './skipped-columns.tsx'
import { SourceZone } from './source-zone.tsx'

type ChooseColumnsProps = { source: LinkableDetail; choice: LinkChoice; onChange: (choice: LinkChoice) => void }

/** What of a table the app takes: its name, its key, its columns and what they are called; the first rows tell what is in them. */
export function ChooseColumns({ source, choice, onChange }: ChooseColumnsProps) {
  const say = useLinkedWords()
  const { text } = useFormat()
  const { locale } = useLocale()
  const change = (part: Partial<LinkChoice>) => onChange({ ...choice, ...part })
  const fields = inOrder(source.entity.fields)
  const all = fields.flatMap(({ column }) => column ?? [])
  const toggle = (column: string, isTaken: boolean) =>
    change({ columns: all.filter((each) => (each === column ? isTaken : choice.columns.includes(each))) })
  return (
    <Stack gap="lg" p="lg">
      <TextInput
        required
        label={say('name')}
        maxLength={60}
        value={text(choice.label)}
        onChange={(event) => change({ label: { ...only(choice.label, locale), [locale]: event.currentTarget.value } })}
      />
      {source.key.length > 0 ? (
        <Text size="md">{say('key-declared', { columns: source.key.join(' + ') })}</Text>
      ) : (
        <MultiSelect
          required
          searchable
          label={say('key-choose')}
          description={say('key-why')}
          data={source.columns.filter(({ fieldType }) => fieldType !== null).map(({ column }) => column)}
          value={[...choice.key]}
          onChange={(key) => change({ key })}
        />
      )}
      <Select
        label={say('title-field')}
        allowDeselect={false}
        searchable
        data={fields.flatMap((field) =>
          field.column && choice.columns.includes(field.column)
            ? [{ value: field.column, label: text(choice.labels[field.column] ?? field.label, field.column) }]
            : [],
        )}
        value={choice.columns.includes(choice.title) ? choice.title : (choice.columns[0] ?? null)}
        onChange={(title) => title && change({ title })}
      />
      <SourceZone
        types={source.entity.linked?.types ?? {}}
        zone={choice.zone ?? source.entity.linked?.zone}
        onChange={(zone) => change({ zone })}
      />
      <section>
        <Group justify="space-between" mb="xs">
          <Title order={3} size="h4">
            {say('take', { n: choice.columns.length, all: all.length })}
          </Title>
          <Group gap={4}>
            <Button variant="subtle" size="compact-sm" onClick={() => change({ columns: all })}>
              {say('take-all')}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => change({ columns: [] })}>
              {say('take-none')}
            </Button>
          </Group>
        </Group>
        <ul className={classes.columns}>
          {fields.map((field) => (
            <OneColumn
              key={field.id}
              field={field}
              source={source}
              isTaken={choice.columns.includes(field.column ?? '')}
              label={text(choice.labels[field.column ?? ''] ?? field.label)}
              onToggle={(isTaken) => toggle(field.column ?? '', isTaken)}
              onLabel={(label) =>
                change({ labels: { ...choice.labels, [field.column ?? '']: { ...only(field.label, locale), [locale]: label } } })
              }
            />
          ))}
        </ul>
      </section>
      <SkippedColumns skipped={source.skipped} />
      <SampleTable source={source} columns={choice.columns} />
    </Stack>
  )
}

/** A comment of the database is in one language: what a person writes instead stands for both. */
const only = (label: LinkChoice['label'], locale: 'zh-CN' | 'en'): LinkChoice['label'] =>
  new Set(Object.values(label)).size > 1 ? label : { [locale]: '' }

type OneColumnProps = {
  field: FieldDocument
  source: LinkableDetail
  isTaken: boolean
  label: string
  onToggle: (isTaken: boolean) => void
  onLabel: (label: string) => void
}

function OneColumn({ field, source, isTaken, label, onToggle, onLabel }: OneColumnProps) {
  const say = useLinkedWords()
  const { text } = useFormat()
  const { document } = useDraft()
  const column = field.column ?? ''
  const found = source.columns.find((each) => each.column === column)
  const type = fieldTypeNamed(field.type)
  const target = relatedTable(document, found?.references ?? null)
  return (
    <li className={classes.column}>
      <Checkbox
        label={<span className={classes.code}>{column}</span>}
        aria-label={say('use-column', { column })}
        checked={isTaken}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <TextInput
        aria-label={say('label-of', { column })}
        maxLength={60}
        disabled={!isTaken}
        value={label}
        onChange={(event) => onLabel(event.currentTarget.value)}
      />
      <Group gap={6} className={classes.facts}>
        <Icon name={type?.icon} size={16} />
        <Text size="sm">{type ? text(type.label) : field.type}</Text>
        <Code>{found?.type}</Code>
        {found?.isKey && <Badge variant="light">{say('key')}</Badge>}
        {target ? (
          <Text size="sm">{say('leads-to', { name: text(target.label, target.id) })}</Text>
        ) : (
          found?.references && (
            <Text size="sm" c="dimmed">
              {say('refers-to', { table: `${found.references.schema}.${found.references.table}` })}
            </Text>
          )
        )}
      </Group>
    </li>
  )
}
