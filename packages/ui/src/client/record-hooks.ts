import type { DataRecord, Id, JsonValue, RecordValues } from '@tangram/data-model'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { OptionItem, ProcessState, RecordList, RecordListQuery, SlaState, TimelineEntry } from './types.ts'

/** Path of the records of an entity, with its query. */
export function recordsPath(app: Id, entity: Id, query: RecordListQuery = {}, rest = ''): string {
  const params = new URLSearchParams()
  if (query.where !== undefined) params.set('where', JSON.stringify(query.where))
  if (query.search) params.set('search', query.search)
  if (query.sort?.length) params.set('sort', query.sort.map(({ by, dir }) => (dir === 'desc' ? `-${by}` : by)).join(','))
  if (query.select?.length) params.set('select', query.select.join(','))
  if (query.limit !== undefined) params.set('limit', String(query.limit))
  const text = params.toString()
  return `/apps/${app}/entities/${entity}/records${rest}${text ? `?${text}` : ''}`
}

/** Pages of a list; `fetchNextPage` brings the next. Rows of the query before stay until the new ones are there. */
export function useRecords(app: Id, entity: Id, query: RecordListQuery = {}, enabled = true) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.entity(app, entity), 'list', query],
    queryFn: ({ pageParam, signal }) => {
      const path = recordsPath(app, entity, query)
      return client.get<RecordList>(pageParam ? `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(pageParam)}` : path, {
        signal,
      })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useRecordCount(app: Id, entity: Id, where?: JsonValue, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.entity(app, entity), 'count', where ?? null],
    queryFn: ({ signal }) =>
      client.get<{ count: number }>(recordsPath(app, entity, where === undefined ? {} : { where }, '/count'), { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useRecord(app: Id, entity: Id, id: string | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: keys.record(app, entity, id ?? ''),
    queryFn: ({ signal }) => client.get<DataRecord>(recordsPath(app, entity, {}, `/${encodeURIComponent(id ?? '')}`), { signal }),
    enabled: id !== undefined,
  })
}

/** `draft`: the one it was made from, which goes with it. */
type NewRecord = { values: RecordValues; form?: Id; draft?: string; idempotencyKey: string; appVersion?: number }

/** Creates a record, from a form of the version `appVersion`. Give the same `idempotencyKey` again when a try failed on the way. */
export function useCreateRecord(app: Id, entity: Id) {
  const client = useClient()
  const refresh = useRefreshEntity(app, entity)
  return useMutation({
    mutationFn: ({ values, form, draft, ...about }: NewRecord) => {
      const query = new URLSearchParams({ ...(form ? { form } : {}), ...(draft ? { draft } : {}) })
      return client.send<DataRecord>('POST', `${recordsPath(app, entity)}${query.size > 0 ? `?${query}` : ''}`, { values }, about)
    },
    onSuccess: refresh,
  })
}

/** What of a record was changed, in which of its versions, and in which form, whose rules then hold. */
type RecordChange = { id: string; values: RecordValues; version: number; form?: Id | undefined; appVersion?: number }

/** Saves changes made on `version`, in a form of the app's version `appVersion`; fails with `isStale` when somebody else saved first. */
export function useUpdateRecord(app: Id, entity: Id) {
  const client = useClient()
  const refresh = useRefreshEntity(app, entity)
  return useMutation({
    mutationFn: ({ id, values, version, form, appVersion }: RecordChange) =>
      client.send<DataRecord>(
        'PATCH',
        recordsPath(app, entity, {}, `/${id}${form ? `?form=${form}` : ''}`),
        { values },
        { ifMatch: version, appVersion },
      ),
    onSuccess: refresh,
  })
}

export function useRemoveRecord(app: Id, entity: Id) {
  const client = useClient()
  const refresh = useRefreshEntity(app, entity)
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      client.send('DELETE', recordsPath(app, entity, {}, `/${encodeURIComponent(id)}`), undefined, { ifMatch: version }),
    onSuccess: refresh,
  })
}

export function useTimeline(app: Id, entity: Id, id: string | undefined) {
  return useOfRecord<TimelineEntry[]>(app, entity, id, 'timeline')
}

/** Where each process of the record stands. */
export function useProcess(app: Id, entity: Id, id: string | undefined) {
  return useOfRecord<ProcessState[]>(app, entity, id, 'process')
}

const minuteMs = 60_000

/** Where the clocks of service agreements on the record stand; asked again each minute, since time goes on. */
export function useRecordSlas(app: Id, entity: Id, id: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.record(app, entity, id), 'slas'],
    queryFn: ({ signal }) => client.get<SlaState[]>(recordsPath(app, entity, {}, `/${encodeURIComponent(id)}/slas`), { signal }),
    refetchInterval: minuteMs,
  })
}

/** Records to choose from, by what their title contains. */
export function useOptions(app: Id, entity: Id, search: string, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.entity(app, entity), 'options', search],
    queryFn: ({ signal }) =>
      client.get<OptionItem[]>(`/apps/${app}/entities/${entity}/options?limit=30&search=${encodeURIComponent(search)}`, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

function useOfRecord<T>(app: Id, entity: Id, id: string | undefined, what: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.record(app, entity, id ?? ''), what],
    queryFn: ({ signal }) => client.get<T>(recordsPath(app, entity, {}, `/${encodeURIComponent(id ?? '')}/${what}`), { signal }),
    enabled: id !== undefined,
  })
}

function useRefreshEntity(app: Id, entity: Id) {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: keys.entity(app, entity) })
}
