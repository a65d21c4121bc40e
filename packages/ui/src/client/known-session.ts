import { useQuery } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { Session } from './types.ts'

/** The session if the page has read it already; public pages never do. */
export function useKnownSession(): Session | undefined {
  const client = useClient()
  return useQuery({ queryKey: keys.session, queryFn: ({ signal }) => client.get<Session>('/session', { signal }), enabled: false }).data
}
