import type { AppDocument } from '@tangram/app-model'
import type { Id } from '@tangram/data-model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { AppForReader, AppSummary, AppVersion, Draft, PublishPlan } from './types.ts'

export function useApps(enabled = true) {
  const client = useClient()
  return useQuery({ queryKey: keys.apps, queryFn: ({ signal }) => client.get<AppSummary[]>('/apps', { signal }), enabled })
}

/** The published app as the reader may see it. */
export function useApp(app: Id | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: keys.app(app ?? ''),
    queryFn: ({ signal }) => client.get<AppForReader>(`/apps/${app}`, { signal }),
    enabled: app !== undefined,
    staleTime: 30_000,
  })
}

export function useDraft(app: Id) {
  const client = useClient()
  return useQuery({
    queryKey: keys.draft(app),
    queryFn: ({ signal }) => client.get<Draft>(`/apps/${app}/draft`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Saves the draft made on `revision`; a stale one fails with `isStale`. */
export function useSaveDraft(app: Id) {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ document, revision }: { document: AppDocument; revision: number }) =>
      client.send<Draft>('PUT', `/apps/${app}/draft`, { document }, { ifMatch: revision }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.plan(app) }),
  })
}

/** What publishing the draft would change. */
export function usePublishPlan(app: Id, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: keys.plan(app),
    queryFn: ({ signal }) => client.get<PublishPlan>(`/apps/${app}/draft/plan`, { signal }),
    enabled,
    staleTime: 0,
  })
}

export function usePublish(app: Id) {
  return useVersionChange(app, (client, input: { note?: string }) =>
    client.send<{ version: number }>('POST', `/apps/${app}/publish`, input),
  )
}

export function useVersions(app: Id, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: keys.versions(app),
    queryFn: ({ signal }) => client.get<AppVersion[]>(`/apps/${app}/versions`, { signal }),
    enabled,
  })
}

/** Publishes an earlier version again. */
export function useRestoreVersion(app: Id) {
  return useVersionChange(app, (client, version: number) =>
    client.send<{ version: number }>('POST', `/apps/${app}/versions/${version}/restore`, {}),
  )
}

function useVersionChange<Input>(app: Id, change: (client: ReturnType<typeof useClient>, input: Input) => Promise<{ version: number }>) {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    onSuccess: () =>
      Promise.all(
        [keys.app(app), keys.apps, keys.draft(app), keys.versions(app), ['records', app]].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
