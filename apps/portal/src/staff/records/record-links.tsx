import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type DataRecord, type Id, inOrder, itemOf } from '@tangram/data-model'
import type { FieldRegistry } from '@tangram/form-engine'
import {
  type AppForReader,
  ErrorState,
  fieldViewOf,
  RecordValue,
  useFieldViews,
  useFormat,
  useFormParts,
  useLocale,
  useRecordCount,
  useRecords,
} from '@tangram/ui'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { inSentence } from '../../texts/in-sentence.ts'
import { recordsTexts } from '../../texts/records.ts'
import { CreatePanel } from './create-panel.tsx'
import { writeListAddress } from './list-address.ts'
import { recordAddress } from './record-address.ts'
import classes from './record-links.module.css'
import { numberField, recordTitle } from './record-title.ts'
import { type ReverseList, reverseWhere } from './reverse-lists.ts'

/** How many records of each list show here; the rest is one click away. */
const shownRecords = 5

type RecordLinksProps = { seen: AppForReader; lists: readonly ReverseList[]; record: DataRecord; title: string }

/** What leads to a record: the tickets of a customer, the orders of a product. A new one begins with the record filled in. */
export function RecordLinks({ seen, lists, record, title }: RecordLinksProps) {
  return (
    <Stack gap="xl">
      {lists.map((list) => (
        <OneList
          key={`${list.entity.id}.${list.field.id}`}
          seen={seen}
          list={list}
          record={record}
          title={title}
          isNamed={isNamed(lists, list)}
        />
      ))}
    </Stack>
  )
}

/** Whether the table alone does not say which list it is. */
const isNamed = (lists: readonly ReverseList[], list: ReverseList) => lists.filter(({ entity }) => entity.id === list.entity.id).length > 1

type OneListProps = { seen: AppForReader; list: ReverseList; record: DataRecord; title: string; isNamed: boolean }

function OneList({ seen, list, record, title, isNamed }: OneListProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const { fieldTypes } = useFormParts()
  const { locale } = useLocale()
  const { entity, field, view } = list
  const app = seen.document.id
  const [isCreating, setCreating] = useState(false)
  const where = useMemo(() => reverseWhere(list, record.id), [list, record.id])
  const records = useRecords(app, entity.id, {
    where,
    ...(entity.linked ? {} : { sort: [{ by: 'created_at', dir: 'desc' as const }] }),
    select: namesOf(list, fieldTypes),
    limit: shownRecords,
  })
  const count = useRecordCount(app, entity.id, where)
  const rights = seen.rights[entity.id]
  const label = format.text(entity.label, entity.id)
  const heading = isNamed ? `${label} · ${format.text(field.label, field.id)}` : label
  const rows = records.data?.pages[0]?.records ?? []
  const takesOne = !list.isMany
  return (
    <section aria-label={heading}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={3} size="h4">
          {heading}
          {count.data && (
            <Text span c="dimmed" size="sm" ml={8}>
              {count.data.count}
            </Text>
          )}
        </Title>
        {rights?.create && !rights.readOnlyOnCreate?.includes(field.id) && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setCreating(true)}>
            {t('createIn', { entity: inSentence(label, locale) })}
          </Button>
        )}
      </Group>
      {records.isPending && <Skeleton height={36} />}
      {records.isError && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {records.data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noLinks', { list: inSentence(label, locale), title })}
        </Text>
      )}
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.id} className={classes.row}>
            <RowName list={list} row={row} address={view ? recordAddress(`/a/${app}/${view}`, row.id) : undefined} />
            {!entity.linked && (
              <Text size="xs" c="dimmed" className={classes.when}>
                {format.relative(row.createdAt)}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {view && takesOne && (count.data?.count ?? 0) > rows.length && (
        <Anchor
          component={Link}
          size="sm"
          href={`/a/${app}/${view}?${writeListAddress({ search: '', conditions: [{ field: field.id, is: 'is', value: record.id }], sort: null })}`}
        >
          {t('showAll', { count: count.data?.count ?? 0 })}
        </Anchor>
      )}
      {rights?.create && (
        <CreatePanel
          opened={isCreating}
          seen={seen}
          entity={entity}
          form={itemOf(seen.document.views, view ?? '')?.form}
          initial={{ [field.id]: takesOne ? record.id : [record.id] }}
          labels={{ [record.id]: title }}
          onClose={() => setCreating(false)}
          onCreated={() => setCreating(false)}
        />
      )}
    </section>
  )
}

/** Number and title, and the first choice there is: it tells most at a glance (status, kind). */
function RowName({ list, row, address }: { list: ReverseList; row: DataRecord; address: string | undefined }) {
  const { fieldTypes } = useFormParts()
  const { number, title } = recordTitle(list.entity, row, fieldTypes)
  const name = number && number !== title ? `${number} · ${title}` : title
  const choice = choiceOf(list, fieldTypes)
  const views = useFieldViews(list.entity, undefined)
  const value = choice ? (row.values[choice] ?? null) : null
  return (
    <span className={classes.name}>
      {address ? (
        <Anchor component={Link} href={address} size="md">
          {name}
        </Anchor>
      ) : (
        name
      )}
      {choice && value !== null && views[choice] && <RecordValue field={views[choice]} value={value} labels={row.labels} />}
    </span>
  )
}

/** The field people call status, else the first one with options. */
function choiceOf({ entity }: ReverseList, fieldTypes: FieldRegistry): Id | undefined {
  const choices = inOrder(entity.fields).filter((field) => {
    const { options, valueType } = fieldViewOf(field, fieldTypes)
    return options !== undefined && valueType.kind === 'text'
  })
  return (choices.find(({ id }) => id === 'status') ?? choices[0])?.id
}

function namesOf(list: ReverseList, fieldTypes: FieldRegistry): Id[] {
  const serial = numberField(list.entity, fieldTypes)
  const choice = choiceOf(list, fieldTypes)
  return [...new Set([list.entity.title, ...(serial ? [serial.id] : []), ...(choice ? [choice] : [])])]
}
