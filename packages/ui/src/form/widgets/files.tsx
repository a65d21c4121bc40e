import { IconCamera, IconFile, IconRefresh, IconUpload, IconX } from '@tabler/icons-react'
import type { JsonValue } from '@tangram/data-model'
import type { FileReference } from '@tangram/form-engine'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../../client/api-problem.ts'
import { useFormat } from '../../format/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { WidgetProps } from '../widget.ts'
import { groupAttributes } from './attributes.ts'
import classes from './files.module.css'

type Upload = { key: string; file: File; preview: string | null; share: number; problem: string | null; abort: AbortController }

/** Pictures: previews, and the camera on phones. */
export function ImageWidget(props: WidgetProps) {
  return <FilesWidget {...props} pictures />
}

export function AttachmentWidget(props: WidgetProps) {
  return <FilesWidget {...props} pictures={false} />
}

function FilesWidget({ pictures, ...props }: WidgetProps & { pictures: boolean }) {
  const { id, value, onChange, onBlur, field, sources, invalid } = props
  const { t } = useTranslation('ui')
  const format = useFormat()
  const files = Array.isArray(value) ? (value as FileReference[]) : []
  const { uploads, previews, start, drop } = useUploads(sources, (done) => onChange(asValue([...latest.current, done])))
  const latest = useRef(files)
  latest.current = files
  const [isOver, setOver] = useState(false)
  const accept = String(field.config.accept ?? '')
  const most = Number(field.config.maxFiles ?? 9)
  const room = most - files.length - uploads.filter(({ problem }) => !problem).length

  const take = (list: FileList | null) => {
    for (const file of Array.from(list ?? []).slice(0, Math.max(0, room))) start(file)
    onBlur()
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div role="group" {...groupAttributes(props)} className={classes.files}>
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
              {t('file.failed', { name: upload.file.name })}：{upload.problem}
            </small>
          )}
          <span className={classes.actions}>
            {upload.problem !== null && (
              <button
                type="button"
                className={classes.remove}
                aria-label={t('retry')}
                onClick={() => {
                  drop(upload.key)
                  start(upload.file)
                }}
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
              id={id}
              type="file"
              accept={accept || undefined}
              multiple={most > 1}
              onChange={(event) => {
                take(event.currentTarget.files)
                event.currentTarget.value = ''
              }}
            />
            <IconUpload size={18} stroke={1.5} />
            <span className={classes.action}>{t('file.choose')}</span>
            <span className={classes.hint}>{t('file.drop')}</span>
          </label>
          {pictures && (
            <label className={classes.camera}>
              <input type="file" accept="image/*" capture="environment" onChange={(event) => take(event.currentTarget.files)} />
              <IconCamera size={18} stroke={1.5} />
              <span className={classes.action}>{t('file.photo')}</span>
            </label>
          )}
        </div>
      )}
      <small className={classes.limit}>{t('file.limit', { count: most, size: Number(field.config.maxSizeMb ?? 20) })}</small>
    </div>
  )
}

function Preview({ url }: { url: string | null }) {
  return url ? <img src={url} alt="" className={classes.preview} /> : <IconFile size={24} stroke={1.5} className={classes.preview} />
}

/** Uploads under way; what has arrived is handed to `onDone` and keeps its preview here. */
function useUploads(sources: WidgetProps['sources'], onDone: (file: FileReference) => void) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const [previews, setPreviews] = useState<Record<string, string>>({})
  const done = useRef(onDone)
  done.current = onDone
  const all = useRef(uploads)
  all.current = uploads
  const urls = useRef<string[]>([])

  useEffect(
    () => () => {
      for (const { abort } of all.current) abort.abort()
      for (const url of urls.current) URL.revokeObjectURL(url)
    },
    [],
  )

  const drop = (key: string) => {
    all.current.find((upload) => upload.key === key)?.abort.abort()
    setUploads((before) => before.filter((upload) => upload.key !== key))
  }
  const start = (file: File) => {
    const key = crypto.randomUUID()
    const abort = new AbortController()
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
    if (preview) urls.current.push(preview)
    const change = (part: Partial<Upload>) =>
      setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)))
    setUploads((before) => [...before, { key, file, preview, share: 0, problem: null, abort }])
    sources.upload(file, { signal: abort.signal, onProgress: (share) => change({ share }) }).then(
      ({ id, name, size, type }) => {
        if (preview) setPreviews((before) => ({ ...before, [id]: preview }))
        setUploads((before) => before.filter((upload) => upload.key !== key))
        done.current({ id, name, size, type })
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        change({ problem: error instanceof ApiProblem ? (error.detail ?? error.title) : String(error) })
      },
    )
  }
  return { uploads, previews, start, drop }
}

const asValue = (files: FileReference[]): JsonValue => (files.length > 0 ? files : null)
