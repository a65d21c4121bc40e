import type { Id, Instant } from '@tangram/data-model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SavedDraft } from '../form/form-draft.ts'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'

/** An unfinished form of whoever is signed in, kept on the server. */
export type FormDraftSummary = { id: string; form: Id | null; title: string; savedAt: Instant; expiresAt: Instant }
type FormDraftDetail = FormDraftSummary & SavedDraft

const pathOf = (app: Id, entity: Id, id?: string) => `/apps/${app}/entities/${entity}/drafts${id ? `/${id}` : ''}`

/** One's own unfinished forms of a table, the newest first. */
export function useFormDrafts(app: Id, entity: Id, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: keys.formDrafts(app, entity),
    queryFn: ({ signal }) => client.get<FormDraftSummary[]>(pathOf(app, entity), { signal }),
    enabled,
  })
}

/** A draft with what was typed. Read once: what is typed further stands in the form. */
export function useFormDraft(app: Id, entity: Id, id: string | null) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.formDrafts(app, entity), id],
    queryFn: ({ signal }) => client.get<FormDraftDetail>(pathOf(app, entity, id ?? ''), { signal }),
    enabled: id !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Keeps what was typed: in the draft `id`, in a new one without it. */
export function useSaveFormDraft(app: Id, entity: Id) {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, form, ...content }: SavedDraft & { id: string | null; form: Id | undefined; title: string; appVersion: number }) =>
      id === null
        ? client.send<FormDraftDetail>('POST', `${pathOf(app, entity)}${form ? `?form=${form}` : ''}`, content)
        : client.send<FormDraftDetail>('PUT', pathOf(app, entity, id), content),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.formDrafts(app, entity), exact: true }),
  })
}

export function useDiscardFormDraft(app: Id, entity: Id) {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => client.send('DELETE', pathOf(app, entity, id)),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.formDrafts(app, entity), exact: true }),
  })
}
