import { IconFile, IconStar, IconStarFilled } from '@tabler/icons-react'
import { isJsonObject, type JsonValue, type Option, textIn } from '@tangram/data-model'
import type { FileReference } from '@tangram/form-engine'
import { lazy, Suspense } from 'react'
import { useClient } from '../client/client-context.ts'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { hues } from '../tokens.ts'
import type { FieldView } from './field-view.ts'
import classes from './record-value.module.css'
import { valueText } from './value-text.ts'

const RichTextView = lazy(() => import('./rich-text-view.tsx'))

const RowsTable = lazy(async () => ({ default: (await import('./rows-table.tsx')).RowsTable }))

export type RecordValueProps = {
  field: FieldView
  value: JsonValue | undefined
  /** Labels of referenced records by id, as a record brings them along. */
  labels?: { [id: string]: string } | undefined
  /** One line, as in tables. */
  compact?: boolean
  fileUrl?: (id: string, thumbnail?: boolean) => string | null
}

/** A value as people read it. */
export function RecordValue({ field, value, labels, compact = false, fileUrl }: RecordValueProps) {
  const { locale, zone } = useLocale()
  const isEmpty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return compact ? null : <span className={classes.none}>—</span>
  if (field.columns && !compact && Array.isArray(value)) {
    return (
      <Suspense fallback={null}>
        <RowsTable
          columns={field.columns}
          rows={value.filter(isJsonObject)}
          show={(column, cell) => <RecordValue field={column} value={cell} labels={labels} compact />}
        />
      </Suspense>
    )
  }
  if ((field.options && !field.format) || field.widget === 'tags') {
    const chosen = Array.isArray(value) ? value : [value]
    return (
      <span className={classes.tags} data-compact={compact || undefined}>
        {chosen.map((id) => (
          <OptionTag key={String(id)} option={field.options?.find((option) => option.id === id)} fallback={String(id)} />
        ))}
      </span>
    )
  }
  if (field.widget === 'stars') return <Stars value={Number(value)} max={Number(field.config.max ?? 5)} />
  if (Array.isArray(value) && value.some(isFile)) return <Files files={value.filter(isFile)} compact={compact} fileUrl={fileUrl} />
  const text = valueText(value, field, { locale, zone, labels })
  if (field.widget === 'richText' && !compact) {
    return (
      <Suspense fallback={<span className={classes.text}>{text}</span>}>
        <RichTextView html={String(value)} />
      </Suspense>
    )
  }
  const address = linkOf(field.widget, String(value))
  if (address && !compact) return <a href={address}>{text}</a>
  return <span className={compact ? classes.line : classes.text}>{text}</span>
}

/** A choice: a dot in its colour and its label. Colour never stands alone. */
export function OptionTag({ option, fallback = '' }: { option: Option | undefined; fallback?: string }) {
  const { locale } = useLocale()
  return (
    <span className={classes.tag}>
      {option?.color && <span className={classes.dot} style={{ background: colorOf(option.color) }} />}
      <span>{textIn(option?.label, locale, fallback)}</span>
    </span>
  )
}

/** A hue of the palette by name, one of the usual names, or any CSS colour. */
export function colorOf(color: string): string {
  if (Object.hasOwn(hues, color)) return hues[color as keyof typeof hues]
  const usual: Record<string, string> = {
    red: 'var(--tg-danger)',
    gray: 'var(--mantine-color-gray-5)',
    purple: hues.mauve,
    teal: hues.green,
    pink: hues.mauve,
  }
  return usual[color] ?? color
}

function Stars({ value, max }: { value: number; max: number }) {
  const { t } = useTranslation('ui')
  return (
    <span className={classes.stars} role="img" aria-label={t('form.stars', { count: value, max })}>
      {Array.from({ length: max }, (_, index) => {
        const Star = index < value ? IconStarFilled : IconStar
        return <Star key={index} size={16} stroke={1.5} />
      })}
    </span>
  )
}

function Files({ files, compact, fileUrl }: { files: FileReference[]; compact: boolean; fileUrl: RecordValueProps['fileUrl'] }) {
  const { t } = useTranslation('ui')
  const client = useClient()
  const format = useFormat()
  const address = fileUrl ?? ((id: string, thumbnail?: boolean) => client.url(`/files/${id}${thumbnail ? '?thumbnail=true' : ''}`))
  if (compact) return <span className={classes.line}>{files.map(({ name }) => name).join(', ')}</span>
  return (
    <span className={classes.files}>
      {files.map((file) => {
        const link = address(file.id)
        const picture = file.type.startsWith('image/') ? address(file.id, true) : null
        return (
          <a
            key={file.id}
            className={classes.file}
            href={link ?? undefined}
            target="_blank"
            rel="noreferrer"
            aria-label={t('file.open', { name: file.name })}
          >
            {picture ? <img src={picture} alt="" loading="lazy" /> : <IconFile size={20} stroke={1.5} />}
            <span className={classes.line}>{file.name}</span>
            <small>{format.bytes(file.size)}</small>
          </a>
        )
      })}
    </span>
  )
}

const isFile = (value: unknown): value is FileReference => value !== null && typeof value === 'object' && 'id' in value && 'name' in value

/** Address of a value one can follow. Only these three schemes ever become a link. */
function linkOf(widget: string, value: string): string | undefined {
  if (widget === 'email') return `mailto:${value}`
  if (widget === 'phone') return `tel:${value}`
  if (widget === 'url') return /^https?:\/\//i.test(value) ? value : undefined
  return undefined
}
