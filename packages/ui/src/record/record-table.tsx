import { Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type DataRecord, type Id, type Locale, textIn } from '@tangram/data-model'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Delayed } from '../feedback/delayed.tsx'
import { EmptyState } from '../feedback/empty-state.tsx'
import { ErrorState } from '../feedback/error-state.tsx'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { breakpoint, rowHeight } from '../tokens.ts'
import { type FieldView, fieldValueOf } from './field-view.ts'
import { MaskedCell } from './masked-cell.tsx'
import classes from './record-table.module.css'
import { RecordValue } from './record-value.tsx'
import { UnseenCell } from './unseen-cell.tsx'

export type Sort = { by: Id; dir?: 'asc' | 'desc' }

export type RecordTableProps = {
  /** What the list is, for assistive technology: “Tickets”. */
  label: string
  columns: FieldView[]
  /** The column that names a record; the title of its card on phones. The first column when absent. */
  titleField?: Id
  records: DataRecord[]
  onOpen?: (record: DataRecord) => void
  /** The record that is open beside the list. */
  selectedId?: string | null
  sort?: readonly Sort[]
  onSort?: (sort: Sort[]) => void
  /** Columns that cannot be sorted by (computed, hidden rights). */
  unsortable?: (field: FieldView) => boolean
  isLoading?: boolean
  error?: unknown
  onRetry?: () => void
  /** Brings the next page; called as the end comes near. */
  onMore?: (() => void) | undefined
  isLoadingMore?: boolean
  /** What stands in place of no records. */
  empty?: ReactNode
}

/** Dense rows of records. Arrows move, Enter opens, headers sort; only rows in sight are drawn. On phones every record is a card. */
export function RecordTable(props: RecordTableProps) {
  const isPhone = useMediaQuery(`(max-width: ${breakpoint.phone}px)`)
  const { records, isLoading, error, onRetry, empty } = props
  const { t } = useTranslation('ui')
  if (error && records.length === 0) return <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
  if (isLoading && records.length === 0) return <TableSkeleton columns={props.columns.length} />
  if (records.length === 0) return empty ?? <EmptyState title={t('table.empty')} text={t('table.empty-text')} />
  return isPhone ? <Cards {...props} /> : <Grid {...props} />
}

