import type { Id } from '@tangram/data-model'
import { useMutation } from '@tanstack/react-query'
import { useClient } from './client-context.ts'

/** From now on this session looks with the rights of somebody else. Every page is another then: `onSuccess` has to load it anew. */
export function useSeeAs(onSuccess: () => void) {
  const client = useClient()
  return useMutation({
    mutationFn: (whom: { person: string } | { app: Id; roles: readonly Id[] }) => client.send('POST', '/see-as', whom),
    onSuccess,
  })
}

/** The session is its own again. */
export function useEndSeeAs(onSuccess: () => void) {
  const client = useClient()
  return useMutation({ mutationFn: () => client.send('DELETE', '/see-as'), onSuccess })
}
