import { Stack, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { type Id, inOrder } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { memo, useState } from 'react'
import { useDrag } from 'react-dnd'
import { useLocation } from 'wouter'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'
import { sourceLabel } from '../reports/report-templates.ts'
import { NewThing } from '../things/new-thing.tsx'
import { type DraggedTile, tileDragType } from './drag.ts'
import { reportAddress } from './report-address.ts'
import classes from './report-palette.module.css'

type ReportPaletteProps = { dashboard: Id; used: ReadonlySet<Id>; onAdd: (report: Id) => void }

/** Every report of the app: drag one onto the dashboard, or press it. A new one is made in the editor of reports and brought back. */
export function ReportPalette({ dashboard, used, onAdd }: ReportPaletteProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { app } = useDraftActions()
  const [, navigate] = useLocation()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const all = inOrder(document.reports)
  const found = all.filter(({ label, from }) =>
    [...Object.values(label), text(sourceLabel(document, from))].some((words) => words?.toLowerCase().includes(wanted)),
  )
  return (
    <Stack gap="sm">
      <NewThing kind="reports" onMade={(report) => navigate(reportAddress(app, report, dashboard))} />
      <TextInput
        aria-label={t('search-reports')}
        placeholder={t('search-reports')}
        leftSection={<Icon name="search" size={16} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t('report-palette-help')}
      </Text>
      <ul className={classes.items}>
        {found.map((report) => (
          <li key={report.id}>
            <Item
              report={report}
              source={text(sourceLabel(document, report.from), report.from)}
              isUsed={used.has(report.id)}
              onAdd={onAdd}
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Text c="dimmed" size="md">
          {t(all.length === 0 ? 'no-reports' : 'no-report-found')}
        </Text>
      )}
    </Stack>
  )
}

type ItemProps = { report: ReportDocument; source: string; isUsed: boolean; onAdd: (report: Id) => void }

const Item = memo(function Item({ report, source, isUsed, onAdd }: ItemProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const name = text(report.label, report.id)
  const [{ isDragging }, drag] = useDrag(
    () => ({
      type: tileDragType,
      item: { from: 'palette', report: report.id } satisfies DraggedTile,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [report.id],
  )
  return (
    <UnstyledButton
      ref={(node) => {
        drag(node)
      }}
      className={classes.item}
      data-dragging={isDragging || undefined}
      data-palette-report={report.id}
      title={t('drag-to-dashboard', { name })}
      onClick={() => onAdd(report.id)}
    >
      <Icon name={platform.charts.find(({ type }) => type === report.chart.type)?.icon} size={16} />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.source}>{source}</span>
      </span>
      {isUsed && (
        <Tooltip label={t('on-dashboard')}>
          <span>
            <Icon name="check" size={16} />
          </span>
        </Tooltip>
      )}
    </UnstyledButton>
  )
})
