import { Anchor, Button, NativeSelect, Select, Text } from '@mantine/core'
import { IconList } from '@tabler/icons-react'
import { inOrder, itemOf } from '@tangram/data-model'
import type { DrillStep, Mark, ReportDocument } from '@tangram/report-engine'
import { type AppForReader, ChartView, EmptyState, RecordTable, SidePanel, useFieldViews, useFormat, useLocale } from '@tangram/ui'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { drillTexts } from '../../texts/drill.ts'
import { recordAddress } from '../records/record-address.ts'
import type { Drill } from './drill-address.ts'
import { type DrillField, useDrillFields } from './drill-fields.ts'
import classes from './drill-panel.module.css'
import { afterMark, brokenDown, settledFields } from './drill-path.ts'
import { type Behind, behind, hasUnshown, onlyFigure, unseen, wordsOfCell } from './drill-words.ts'
import { SaveMenu } from './save-menu.tsx'
import { type Asked, drilledBody, useDrilledRecords, useLevels } from './use-drill.ts'

export type DrillPanelProps = {
  seen: AppForReader
  drill: Drill
  /** What the page asks of the report, so that the records are those of its figures. */
  asked: Asked
  onGo: (drill: Drill) => void
  onClose: () => void
  /** True: figures are broken down along the path of their author and in no other way. */
  isOnPath?: boolean
}

/** The way down from a figure: what it is made of, level by level, and at the end exactly the records behind it. */
export function DrillPanel({ seen, drill, ...props }: DrillPanelProps) {
  const report = itemOf(seen.document.reports, drill.report)
  return report ? <Panel {...props} seen={seen} drill={drill} report={report} /> : null
}

type PartProps = DrillPanelProps & { report: ReportDocument }

function Panel(props: PartProps) {
  const { seen, drill, asked, report, onGo, onClose, isOnPath } = props
  const t = useArea(drillTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const { fields, scope } = useDrillFields(seen.document, report.from)
  const levels = useLevels(seen.document.id, drill, asked)
  const records = useDrilledRecords(seen.document.id, drill, asked)
  const { count, entity } = records.data?.pages[0] ?? {}
  const body = useRef<HTMLDivElement>(null)
  const place = JSON.stringify([drill.steps, drill.records])

  // What had the focus is gone with the level it was on.
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.focus({ preventScroll: true })
  }, [place])

  const settled = settledFields(report, drill)
  const last = drill.steps.at(-1)
  const figures = report.measureOrder.filter((id) => levels.at(-1)?.data?.columns.some((column) => column.id === id))
  const isOfRecords = Boolean(itemOf(seen.document.entities, report.from))
  const hidden =
    drill.records && count !== undefined && isOfRecords
      ? unseen(report, levels.at(-1)?.data, { cell: drill.records, ...(drill.measure ? { measure: drill.measure } : {}) }, count)
      : 0
  const note = drill.records ? behind(report, drill.measure, { isDataset: !isOfRecords, scope, locale }) : undefined

  return (
    <SidePanel opened onClose={onClose} width={640} title={t('title', { report: format.text(report.label, report.id) })}>
      <div className={classes.drill} ref={body} tabIndex={-1}>
        <Crumbs drill={drill} levels={levels.map(({ data }) => data)} fields={fields} onGo={onGo} />
        <div className={classes.tools}>
          {drill.records ? (
            <>
              <Text component="span" fw={600} role="status" className="tg-figures" data-testid="drill-count">
                {count === undefined ? '' : t('count', { count, shown: format.number(count) })}
              </Text>
              {entity !== undefined && count !== 0 && seen.rights[entity]?.export && (
                <SaveMenu
                  of="records"
                  path={`/apps/${seen.document.id}/reports/${drill.report}/drill`}
                  name={t('records')}
                  asked={drilledBody(drill, asked)}
                />
              )}
            </>
          ) : (
            <Button
              size="sm"
              leftSection={<IconList size={18} stroke={1.5} />}
              className="tg-figures"
              data-testid="drill-records"
              onClick={() => onGo({ ...drill, records: {} })}
            >
              {count === undefined ? t('recordsLoading') : t('showRecords', { count, shown: format.number(count) })}
            </Button>
          )}
          <BreakDown
            fields={fields.filter(({ by, period }) =>
              isOnPath ? report.drill?.path?.includes(by) && !settled.has(by) : period || !settled.has(by),
            )}
            shown={drill.records ? undefined : last}
            onPick={(field) => onGo(brokenDown(drill, field))}
          />
          {!drill.records && last && figures.length > 1 && (
            <NativeSelect
              aria-label={t('figure')}
              value={figures.includes(drill.measure ?? '') ? drill.measure : ''}
              data={[
                { value: '', label: t('allFigures') },
                ...figures.map((id) => ({ value: id, label: format.text(report.measures[id]?.label, id) })),
              ]}
              onChange={(event) => onGo({ ...drill, measure: event.currentTarget.value || undefined })}
            />
          )}
        </div>
        {note && <p className={classes.note}>{sayWhy(note, t)}</p>}
        {drill.records && records.data?.pages[0]?.overlaps && <p className={classes.note}>{t('overlaps')}</p>}
        {drill.records && hasUnshown(last ? {} : report, levels.at(-1)?.data, drill.records) && (
          <p className={classes.note}>{t('unshown')}</p>
        )}
        {hidden > 0 && <p className={classes.note}>{t('hidden', { count: hidden, shown: format.number(hidden) })}</p>}
        {drill.records ? <Records {...props} found={records} /> : <Level {...props} level={levels.at(-1)} />}
      </div>
    </SidePanel>
  )
}

