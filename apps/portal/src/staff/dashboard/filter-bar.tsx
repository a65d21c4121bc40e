import { Button, Group, Pill } from '@mantine/core'
import { IconArrowBackUp, IconZoomIn } from '@tabler/icons-react'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import type { DashboardDocument, FilterValues } from '@tangram/report-engine'
import { type AppForReader, useFormat, useLocale } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import { type Asked, withValue } from './dashboard-address.ts'
import classes from './dashboard-page.module.css'
import { wordsOfCell } from './drill-words.ts'
import { FilterControl } from './filter-control.tsx'
import { useFilterFields } from './filter-field.ts'
import type { DashboardAnswer } from './use-dashboard-results.ts'

export type FilterBarProps = {
  seen: AppForReader
  dashboard: DashboardDocument
  asked: Asked
  answer: DashboardAnswer
  onAsk: (asked: Asked) => void
  /** Goes down into the mark that narrows the others; absent: nobody does. */
  onDrill?: () => void
  /** Filters that stand as they are. */
  fixed?: readonly Id[]
}

/** What narrows all tiles: the dashboard's filters, and the mark that was clicked. */
export function FilterBar({ seen, dashboard, asked, answer, onAsk, onDrill, fixed = [] }: FilterBarProps) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const fieldOf = useFilterFields(seen.document)
  const filters = inOrder(dashboard.filters)
  const { cross } = asked
  if (filters.length === 0 && !cross) return null
  const values: FilterValues = { ...answer.values, ...asked.values }
  const result = cross && answer.results[cross.report]
  const cell = cross && result && 'rows' in result ? wordsOfCell(result, cross.cell, locale) : ''
  const report = cross && format.text(itemOf(seen.document.reports, cross.report)?.label, cross.report)
  const narrowed = cell ? t('narrowedTo', { report: report ?? '', cell }) : report
  return (
    <Group gap={8} role="group" aria-label={t('filters')} className={classes.filters}>
      {filters.map((filter) => (
        <FilterControl
          key={filter.id}
          app={seen.document.id}
          filter={filter}
          field={fieldOf(filter)}
          value={values[filter.id] ?? null}
          isFixed={fixed.includes(filter.id)}
          onChange={(value) => onAsk({ ...asked, values: withValue(asked.values, filter.id, value) })}
        />
      ))}
      {Object.keys(asked.values).length > 0 && (
        <Button variant="subtle" leftSection={<IconArrowBackUp size={18} stroke={1.5} />} onClick={() => onAsk({ ...asked, values: {} })}>
          {t('reset')}
        </Button>
      )}
      {cross && (
        <Pill.Group gap={8}>
          <Pill
            size="lg"
            withRemoveButton
            data-testid="cross"
            onRemove={() => onAsk({ values: asked.values })}
            removeButtonProps={{ 'aria-label': t('widen', { what: narrowed ?? '' }), 'aria-hidden': false, tabIndex: 0 }}
          >
            {narrowed}
          </Pill>
          {onDrill && (
            <Button variant="subtle" size="sm" leftSection={<IconZoomIn size={18} stroke={1.5} />} onClick={onDrill}>
              {t('goDown')}
            </Button>
          )}
        </Pill.Group>
      )}
    </Group>
  )
}