function Grid({ label, columns, records, onOpen, selectedId, sort, onSort, unsortable, onMore, isLoadingMore }: RecordTableProps) {
  const { t } = useTranslation('ui')
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const wanted = useRef<number | null>(null)
  const virtual = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => records[index]?.id ?? index,
  })
  const rows = virtual.getVirtualItems()
  useMore(rows.at(-1)?.index ?? 0, records.length, onMore, isLoadingMore)

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(records.length - 1, index))
    setActive(next)
    virtual.scrollToIndex(next)
    wanted.current = next
  }
  // A far row is drawn only after the list has scrolled to it: the focus waits for it.
  useEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`)
    if (!row) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2)
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: records.length - 1,
    }
    const record = records[active]
    if (event.target instanceof HTMLElement && event.target.closest('[role="columnheader"]')) return
    if (event.key in steps) {
      event.preventDefault()
      moveTo(steps[event.key] ?? 0)
    } else if (event.key === 'Enter' && record && onOpen) {
      event.preventDefault()
      onOpen(record)
    }
  }
  const { locale } = useLocale()
  const template = columns.map((column) => widthOf(column, locale)).join(' ')
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={onMore ? -1 : records.length + 1}
      aria-colcount={columns.length}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above; rows take the focus one at a time */}
      <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <Header key={column.id} column={column} sort={sort} onSort={unsortable?.(column) ? undefined : onSort} />
        ))}
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const record = records[row.index]
          if (!record) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above; the grid hears the keys
            <div
              key={row.key}
              role="row"
              data-index={row.index}
              aria-rowindex={row.index + 2}
              aria-selected={record.id === selectedId}
              tabIndex={row.index === active ? 0 : -1}
              className={classes.row}
              data-opens={onOpen ? true : undefined}
              style={{ gridTemplateColumns: template, transform: `translateY(${row.start}px)` }}
              onFocus={() => setActive(row.index)}
              onClick={() => onOpen?.(record)}
            >
              {columns.map((column) => (
                // biome-ignore lint/a11y/useFocusableInteractive: see above
                <div key={column.id} role="gridcell" className={classes.cell} data-align={isNumeric(column) ? 'end' : undefined}>
                  {record.hidden?.includes(column.id) ? (
                    <UnseenCell />
                  ) : record.masked?.includes(column.id) ? (
                    <MaskedCell value={fieldValueOf(record, column.id)} />
                  ) : (
                    <RecordValue field={column} value={fieldValueOf(record, column.id)} labels={record.labels} compact />
                  )}
                </div>
              ))}
            </div>
          )
        })}
      </div>
      {isLoadingMore && <div className={classes.note}>{t('loading')}</div>}
    </div>
  )
}

function Header({
  column,
  sort,
  onSort,
}: {
  column: FieldView
  sort: readonly Sort[] | undefined
  onSort: ((sort: Sort[]) => void) | undefined
}) {
  const format = useFormat()
  const { t } = useTranslation('ui')
  const current = sort?.find(({ by }) => by === column.id)
  const isDescending = current?.dir === 'desc'
  const label = format.text(column.label, column.id)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: a virtual list of rows cannot be a table element
    <div
      role="columnheader"
      className={classes.header}
      data-align={isNumeric(column) ? 'end' : undefined}
      aria-sort={current ? (isDescending ? 'descending' : 'ascending') : onSort ? 'none' : undefined}
    >
      {onSort ? (
        <button
          type="button"
          title={t('table.sort', { column: label })}
          onClick={() => onSort([{ by: column.id, dir: current && !isDescending ? 'desc' : 'asc' }])}
        >
          <span>{label}</span>
          {current && (isDescending ? <IconArrowDown size={14} stroke={1.5} /> : <IconArrowUp size={14} stroke={1.5} />)}
        </button>
      ) : (
        <span>{label}</span>
      )}
    </div>
  )
}

function Cards({ label, columns, titleField, records, onOpen, selectedId, onMore, isLoadingMore }: RecordTableProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const end = useRef<HTMLLIElement>(null)
  const more = useRef(onMore)
  more.current = isLoadingMore ? undefined : onMore
  useEffect(() => {
    if (!end.current) return
    const watcher = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && more.current?.(), {
      rootMargin: '400px',
    })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [])
  const title = columns.find(({ id }) => id === titleField) ?? columns[0]
  const rest = columns.filter((column) => column !== title)
  return (
    <ul className={classes.cards} aria-label={label}>
      {records.map((record) => (
        <li key={record.id}>
          <button
            type="button"
            className={classes.card}
            aria-current={record.id === selectedId || undefined}
            onClick={() => onOpen?.(record)}
          >
            {title && (
              <strong>
                {record.hidden?.includes(title.id) ? (
                  <UnseenCell />
                ) : record.masked?.includes(title.id) ? (
                  <MaskedCell value={fieldValueOf(record, title.id)} />
                ) : (
                  <RecordValue field={title} value={fieldValueOf(record, title.id)} labels={record.labels} compact />
                )}
              </strong>
            )}
            {rest.slice(0, 5).map((column) => {
              const value = fieldValueOf(record, column.id)
              if (value === null || value === '') return null
              return (
                <span key={column.id} className={classes.fact}>
                  <span>{format.text(column.label, column.id)}</span>
                  {record.masked?.includes(column.id) ? (
                    <MaskedCell value={value} />
                  ) : (
                    <RecordValue field={column} value={value} labels={record.labels} compact />
                  )}
                </span>
              )
            })}
          </button>
        </li>
      ))}
      <li ref={end} aria-hidden className={classes.note}>
        {isLoadingMore ? t('loading') : ''}
      </li>
    </ul>
  )
}

function useMore(lastSeen: number, count: number, onMore: (() => void) | undefined, isLoading: boolean | undefined): void {
  const isNear = lastSeen >= count - 20
  useEffect(() => {
    if (isNear && !isLoading) onMore?.()
  }, [isNear, isLoading, onMore])
}

function TableSkeleton({ columns }: { columns: number }) {
  return (
    <Delayed>
      <div className={classes.skeleton} aria-hidden>
        {Array.from({ length: 12 * columns }, (_, index) => (
          <Skeleton key={index} height={12} width={`${50 + ((index * 31) % 45)}%`} />
        ))}
      </div>
    </Delayed>
  )
}

const isNumeric = (column: FieldView) =>
  column.valueType.kind === 'integer' || column.valueType.kind === 'decimal' ? column.widget !== 'stars' : false

/** Room a column asks for: what its kind of value needs, texts share the rest. */
function widthOf(column: FieldView, locale: Locale): string {
  if (column.options) return `minmax(${Math.max(128, ...column.options.map(({ label }) => chipWidthPx(textIn(label, locale))))}px, 0.8fr)`
  switch (column.valueType.kind) {
    case 'date':
      return 'minmax(110px, 0.6fr)'
    case 'timestamp':
      return 'minmax(150px, 0.8fr)'
    case 'integer':
    case 'decimal':
      return 'minmax(100px, 0.6fr)'
    case 'boolean':
      return 'minmax(72px, 0.4fr)'
    default:
      return column.widget === 'readonly' ? 'minmax(168px, 0.9fr)' : 'minmax(140px, 1.4fr)'
  }
}

/** About how wide a choice stands in its cell, so that none of them is cut: Chinese characters are twice as wide as Latin ones. */
function chipWidthPx(label: string): number {
  const wide = label.match(/[\u2e80-\uffef]/g)?.length ?? 0
  return Math.min(240, 60 + wide * 13 + (label.length - wide) * 7.5)
}