/** “All › October › Printers › Records”: each level can be gone back to. */
function Crumbs({
  drill,
  levels,
  fields,
  onGo,
}: {
  drill: Drill
  levels: (Parameters<typeof wordsOfCell>[0] | undefined)[]
  fields: readonly DrillField[]
  onGo: (drill: Drill) => void
}) {
  const t = useArea(drillTexts)
  const { locale } = useLocale()
  const { steps, records, ...rest } = drill
  const fieldOf = ({ by, period }: DrillStep) => fields.find((field) => field.by === by && field.period === period)?.label ?? by
  const wordsAt = (depth: number, cell: Mark['cell']) => {
    const result = levels[depth]
    return result ? wordsOfCell(result, cell, locale) : '…'
  }
  const trail: { text: string; to?: Drill }[] = [
    { text: t('all'), to: { ...rest, steps: [] } },
    ...steps.map((step, at) => ({
      text: wordsAt(at, step.cell) || t('by', { field: fieldOf(step) }),
      to: { ...rest, steps: steps.slice(0, at + 1) },
    })),
  ]
  if (records) {
    const words = wordsAt(steps.length, records)
    if (words) trail.push({ text: words })
    trail.push({ text: t('records') })
  }
  return (
    <nav aria-label={t('way')} className={classes.crumbs}>
      <ol>
        {trail.map(({ text, to }, at) => (
          <li key={at} aria-current={at === trail.length - 1 ? 'step' : undefined}>
            {to && at < trail.length - 1 ? (
              <Anchor component="button" type="button" size="sm" onClick={() => onGo(to)}>
                {text}
              </Anchor>
            ) : (
              text
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

const keyOf = ({ by, period }: Pick<DrillStep, 'by' | 'period'>) => (period ? `${by}|${period}` : by)

/** Every sensible field, found by typing. */
function BreakDown({
  fields,
  shown,
  onPick,
}: {
  fields: readonly DrillField[]
  shown: DrillStep | undefined
  onPick: (field: Pick<DrillStep, 'by' | 'period'>) => void
}) {
  const t = useArea(drillTexts)
  if (fields.length === 0) return null
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const field of fields) {
    const group = field.group || t('own')
    groups.set(group, [...(groups.get(group) ?? []), { value: keyOf(field), label: field.label }])
  }
  return (
    <Select
      className={classes.breakDown}
      aria-label={t('breakDown')}
      placeholder={t('breakDown')}
      searchable
      nothingFoundMessage={t('noField')}
      allowDeselect={false}
      maxDropdownHeight={320}
      data={[...groups].map(([group, items]) => ({ group, items }))}
      value={shown ? keyOf(shown) : null}
      onChange={(value) => {
        const field = fields.find((one) => keyOf(one) === value)
        if (field) onPick({ by: field.by, ...(field.period ? { period: field.period } : {}) })
      }}
    />
  )
}

/** The groups of one level as a chart; a mark goes on. */
function Level({ report, drill, level, onGo }: PartProps & { level: ReturnType<typeof useLevels>[number] | undefined }) {
  const t = useArea(drillTexts)
  const result = level?.data && drill.steps.length > 0 ? onlyFigure(level.data, drill.measure) : level?.data
  const drawn = drill.steps.length > 0 ? { label: report.label, chart: { type: 'auto' } } : report
  return (
    <>
      <div className={classes.chart} data-testid="drill-chart">
        <ChartView
          report={drawn}
          result={result}
          error={level?.error}
          onRetry={() => void level?.refetch()}
          onMark={(mark) => onGo(afterMark(report, drill, mark))}
        />
      </div>
      {result?.truncated && <p className={classes.note}>{t('truncated', { count: result.rows.length })}</p>}
    </>
  )
}

/** The records, with their exact number above; one opens where its list is. */
function Records({ seen, report, found }: PartProps & { found: ReturnType<typeof useDrilledRecords> }) {
  const t = useArea(drillTexts)
  const format = useFormat()
  const [, navigate] = useLocation()
  const { document } = seen
  const [first] = found.data?.pages ?? []
  // Figures about records lead to those records.
  const entity = itemOf(document.entities, first?.entity ?? report.from)
  const view = inOrder(document.views).find((candidate) => candidate.entity === entity?.id)
  const fields = useFieldViews(entity, document)
  const columnIds = first?.columns.map((column) => (typeof column === 'string' ? column : column.id)) ?? report.drill?.columns ?? []
  const columns = columnIds.flatMap((id) => fields[id] ?? [])
  return (
    <div className={classes.records}>
      <RecordTable
        label={t('title', { report: format.text(report.label, report.id) })}
        columns={columns.length > 0 ? columns : Object.values(fields).slice(0, 5)}
        {...(entity ? { titleField: entity.title } : {})}
        records={found.data?.pages.flatMap((page) => page.records) ?? []}
        isLoading={found.isPending}
        error={found.error}
        onRetry={() => void found.refetch()}
        onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
        isLoadingMore={found.isFetchingNextPage}
        empty={<EmptyState compact title={t(entity ? 'empty' : 'noRecords')} />}
        {...(view ? { onOpen: (record: { id: string }) => navigate(recordAddress(`/a/${document.id}/${view.id}`, record.id)) } : {})}
      />
    </div>
  )
}

function sayWhy(note: Behind, t: ReturnType<typeof useArea<keyof typeof drillTexts.texts>>): string {
  switch (note.why) {
    case 'parts':
      return t('whyParts', { figure: note.figure, parts: note.parts })
    case 'rows':
      return t('whyRows', { figure: note.figure })
    case 'values':
      return t('whyValues', { figure: note.figure })
    case 'dataset':
      return t('whyDataset')
  }
}
