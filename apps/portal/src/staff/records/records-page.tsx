import { Badge, Button, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { type DataRecord, type EntityDocument, type Id, inOrder, isEncrypted, itemOf } from '@tangram/data-model'
import type { FieldRegistry } from '@tangram/form-engine'
import type { AppForReader } from '@tangram/ui'
import {
  EmptyState,
  ErrorState,
  type FieldView,
  isOfSource,
  RecordTable,
  useApp,
  useFieldViews,
  useFormat,
  useFormParts,
  useLocale,
  useRecords,
  useShortcuts,
} from '@tangram/ui'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { NotFound } from '../../page/not-found.tsx'
import { Page } from '../../page/page.tsx'
import { PageSkeleton } from '../../page/page-skeleton.tsx'
import { useArea } from '../../texts/area.ts'
import { inSentence } from '../../texts/in-sentence.ts'
import { recordsTexts } from '../../texts/records.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { CreatePanel } from './create-panel.tsx'
import { ExportMenu } from './export-menu.tsx'
import { isComplete } from './filter/condition.ts'
import { FilterButton } from './filter/filter-button.tsx'
import { ImportButton } from './import/import-button.tsx'
import { type ListAddress, readListAddress, writeListAddress } from './list-address.ts'
import { ReadError } from './read-error.tsx'
import { recordAddress } from './record-address.ts'
import { RecordCount } from './record-count.tsx'
import { RecordPanel } from './record-panel.tsx'
import { numberField } from './record-title.ts'
import classes from './records-page.module.css'
import { ShareButton } from './share-button.tsx'
import { useColumns } from './use-columns.ts'
import { useListQuery } from './use-list-query.ts'

export type RecordsPageProps = { app: Id; view: Id; record: string | undefined }

/** A list of an app: search, filter, sort, columns, export; a record opens beside it. */
export default function RecordsPage({ app, view, record }: RecordsPageProps) {
  const t = useArea(recordsTexts)
  const seen = useApp(app)
  if (seen.isPending) return <PageSkeleton />
  // What was read once stays on screen when it cannot be read again: somebody may be typing there.
  if (seen.isLoadingError) return <ErrorState error={seen.error} onRetry={() => void seen.refetch()} />
  const entity = itemOf(seen.data.document.entities, itemOf(seen.data.document.views, view)?.entity ?? '')
  if (!entity) return <NotFound text={t('noView')} />
  return <RecordList seen={seen.data} view={view} entity={entity} record={record} />
}

function RecordList({
  seen,
  view: viewId,
  entity,
  record,
}: {
  seen: AppForReader
  view: Id
  entity: EntityDocument
  record: string | undefined
}) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const { fieldTypes } = useFormParts()
  const { locale } = useLocale()
  const [, navigate] = useLocation()
  const query = useSearch()
  const address = useMemo(() => readListAddress(query), [query])
  const [isCreating, setCreating] = useState(false)
  const search = useRef<HTMLInputElement>(null)

  const { document } = seen
  const view = itemOf(document.views, viewId)
  const app = document.id
  const rights = seen.rights[entity.id]
  const fields = useFieldViews(entity, seen.document)
  const columns = useColumns(`${app}/${viewId}`, view?.columns ?? entity.fields.order, fields)
  const list = useListQuery(address, view, fields)
  const records = useRecords(app, entity.id, { ...list, select: withNames(entity, columns.shown, fieldTypes), limit: 100 })
  const rows = records.data?.pages.flatMap((page) => page.records) ?? []
  const isNarrowed = address.search !== '' || address.conditions.some(isComplete)
  const label = format.text(view?.label, viewId)
  const base = `/a/${app}/${viewId}`

  const addressOf = (id: string | null | undefined) => (id ? recordAddress(base, id) : base)
  const show = (next: ListAddress) => navigate(withQuery(addressOf(record), writeListAddress(next)), { replace: true })
  const open = (id: string | null) => navigate(withQuery(addressOf(id), query))
  const searchFor = useDebouncedCallback((words: string) => show({ ...readListAddress(window.location.search), search: words.trim() }), 250)

  // The field follows the address, except while somebody types into it: there the address follows, a little later.
  useEffect(() => {
    if (search.current && search.current !== window.document.activeElement) search.current.value = address.search
  }, [address.search])

  useShortcuts([
    { keys: '/', label: t('searchIn', { list: inSentence(label, locale) }), run: () => search.current?.focus() },
    ...(rights?.create
      ? [{ keys: 'n', label: t('createIn', { entity: inSentence(format.text(entity.label), locale) }), run: () => setCreating(true) }]
      : []),
  ])

  return (
    <Page
      title={label}
      layout="fill"
      meta={
        <>
          <RecordCount app={app} entity={entity.id} where={list.where} search={list.search} />
          {entity.linked && (
            <Badge variant="light" color="gray" ml={8}>
              {t('readOnly')}
            </Badge>
          )}
        </>
      }
      actions={
        <>
          <ShareButton seen={seen} entity={entity.id} />
          {rights?.create && rights.update && <ImportButton seen={seen} entity={entity} />}
          {rights?.export && (
            <ExportMenu app={app} entity={entity.id} query={{ ...list, select: columns.shown.map((column) => column.id) }} />
          )}
        </>
      }
      primary={
        rights?.create && (
          <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setCreating(true)}>
            {t('createIn', { entity: inSentence(format.text(entity.label), locale) })}
          </Button>
        )
      }
    >
      <search className={classes.tools}>
        <TextInput
          ref={search}
          className={classes.search}
          type="search"
          aria-label={t('searchIn', { list: inSentence(label, locale) })}
          placeholder={t('search')}
          defaultValue={address.search}
          leftSection={<IconSearch size={18} stroke={1.5} />}
          onChange={(event) => searchFor(event.currentTarget.value)}
        />
        <FilterButton
          app={app}
          fields={filterable(entity, fields)}
          conditions={address.conditions}
          onChange={(conditions) => show({ ...address, conditions })}
        />
        <ColumnsMenu columns={columns} />
      </search>
      <div className={classes.table}>
        {isOfSource(records.error) ? (
          <ReadError seen={seen} error={records.error} onRetry={() => void records.refetch()} />
        ) : (
          <RecordTable
            label={label}
            columns={columns.shown}
            titleField={entity.title}
            records={rows}
            selectedId={record ?? null}
            onOpen={(opened) => open(opened.id)}
            sort={list.sort ?? []}
            onSort={(sort) => show({ ...address, sort: sort.map(({ by, dir = 'asc' }) => ({ by, dir })) })}
            unsortable={({ valueType }) => valueType.kind === 'json' || valueType.kind === 'list' || isEncrypted(valueType)}
            isLoading={records.isPending}
            error={records.error}
            onRetry={() => void records.refetch()}
            onMore={records.hasNextPage ? () => void records.fetchNextPage() : undefined}
            isLoadingMore={records.isFetchingNextPage}
            empty={
              isNarrowed ? (
                <EmptyState
                  figure="cat"
                  title={t('noMatchTitle')}
                  text={t('noMatch')}
                  action={
                    <Button variant="default" onClick={() => show({ search: '', conditions: [], sort: address.sort })}>
                      {t('noMatchAction')}
                    </Button>
                  }
                />
              ) : (
                <EmptyState
                  figure="house"
                  title={t('emptyTitle', { list: inSentence(label, locale) })}
                  {...(entity.linked ? {} : { text: t('emptyHint') })}
                />
              )
            }
          />
        )}
      </div>
      <RecordPanel
        key={record}
        seen={seen}
        entity={entity}
        fields={fields}
        form={view?.form}
        record={record}
        path={addressOf(record)}
        onClose={() => open(null)}
      />
      {rights?.create && (
        <CreatePanel
          opened={isCreating}
          seen={seen}
          entity={entity}
          form={view?.form}
          onClose={() => setCreating(false)}
          onCreated={(created: DataRecord) => {
            setCreating(false)
            open(created.id)
          }}
        />
      )}
    </Page>
  )
}

/** What the table shows plus what a record is called by. */
function withNames(entity: EntityDocument, columns: FieldView[], fieldTypes: FieldRegistry): Id[] {
  const serial = numberField(entity, fieldTypes)
  return [...new Set([...columns.map((column) => column.id), entity.title, ...(serial ? [serial.id] : [])])]
}

function filterable(entity: EntityDocument, fields: { [id: Id]: FieldView }): FieldView[] {
  const own = inOrder(entity.fields).flatMap((field) => fields[field.id] ?? [])
  // Nobody wrote down who made the rows of a linked table, or when.
  const kept = entity.linked ? [] : ['created_at', 'updated_at', 'created_by'].flatMap((id) => fields[id] ?? [])
  return [...own, ...kept].filter((field) => field.valueType.kind !== 'json')
}

function withQuery(path: string, query: string): string {
  return query ? `${path}?${query}` : path
}
