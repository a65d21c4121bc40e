import type { DataRecord, Id, LocalizedText, RecordValues } from '@tangram/data-model'
import { narrowsEnough } from '@tangram/form-engine'
import type { Client } from '../client/create-client.ts'
import type { FileRef, Named, OptionItem } from '../client/types.ts'
import type { Narrowing } from './widget.ts'

/** Where a form finds what lies outside of it: records to link, people, teams, a place for files. */
export type FormSources = {
  /** Choices of a reference field whose title contains the words, or those with these ids (for labels). */
  options: (
    field: { id: Id; to: Id },
    ask: { search?: string; ids?: string[]; narrowing?: Narrowing | undefined; signal?: AbortSignal },
  ) => Promise<OptionItem[]>
  /** Whether these words may be looked for. Absent where everything may, nothing too: the first choices show at once. */
  mayLookFor?: (search: string) => boolean
  upload: (file: File, options: { onProgress: (share: number) => void; signal: AbortSignal }) => Promise<FileRef>
  /** Address of a stored file; null where a file cannot be shown again (public forms). */
  fileUrl: (id: string, thumbnail?: boolean) => string | null
  /** Values of a referenced record, for formulas that read across a reference; absent where the reader may not look there. */
  related?: (record: { to: Id; id: string }) => Promise<RecordValues>
}

/** Sources of a form that somebody who is signed in fills in. */
export function recordSources(client: Client, app: Id): FormSources {
  return {
    async options({ to }, { search = '', ids, narrowing, signal }) {
      const params = new URLSearchParams({ limit: '30' })
      // The key of a linked table may have commas of its own.
      if (ids) params.set('ids', ids.map(encodeURIComponent).join(','))
      else params.set('search', search)
      if (narrowing && !ids) params.set('where', JSON.stringify(narrowing.where))
      const options = signal ? { signal } : {}
      if (to === 'person') return named(await client.get<Named[]>(`/people?${params}`, options))
      if (to === 'team') {
        const teams = named(await client.get<Named[]>('/teams', options))
        return teams.filter((team) => (ids ? ids.includes(team.id) : team.label.toLowerCase().includes(search.toLowerCase())))
      }
      if (to === 'department') {
        const departments = await client.get<{ id: string; name: string; parent: string | null }[]>('/departments', options)
        const asked = departments.filter((one) => (ids ? ids.includes(one.id) : one.name.toLowerCase().includes(search.toLowerCase())))
        return asked.map(({ id, name, parent }) => ({ id, label: name, ...(parent ? { parent } : {}) }))
      }
      return client.get<OptionItem[]>(`/apps/${app}/entities/${to}/options?${params}`, options)
    },
    upload: (file, options) => client.upload('/files', file, options),
    fileUrl: (id, thumbnail) => client.url(`/files/${id}${thumbnail ? '?thumbnail=true' : ''}`),
    related: async ({ to, id }) => (await client.get<DataRecord>(`/apps/${app}/entities/${to}/records/${encodeURIComponent(id)}`)).values,
  }
}

/** Sources of a public form: only what its link allows, in the version of the app that the form was opened from. */
export function publicSources(client: Client, token: string, appVersion: number | undefined): FormSources {
  const opened = appVersion === undefined ? {} : { appVersion }
  return {
    options: ({ id }, { search = '', ids, narrowing, signal }) => {
      if (ids) return Promise.resolve([])
      const params = new URLSearchParams({ search, ...(narrowing ? { values: JSON.stringify(narrowing.values) } : {}) })
      const path = `/public/forms/${token}/options/${id}?${params}`
      return client.get<OptionItem[]>(path, signal ? { signal, ...opened } : opened)
    },
    mayLookFor: narrowsEnough,
    upload: (file, options) => client.upload(`/public/forms/${token}/files`, file, { ...options, ...opened }),
    fileUrl: () => null,
  }
}

const named = (items: (Named | { id: string; name: LocalizedText | string })[]): OptionItem[] =>
  items.map(({ id, name }) => ({ id, label: typeof name === 'string' ? name : (name['zh-CN'] ?? name.en ?? id) }))
