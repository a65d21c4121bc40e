import { Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { type EntityDocument, type Id, inOrder } from '@tangram/data-model'
import type { InferredTable } from '@tangram/form-engine'
import {
  type AppForReader,
  ErrorState,
  FormulaWarning,
  ImportFile,
  type ImportInfo,
  ImportOutcome,
  ImportProgress,
  type ImportStart,
  isAtWork,
  notify,
  problemText,
  SidePanel,
  useFormat,
  useFormParts,
  useImport,
  useImportActions,
  useImportWords,
} from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { importTexts } from '../../../texts/import.ts'
import { type ColumnMatch, columnsOf, fieldsToFill, likelyKey, matchByHeading, matchOf, rowsToFill } from './match-columns.ts'

export type ImportPanelProps = { seen: AppForReader; entity: EntityDocument; onClose: () => void }

/** From a file to records: match columns, compare, import. What happens runs on the server; closing the panel stops nothing. */
export default function ImportPanel({ seen, entity, onClose }: ImportPanelProps) {
  const t = useArea(importTexts)
  const format = useFormat()
  const [id, setId] = useState<string>()
  const [start, setStart] = useState<ImportStart | null>(null)
  const [isMatching, setMatching] = useState(false)
  const found = useImport(id)
  const one = found.data
  const again = () => {
    setId(undefined)
    setStart(null)
    setMatching(false)
  }
  const labelOf = (_step: number, field: Id) => format.text(inOrder(entity.fields).find((each) => each.id === field)?.label, field)
  return (
    <SidePanel opened onClose={onClose} title={t('title', { entity: format.text(entity.label) })}>
      <Stack gap="md" p="md">
        {id === undefined && <ImportFile onTaken={(taken) => setId(taken.id)} />}
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {one && <ImportProgress one={one} />}
        {one?.tables && (one.state === 'read' || isMatching) && !isAtWork(one) && (
          <Matching
            one={one}
            tables={one.tables}
            seen={seen}
            entity={entity}
            before={start}
            onStarted={(started) => {
              setStart(started)
              setMatching(false)
            }}
          />
        )}
        {one?.state === 'checked' && start && !isMatching && (
          <Checked one={one} start={start} seen={seen} entity={entity} labelOf={labelOf} onBack={() => setMatching(true)} />
        )}
        {one && ['done', 'cancelled', 'failed'].includes(one.state) && !isMatching && (
          <Ended one={one} labelOf={labelOf} onAgain={again} onClose={onClose} />
        )}
      </Stack>
    </SidePanel>
  )
}

type MatchingProps = {
  one: ImportInfo
  tables: readonly InferredTable[]
  seen: AppForReader
  entity: EntityDocument
  before: ImportStart | null
  onStarted: (start: ImportStart) => void
}

function Matching({ one, tables, seen, entity, before, onStarted }: MatchingProps) {
  const t = useArea(importTexts)
  const format = useFormat()
  const { start } = useImportActions()
  const { fieldTypes } = useFormParts()
  const rights = seen.rights[entity.id]
  const fields = fieldsToFill(entity, fieldTypes, rights?.readOnlyOnCreate ?? [])
  const rows = rowsToFill(entity, fieldTypes, rights?.readOnlyOnCreate ?? [])
  const first = tables.find(({ name }) => name === before?.steps[0]?.table) ?? tables[0]
  const [table, setTable] = useState(first)
  const [match, setMatch] = useState<ColumnMatch>(() =>
    before?.steps[0] ? matchOf(before.steps[0].columns) : first ? matchByHeading(first, fields, rows) : {},
  )
  const [key, setKey] = useState<Id | null>(() =>
    before ? (before.steps[0]?.key ?? null) : rights?.update ? likelyKey(entity, fieldTypes, match) : null,
  )
  const [usesValues, setUsesValues] = useState(before?.formulas === 'values')
  const used = new Set(Object.values(match))
  const keys = fields.filter(
    ({ id, type }) => used.has(id) && ['text', 'serialNumber', 'phone', 'email', 'integer', 'date', 'url'].includes(type),
  )

  const allColumns = [...(table?.columns ?? []), ...(table?.groups ?? []).flatMap(({ columns }) => columns)]
  const isGrouped = (column: number) => table?.groups?.some(({ columns }) => columns.some((each) => each.column === column)) === true
  /** A column under a heading of two rows goes into a sub-form, any other into a field. */
  const targetsFor = (column: number) =>
    isGrouped(column)
      ? rows.flatMap(({ field, columns }) =>
          columns.map(({ id, label }) => ({
            value: `${field.id}.${id}`,
            label: `${format.text(field.label, field.id)} / ${format.text(label, id)}`,
          })),
        )
      : fields.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))

  async function check() {
    if (!table) return
    const step = { table: table.name, entity: entity.id, columns: columnsOf(match), key: key !== null && used.has(key) ? key : null }
    const request: ImportStart = { app: seen.document.id, steps: [step], formulas: usesValues ? 'values' : 'refuse' }
    try {
      await start(one.id, 'check', request)
      onStarted(request)
    } catch (error) {
      tellProblem(error)
    }
  }
  return (
    <Stack gap="md">
      {tables.length > 1 && (
        <NativeSelect
          label={t('table')}
          data={tables.map(({ name, label }) => ({ value: name, label }))}
          value={table?.name}
          onChange={(event) => {
            const next = tables.find(({ name }) => name === event.currentTarget.value)
            const matched = next ? matchByHeading(next, fields, rows) : {}
            setTable(next)
            setMatch(matched)
            setKey(rights?.update ? likelyKey(entity, fieldTypes, matched) : null)
          }}
        />
      )}
      <Text size="md">
        {one.name} · {t('rows', { n: format.number(table?.rows ?? 0) })}
      </Text>
      <FormulaWarning tables={tables} usesValues={usesValues} onChange={setUsesValues} />
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <Text component="legend" size="md" fw={600} mb="xs">
          {t('match')}
        </Text>
        <Stack gap="xs">
          {allColumns.map(({ column, header, group, examples }) => (
            <NativeSelect
              key={column}
              label={group ? `${group} / ${header}` : header}
              description={examples.slice(0, 2).join(' · ')}
              data={[
                { value: '', label: t('skip') },
                ...targetsFor(column).map((target) => ({ ...target, disabled: used.has(target.value) && match[column] !== target.value })),
              ]}
              value={match[column] ?? ''}
              onChange={(event) => {
                const { [column]: _, ...others } = match
                setMatch(event.currentTarget.value === '' ? others : { ...others, [column]: event.currentTarget.value })
              }}
            />
          ))}
        </Stack>
      </fieldset>
      {rights?.update && (
        <NativeSelect
          label={t('key')}
          description={t('keyHelp')}
          data={[{ value: '', label: t('noKey') }, ...keys.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))]}
          value={key ?? ''}
          onChange={(event) => setKey(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end">
        {used.size === 0 && (
          <Text size="sm" c="dimmed">
            {t('nothingMatched')}
          </Text>
        )}
        <Button disabled={used.size === 0} onClick={() => void check()}>
          {t('check')}
        </Button>
      </Group>
    </Stack>
  )
}

type CheckedProps = {
  one: ImportInfo
  start: ImportStart
  seen: AppForReader
  entity: EntityDocument
  labelOf: (step: number, field: Id) => string
  onBack: () => void
}

function Checked({ one, start: request, seen, entity, labelOf, onBack }: CheckedProps) {
  const t = useArea(importTexts)
  const format = useFormat()
  const { start } = useImportActions()
  const [missing, setMissing] = useState<'keep' | 'remove'>('keep')
  const [follow, setFollow] = useState(false)
  const counts = one.counts[0]
  const rows = (counts?.created ?? 0) + (counts?.changed ?? 0)
  const mayRemove = seen.rights[entity.id]?.delete === true && (counts?.missing ?? 0) > 0
  return (
    <Stack gap="md">
      <ImportOutcome one={one} fieldLabel={labelOf} />
      {mayRemove && (
        <NativeSelect
          label={t('missing')}
          data={[
            { value: 'keep', label: t('missingKeep') },
            { value: 'remove', label: t('missingRemove') },
          ]}
          value={missing}
          onChange={(event) => setMissing(event.currentTarget.value === 'remove' ? 'remove' : 'keep')}
        />
      )}
      <Checkbox label={t('follow')} checked={follow} onChange={(event) => setFollow(event.currentTarget.checked)} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          disabled={rows === 0 && missing === 'keep'}
          onClick={() => void start(one.id, 'write', { ...request, missing, follow }).catch(tellProblem)}
        >
          {t('write', { n: format.number(rows) })}
        </Button>
      </Group>
    </Stack>
  )
}

type EndedProps = { one: ImportInfo; labelOf: (step: number, field: Id) => string; onAgain: () => void; onClose: () => void }

function Ended({ one, labelOf, onAgain, onClose }: EndedProps) {
  const t = useArea(importTexts)
  const say = useImportWords()
  return (
    <Stack gap="md">
      <ImportOutcome one={one} fieldLabel={labelOf} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onAgain}>
          {say('another')}
        </Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </Group>
    </Stack>
  )
}

function tellProblem(error: unknown): void {
  const { title, detail, fix } = problemText(error)
  void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
}
