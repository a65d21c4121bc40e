import { IconCamera, IconFile, IconRefresh, IconUpload, IconX } from '@tabler/icons-react'
import type { JsonValue } from '@tangram/data-model'
import { accepts, type FileReference, type FilesConfig, isTooBig } from '@tangram/form-engine'
import { type DragEvent, useRef, useState } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useLocale } from '../../i18n/locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { WidgetProps } from '../widget.ts'
import { groupAttributes } from './attributes.ts'
import classes from './files-input.module.css'
import { useUploads } from './use-uploads.ts'

type Refusal = { file: File; why: 'no-room' | 'too-big' | 'wrong-kind' }

/** Files to choose, drop or take, each on its way, arrived or failed. A file of its own, so that forms without files do not carry it. */
export default function FilesInput({ pictures, ...props }: WidgetProps & { pictures: boolean }) {
  const { id, value, onChange, onBlur, field, sources, invalid } = props
  const { t } = useTranslation('ui')
  const format = useFormat()
  const colon = useLocale().locale === 'zh-CN' ? '：' : ': '
  const files = Array.isArray(value) ? (value as FileReference[]) : []
  const latest = useRef(files)
  latest.current = files
  const { uploads, previews, start, retry, drop } = useUploads(field.id, sources, (done) => {
    latest.current = [...latest.current, done]
    onChange(asValue(latest.current))
  })
  const [isOver, setOver] = useState(false)
  const [refused, setRefused] = useState<Refusal[]>([])
  const { max, maxSizeMb, accept } = field.config as FilesConfig
  // A failed upload keeps its place until it is taken away.
  const room = max - files.length - uploads.length
  const toRetry = uploads.find(({ problem }) => problem !== null)

  const take = (list: FileList | null) => {
    const chosen = Array.from(list ?? [], (file) => ({ file, why: whyNot(file, field.config as FilesConfig) }))
    const fitting = chosen.filter(({ why }) => why === undefined)
    const taken = fitting.slice(0, Math.max(0, room))
    start(taken.map(({ file }) => file))
    setRefused(chosen.flatMap((one) => (taken.includes(one) ? [] : [{ file: one.file, why: one.why ?? 'no-room' }])))
    onBlur()
  }
  const choose = (input: HTMLInputElement) => {
    take(input.files)
    // The same file may be chosen again.
    input.value = ''
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div role="group" {...groupAttributes(props)} {...(room > 0 || toRetry ? {} : { id, tabIndex: -1 })} className={classes.files}>
      {files.map((file) => (
        <div key={file.id} className={classes.item}>
          <Preview url={previews[file.id] ?? (file.type.startsWith('image/') ? sources.fileUrl(file.id, true) : null)} />
          <span className={classes.name}>{file.name}</span>
          <small>{format.bytes(file.size)}</small>
          <button
            type="button"
            className={classes.remove}
            aria-label={t('file.remove', { name: file.name })}
            onClick={() => onChange(asValue(files.filter((one) => one.id !== file.id)))}
          >
            <IconX size={16} stroke={1.5} />
          </button>
        </div>
      ))}
      {uploads.map((upload) => (
        <div key={upload.key} className={classes.item} data-failed={upload.problem !== null || undefined}>
          <Preview url={upload.preview} />
          <span className={classes.name}>{upload.file.name}</span>
          {upload.problem === null ? (
            <progress max={1} value={upload.share} aria-label={t('file.uploading', { name: upload.file.name })} />
          ) : (
            <small role="alert">
              {t('file.failed', { name: upload.file.name })}
              {colon}
              {upload.problem}
            </small>
          )}
          <span className={classes.actions}>
            {upload.problem !== null && (
              <button
                type="button"
                {...(upload === toRetry ? { id } : {})}
                className={classes.remove}
                aria-label={t('file.retry', { name: upload.file.name })}
                onClick={() => retry(upload.key)}
              >
                <IconRefresh size={16} stroke={1.5} />
              </button>
            )}
            <button
              type="button"
              className={classes.remove}
              aria-label={t('file.remove', { name: upload.file.name })}
              onClick={() => drop(upload.key)}
            >
              <IconX size={16} stroke={1.5} />
            </button>
          </span>
        </div>
      ))}
      {room > 0 && (
        <div className={classes.choose}>
          <label
            className={classes.zone}
            data-over={isOver || undefined}
            data-invalid={invalid || undefined}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(true)
            }}
            onDragLeave={() => setOver(false)}
            onDrop={onDrop}
          >
            <input
              {...(toRetry ? {} : { id })}
              type="file"
              accept={accept || undefined}
              multiple={max > 1}
              onChange={(event) => choose(event.currentTarget)}
            />
            <IconUpload size={18} stroke={1.5} />
            <span className={classes.action}>{t('file.choose')}</span>
            <span className={classes.hint}>{t('file.drop')}</span>
          </label>
          {pictures && (
            <label className={classes.camera}>
              <input type="file" accept="image/*" capture="environment" onChange={(event) => choose(event.currentTarget)} />
              <IconCamera size={18} stroke={1.5} />
              <span className={classes.action}>{t('file.photo')}</span>
            </label>
          )}
        </div>
      )}
      <small className={classes.limit}>{t('file.limit', { count: max, size: maxSizeMb })}</small>
      <div role="alert" className={classes.refused}>
        {refused.length > 0 && (
          <>
            {t('file.not-added')}
            <ul>
              {refused.map(({ file, why }) => (
                <li key={file.name + file.lastModified}>
                  {why === 'no-room' && t('file.no-room', { name: file.name, count: max })}
                  {why === 'too-big' && t('file.too-big', { name: file.name, size: format.bytes(file.size), max: maxSizeMb })}
                  {why === 'wrong-kind' && t(accept === 'image/*' ? 'file.no-picture' : 'file.wrong-kind', { name: file.name, accept })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

function Preview({ url }: { url: string | null }) {
  return url ? <img src={url} alt="" className={classes.preview} /> : <IconFile size={24} stroke={1.5} className={classes.preview} />
}

/** Why a file cannot be added, however few there are. What the browser knows no type of is left to the server. */
function whyNot({ size, type }: File, config: FilesConfig): Refusal['why'] | undefined {
  if (type !== '' && !accepts(config.accept, type)) return 'wrong-kind'
  return isTooBig({ size }, config) ? 'too-big' : undefined
}

const asValue = (files: FileReference[]): JsonValue => (files.length > 0 ? files : null)
