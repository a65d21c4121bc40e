import type { Locale } from '@tangram/data-model'
import { type Query, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { Session, TrialPerson } from './types.ts'

/** Who is signed in; `person` is null for nobody. */
export function useSession() {
  const client = useClient()
  return useQuery({
    queryKey: keys.session,
    queryFn: ({ signal }) => client.get<Session>('/session', { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: 'always',
  })
}

/** People one can sign in as in a trial. */
export function useTrialPeople(enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: ['trial-people'],
    queryFn: ({ signal }) => client.get<TrialPerson[]>('/trial/people', { signal }),
    enabled,
  })
}

export type SignInOptions = {
  /** Whose pages are still on screen after their session ended: when it is them who sign in, the pages stay as they are. */
  goesOnAs?: string
}

/** Answers with a challenge where a code is asked for as well; nobody is signed in yet then. */
export function useSignIn(options?: SignInOptions) {
  return useSessionChange((client, input: { login: string; password: string }) => client.send<Session>('POST', '/session', input), options)
}

/** The second step: a code of the authenticator, or a recovery code. */
export function useSignInWithCode(options?: SignInOptions) {
  return useSessionChange(
    (client, input: { challenge: string; code: string }) => client.send<Session>('POST', '/session/code', input),
    options,
  )
}

export function useTrialSignIn(options?: SignInOptions) {
  return useSessionChange((client, person: string) => client.send<Session>('POST', '/trial/session', { person }), options)
}

export function useSetup() {
  return useSessionChange((client, input: { token: string; name: string; login: string; password: string }) =>
    client.send<Session>('POST', '/setup', input),
  )
}

/** A password by the address of an invitation; whoever was invited is signed in then. */
export function useAcceptInvitation() {
  return useSessionChange((client, input: { token: string; password: string }) =>
    client.send<Session>('POST', '/invitations/accept', input),
  )
}

/**
 * @param onSignedOut the answer may name an address where the browser signs out of the service it signed in by. Called though the page that asked
 * for it is gone by then.
 */
export function useSignOut(onSignedOut: (session: Session) => void) {
  return useSessionChange((client) => client.send<Session>('DELETE', '/session'), { onChanged: onSignedOut })
}

/** Changes the reader's own language or zone. */
export function useUpdateMe() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: { locale?: Locale; zone?: string }) => client.send('PATCH', '/me', change),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.session }),
  })
}

/** Another person sees another world: the whole cache goes, then the session is read again. */
function useSessionChange<Input = void>(
  change: (client: ReturnType<typeof useClient>, input: Input) => Promise<Session>,
  { goesOnAs, onChanged }: SignInOptions & { onChanged?: (answer: Session) => void } = {},
) {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    onSuccess: async (answer) => {
      // Half-way in: whatever is on screen stays.
      if (answer.challenge) return
      const session = await client.get<Session>('/session')
      const isSession = (query: Query) => query.queryKey[0] === keys.session[0]
      const goesOn = goesOnAs !== undefined && session.person?.id === goesOnAs
      if (!goesOn) cache.removeQueries({ predicate: (query) => !isSession(query) })
      cache.setQueryData(keys.session, session)
      if (goesOn) void cache.invalidateQueries({ predicate: (query) => !isSession(query) })
      onChanged?.(answer)
    },
  })
}
