import { Badge, Button, Drawer, Group, Pill, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconArrowBackUp, IconZoomIn } from '@tabler/icons-react'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import type { DashboardDocument, FilterValues } from '@tangram/report-engine'
import { type AppForReader, breakpoint, useFormat, useLocale } from '@tangram/ui'
import { type ReactNode, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import { type Asked, withValue } from './dashboard-address.ts'
import classes from './dashboard-page.module.css'
import { wordsOfCell } from './drill-words.ts'
import { FilterControl, type FilterControlProps, OpenFilter } from './filter-control.tsx'
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
  const isPhone = useMediaQuery(`(max-width: ${breakpoint.phone}px)`, false, { getInitialValueInEffect: false })
  const filters = inOrder(dashboard.filters)
  const { cross } = asked
  if (filters.length === 0 && !cross) return null
  const values: FilterValues = { ...answer.values, ...asked.values }
  const result = cross && answer.results[cross.report]
  const cell = cross && result && 'rows' in result ? wordsOfCell(result, cross.cell, locale) : ''
  const report = cross && format.text(itemOf(seen.document.reports, cross.report)?.label, cross.report)
  const narrowed = cell ? t('narrowedTo', { report: report ?? '', cell }) : report
  const controls: FilterControlProps[] = filters.map((filter) => ({
    app: seen.document.id,
    filter,
    field: fieldOf(filter),
    value: values[filter.id] ?? null,
    isFixed: fixed.includes(filter.id),
    onChange: (value) => onAsk({ ...asked, values: withValue(asked.values, filter.id, value) }),
  }))
  const reset = Object.keys(asked.values).length > 0 && (
    <Button variant="subtle" leftSection={<IconArrowBackUp size={18} stroke={1.5} />} onClick={() => onAsk({ ...asked, values: {} })}>
      {t('reset')}
    </Button>
  )
  return (
    <Group gap={8} role="group" aria-label={t('filters')} className={classes.filters}>
      {isPhone && controls.some(({ isFixed }) => !isFixed) ? (
        <FilterSheet controls={controls.filter(({ isFixed }) => !isFixed)} reset={reset} />
      ) : (
        <>
          {controls.map((control) => (
            <FilterControl key={control.filter.id} {...control} />
          ))}
          {reset}
        </>
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

/** All filters on a sheet from below, opened by a button within the thumb's reach that says how many are set. */
function FilterSheet({ controls, reset }: { controls: FilterControlProps[]; reset: ReactNode }) {
  const t = useArea(dashboardTexts)
  const [isOpen, setOpen] = useState(false)
  const set = controls.filter(({ value }) => value !== null).length
  return (
    <>
      <Button
        className={classes.sheetButton}
        radius="xl"
        size="md"
        leftSection={<IconAdjustmentsHorizontal size={18} stroke={1.5} />}
        rightSection={
          set > 0 && (
            <Badge circle variant="white" className="tg-figures">
              {set}
            </Badge>
          )
        }
        aria-label={set > 0 ? t('filtersSet', { count: set }) : t('filters')}
        onClick={() => setOpen(true)}
      >
        {t('filters')}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={t('filters')}
        // A list of choices opens as it is entered and would lie over the rest.
        closeButtonProps={{ 'aria-label': t('showFigures'), ...({ 'data-autofocus': true } as object) }}
        classNames={{ content: classes.sheet ?? '' }}
      >
        <Stack gap="lg">
          {controls.map((control) => (
            <OpenFilter key={control.filter.id} {...control} />
          ))}
          <Group justify="space-between" className={classes.sheetFoot}>
            {reset || <span />}
            <Button size="md" onClick={() => setOpen(false)} data-testid="show-figures">
              {t('showFigures')}
            </Button>
          </Group>
        </Stack>
      </Drawer>
    </>
  )
}
