import type { Id } from '@tangram/data-model'
import type { FileReference } from '@tangram/form-engine'
import { useContext, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../../client/api-problem.ts'
import type { FormSources } from '../form-sources.ts'
import { UploadsContext } from '../form-uploads.ts'

/** `share` sent so far, from 0 to 1; `problem` why it failed. */
export type Upload = { key: string; file: File; preview: string | null; share: number; problem: string | null; abort: AbortController }

/**
 * The uploads of one field that are not finished; the form hears how they stand. What has arrived is handed to `onDone` and keeps
 * its preview here. Leaving the page ends them.
 */
export function useUploads(field: Id, sources: FormSources, onDone: (file: FileReference) => void) {
  const form = useContext(UploadsContext)
  const [uploads, setUploads] = useState<Upload[]>([])
  const [previews, setPreviews] = useState<Record<string, string>>({})
  const done = useRef(onDone)
  done.current = onDone
  const all = useRef(uploads)
  const urls = useRef<string[]>([])

  const put = (next: Upload[]) => {
    all.current = next
    setUploads(next)
    const failed = next.filter(({ problem }) => problem !== null).length
    form?.set(field, { running: next.length - failed, failed })
  }
  const change = (key: string, part: Partial<Upload>) =>
    put(all.current.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)))

  useEffect(
    () => () => {
      for (const { abort } of all.current) abort.abort()
      for (const url of urls.current) URL.revokeObjectURL(url)
      form?.set(field, { running: 0, failed: 0 })
    },
    [form, field],
  )

  const send = async ({ key, file, preview, abort }: Upload) => {
    try {
      const { id, name, size, type } = await sources.upload(file, { signal: abort.signal, onProgress: (share) => change(key, { share }) })
      if (abort.signal.aborted) return
      if (preview) setPreviews((before) => ({ ...before, [id]: preview }))
      // First the value, then the word that nothing is under way any more: who waits for it sends the value.
      done.current({ id, name, size, type })
      put(all.current.filter((upload) => upload.key !== key))
    } catch (error) {
      if (abort.signal.aborted) return
      change(key, { problem: error instanceof ApiProblem ? (error.detail ?? error.title) : String(error) })
    }
  }
  const start = (files: readonly File[]) => {
    const started = files.map((file) => {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
      if (preview) urls.current.push(preview)
      return { key: crypto.randomUUID(), file, preview, share: 0, problem: null, abort: new AbortController() }
    })
    put([...all.current, ...started])
    for (const upload of started) void send(upload)
  }
  const retry = (key: string) => {
    change(key, { share: 0, problem: null })
    const again = all.current.find((upload) => upload.key === key)
    if (again) void send(again)
  }
  const drop = (key: string) => {
    all.current.find((upload) => upload.key === key)?.abort.abort()
    put(all.current.filter((upload) => upload.key !== key))
  }
  return { uploads, previews, start, retry, drop }
}
