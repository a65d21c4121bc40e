import { Menu, ScrollArea } from '@mantine/core'
import { IconChevronRight, IconCopy, IconFilter, IconFilterOff, IconListDetails, IconSitemap } from '@tabler/icons-react'
import type { DrillStep, Mark, ReportDocument, ReportResult } from '@tangram/report-engine'
import { type AppForReader, notify, useLocale } from '@tangram/ui'
import { Fragment, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './dashboard-page.module.css'
import { useDrillFields } from './drill-fields.ts'
import { settledFields } from './drill-path.ts'
import { wordsOfCell } from './drill-words.ts'
import { figureOf } from './mark-offers.ts'

/** A place on the screen, in CSS pixels. */
export type Place = { x: number; y: number }

export type MarkMenuProps = {
  seen: AppForReader
  report: ReportDocument
  result: ReportResult | undefined
  mark: Mark
  at: Place
  /** Whether the other tiles are narrowed to it by now; absent where they cannot be. */
  isNarrowing?: boolean | undefined
  onDrill: () => void
  onNarrow: () => void
  onBreakDown: (by: Pick<DrillStep, 'by' | 'period'>) => void
  onClose: () => void
}

/** What can be done with one mark, beside it: go down, narrow the other tiles, break it down by any field, copy its figure. */
export function MarkMenu({ seen, report, result, mark, at, isNarrowing, onDrill, onNarrow, onBreakDown, onClose }: MarkMenuProps) {
  const t = useArea(dashboardTexts)
  const { locale } = useLocale()
  const [isBreaking, setBreaking] = useState(false)
  const figure = result && figureOf(result, mark, locale)
  const name = [result ? wordsOfCell(result, mark.cell, locale) : '', figure].filter(Boolean).join(locale === 'en' ? ': ' : '：')
  const copy = () => {
    if (figure === undefined) return
    navigator.clipboard.writeText(figure).then(
      () => void notify({ kind: 'success', message: t('copied', { value: figure }) }),
      () => void notify({ kind: 'danger', message: t('notCopied', { value: figure }) }),
    )
  }
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      withinPortal
      shadow="md"
      loop
      width={248}
      closeOnItemClick={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <span className={classes.place} style={onScreen(at)} />
      </Menu.Target>
      <Menu.Dropdown aria-label={name || t('mark')} data-testid="mark-menu">
        {name && <Menu.Label className="tg-figures">{name}</Menu.Label>}
        {isBreaking ? (
          <Fields seen={seen} report={report} mark={mark} onPick={onBreakDown} />
        ) : (
          <>
            <Menu.Item data-autofocus leftSection={<IconListDetails size={18} stroke={1.5} />} onClick={onDrill}>
              {t('goDown')}
            </Menu.Item>
            {isNarrowing !== undefined && (
              <Menu.Item
                leftSection={isNarrowing ? <IconFilterOff size={18} stroke={1.5} /> : <IconFilter size={18} stroke={1.5} />}
                onClick={onNarrow}
              >
                {t(isNarrowing ? 'widenAll' : 'narrowOthers')}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconSitemap size={18} stroke={1.5} />}
              rightSection={<IconChevronRight size={16} stroke={1.5} />}
              onClick={() => setBreaking(true)}
            >
              {t('breakDown')}
            </Menu.Item>
            {figure !== undefined && (
              <Menu.Item
                leftSection={<IconCopy size={18} stroke={1.5} />}
                onClick={() => {
                  copy()
                  onClose()
                }}
              >
                {t('copyFigure')}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** A mark may be a row of the data that is only read out, below what is on screen: a menu there would not be seen. */
const onScreen = ({ x, y }: Place) => ({
  left: Math.min(Math.max(x, edge), window.innerWidth - edge),
  top: Math.min(Math.max(y, edge), window.innerHeight - edge),
})
const edge = 8

/** Every field that still tells the records of a mark apart. */
function Fields({
  seen,
  report,
  mark,
  onPick,
}: Pick<MarkMenuProps, 'seen' | 'report' | 'mark'> & { onPick: MarkMenuProps['onBreakDown'] }) {
  const { fields } = useDrillFields(seen.document, report.from)
  const settled = settledFields(report, { report: report.id, steps: [], records: mark.cell })
  const offered = fields.filter(({ by, period }) => period || !settled.has(by))
  return (
    <ScrollArea.Autosize mah={320} type="auto">
      {offered.map(({ by, period, label, group }, at) => (
        <Fragment key={`${by}|${period ?? ''}`}>
          {group && group !== offered[at - 1]?.group && <Menu.Label>{group}</Menu.Label>}
          <Menu.Item {...(at === 0 ? { 'data-autofocus': true } : {})} onClick={() => onPick({ by, ...(period ? { period } : {}) })}>
            {label}
          </Menu.Item>
        </Fragment>
      ))}
    </ScrollArea.Autosize>
  )
}
