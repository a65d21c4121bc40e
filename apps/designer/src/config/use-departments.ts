import { type Named, useClient, useLoad } from '@tangram/ui'

/** Departments of the organisation; `key` is the name that processes use. */
export function useDepartments(enabled = true): { data: (Named & { key: string })[] | undefined } {
  const client = useClient()
  return useLoad(enabled ? 'departments' : null, (signal) => client.get<(Named & { key: string })[]>('/departments', { signal }))
}
