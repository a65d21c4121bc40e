import { IconArrowsSplit2, IconCirclePlus, IconClipboardCheck, IconMessage2, IconPencil, IconSend } from '@tabler/icons-react'
import { type DataRecord, type Id, textIn } from '@tangram/data-model'
import type { TimelineEntry } from '../client/types.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { FieldView } from './field-view.ts'
import classes from './timeline.module.css'
import { valueText } from './value-text.ts'

const icons = {
  created: IconCirclePlus,
  changed: IconPencil,
  task: IconClipboardCheck,
  opinion: IconMessage2,
  flow: IconArrowsSplit2,
  message: IconSend,
} satisfies Record<TimelineEntry['kind'], unknown>

export type TimelineProps = { entries: TimelineEntry[]; fields: { [id: Id]: FieldView }; labels?: DataRecord['labels'] }

/** Everything that happened to a record, in the order it is given, with every opinion. */
export function Timeline({ entries, fields, labels }: TimelineProps) {
  const { t } = useTranslation('ui')
  const { locale, zone } = useLocale()
  const format = useFormat()
  const inRows = (rows: RowsChanged) => {
    const parts = rowDeeds.filter((deed) => rows[deed] > 0).map((deed) => t(rowTexts[deed], { count: rows[deed] }))
    return parts.length > 0 ? parts.join(locale === 'zh-CN' ? '，' : ', ') : t('timeline.rows-moved')
  }
  if (entries.length === 0) return <EmptyState compact title={t('timeline.empty')} />
  return (
    <ol className={classes.timeline}>
      {entries.map((entry, index) => {
        const Shape = icons[entry.kind] ?? IconPencil
        const changes = entry.changes?.filter(({ field }) => fields[field]) ?? []
        const text = (value: (typeof changes)[number]['before'], field: Id) =>
          valueText(value, fields[field] as FieldView, { locale, zone, labels }) || '—'
        return (
          <li key={`${entry.at}-${index}`} className={classes.entry}>
            <span className={classes.mark}>
              <Shape size={16} stroke={1.5} aria-hidden />
            </span>
            <div className={classes.what}>
              <span>
                {entry.actor && <strong>{entry.actor.name}</strong>}
                {entry.actor && (isDeed(entry) ? ' ' : ' · ')}
                {entry.actor && isDeed(entry) ? afterName(textIn(entry.text, locale)) : textIn(entry.text, locale)}
              </span>
              <time dateTime={entry.at} title={format.instant(entry.at)}>
                {format.relative(entry.at)}
              </time>
              {entry.opinion && <blockquote>{entry.opinion}</blockquote>}
              {changes.length > 0 && (
                <ul>
                  {changes.map(({ field, before, after, rows }) => (
                    <li key={field}>
                      <span>{format.text(fields[field]?.label, field)}</span>{' '}
                      {rows ? inRows(rows) : t('timeline.from-to', { from: text(before, field), to: text(after, field) })}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

type RowsChanged = NonNullable<NonNullable<TimelineEntry['changes']>[number]['rows']>
const rowDeeds = ['added', 'changed', 'removed'] as const
const rowTexts = { added: 'timeline.rows-added', changed: 'timeline.rows-changed', removed: 'timeline.rows-removed' } as const

/** Whether the text says what the actor did, and so goes on from the name: “Mia changed”. */
const isDeed = ({ kind }: TimelineEntry): boolean => kind === 'created' || kind === 'changed'

const afterName = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
