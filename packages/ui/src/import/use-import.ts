import type { Id, LocalizedText } from '@tangram/data-model'
import type { InferredTable, LayoutChoice } from '@tangram/form-engine'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient } from '../client/client-context.ts'
import type { UploadOptions } from '../client/create-client.ts'
import { keys } from '../client/keys.ts'

export type ImportCounts = { created: number; changed: number; unchanged: number; missing: number; refused: number }
export type ImportInfo = {
  id: string
  name: string
  state: 'reading' | 'read' | 'checking' | 'checked' | 'writing' | 'done' | 'cancelled' | 'failed'
  choices: { [sheet: number]: LayoutChoice }
  tables: InferredTable[] | null
  share: number
  counts: ImportCounts[]
  error: { code: string; text: LocalizedText; fix?: LocalizedText } | null
}
export type ImportStart = {
  app: Id
  steps: { table: string; entity: Id; columns: { column: number; field: Id; within?: Id }[]; key?: Id | null }[]
  formulas?: 'refuse' | 'values'
  missing?: 'keep' | 'remove'
  follow?: boolean
}
export type RefusedRow = { step: number; row: number; problems: { field?: Id; line?: number; message: LocalizedText }[] }

export const isAtWork = (one: ImportInfo | undefined): boolean =>
  one !== undefined && (one.state === 'reading' || one.state === 'checking' || one.state === 'writing')

/** How far an import is. The server announces each step; asked anyway while it works, for pages that hear nothing. */
export function useImport(id: string | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: keys.import(id ?? ''),
    queryFn: ({ signal }) => client.get<ImportInfo>(`/imports/${id}`, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isAtWork(state.data) ? 1_000 : false),
  })
}

export function useRefusedRows(one: ImportInfo) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.import(one.id), 'refusals', one.state],
    queryFn: ({ signal }) => client.get<{ refusals: RefusedRow[] }>(`/imports/${one.id}/refusals`, { signal }),
    enabled: one.counts.some(({ refused }) => refused > 0),
  })
}

/** What one can do to an import; each answer is what the page shows next. */
export function useImportActions() {
  const client = useClient()
  const cache = useQueryClient()
  return useMemo(() => {
    const known = (one: ImportInfo) => {
      cache.setQueryData(keys.import(one.id), one)
      return one
    }
    return {
      upload: async (file: File, options?: UploadOptions) =>
        known((await client.upload('/imports', file, options)) as unknown as ImportInfo),
      choose: async (id: string, choices: ImportInfo['choices']) =>
        known(await client.send<ImportInfo>('PUT', `/imports/${id}/headings`, { choices })),
      start: async (id: string, mode: 'check' | 'write', start: ImportStart) =>
        known(await client.send<ImportInfo>('POST', `/imports/${id}/start`, { mode, ...start })),
      cancel: async (id: string) => known(await client.send<ImportInfo>('POST', `/imports/${id}/cancel`, {})),
    }
  }, [client, cache])
}
