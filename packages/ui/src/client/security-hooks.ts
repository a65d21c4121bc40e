import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { Administrators, Duty, OwnSecurity, OwnSession, SecurityBounds, SecuritySettings, SignInOfPerson } from './types.ts'

/** What a password must be like, one line for each rule. */
export function usePasswordRules() {
  const client = useClient()
  return useQuery({
    queryKey: keys.passwordRules,
    queryFn: ({ signal }) => client.get<{ rules: string[] }>('/password-rules', { signal }),
  })
}

/** How the reader signs in. */
export function useOwnSecurity() {
  const client = useClient()
  return useQuery({ queryKey: keys.ownSecurity, queryFn: ({ signal }) => client.get<OwnSecurity>('/me/security', { signal }) })
}

/** The other sessions of the reader end with it. */
export function useChangePassword() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: { current: string; password: string }) => client.send('POST', '/me/password', input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.ownSecurity }),
  })
}

/** A secret for an authenticator, which counts once `useConfirmSecondFactor` has sent a code of it. */
export function useBeginSecondFactor() {
  const client = useClient()
  return useMutation({
    mutationFn: (input: { password?: string }) => client.send<{ secret: string; address: string }>('POST', '/me/second-factor', input),
  })
}

/** The recovery codes are told this once: what shows them reads the session again when the reader has put them down. */
export function useConfirmSecondFactor() {
  const client = useClient()
  return useMutation({
    mutationFn: (input: { code: string }) => client.send<{ recoveryCodes: string[] }>('POST', '/me/second-factor/confirm', input),
  })
}

export function useRenewRecoveryCodes() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: { password?: string }) =>
      client.send<{ recoveryCodes: string[] }>('POST', '/me/second-factor/recovery-codes', input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.ownSecurity }),
  })
}

export function useRemoveSecondFactor() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: { password?: string }) => client.send('POST', '/me/second-factor/remove', input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.ownSecurity }),
  })
}

/** Where the reader is signed in. */
export function useOwnSessions() {
  const client = useClient()
  return useQuery({ queryKey: keys.ownSessions, queryFn: ({ signal }) => client.get<OwnSession[]>('/me/sessions', { signal }) })
}

/** Ends one of the reader's sessions; without an id all but this one. */
export function useEndSessions() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id?: string) => client.send('DELETE', id ? `/me/sessions/${id}` : '/me/sessions'),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.ownSessions }),
  })
}

/** How people of the installation sign in (administrators). */
export function useSecuritySettings(enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: keys.securitySettings,
    queryFn: ({ signal }) => client.get<{ settings: SecuritySettings; bounds: SecurityBounds }>('/security-settings', { signal }),
    enabled,
  })
}

/** May ask something of the reader too: the session is read again. */
export function useChangeSecuritySettings() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (settings: SecuritySettings) => client.send<SecuritySettings>('PUT', '/security-settings', settings),
    onSuccess: () =>
      Promise.all(
        [keys.securitySettings, keys.session, keys.passwordRules, keys.ownSecurity].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  })
}

/** How somebody signs in (administrators). */
export function useSignInOf(person: string | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: keys.signInOf(person ?? ''),
    queryFn: ({ signal }) => client.get<SignInOfPerson>(`/people/${person}/sign-in`, { signal }),
    enabled: person !== undefined,
  })
}

export type SignInOperation = 'end-sessions' | 'remove-factor' | 'ask-password'

/** What an administrator does about the way somebody signs in. */
export function useSignInOperation() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ person, operation }: { person: string; operation: SignInOperation }) => {
      if (operation === 'end-sessions') return client.send('DELETE', `/people/${person}/sessions`)
      if (operation === 'remove-factor') return client.send('DELETE', `/people/${person}/second-factor`)
      return client.send('POST', `/people/${person}/ask-new-password`)
    },
    onSettled: (_answer, _error, { person }) =>
      Promise.all([keys.signInOf(person), keys.session].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
}

/** Who is an administrator of what. */
export function useAdministrators() {
  const client = useClient()
  return useQuery({ queryKey: keys.administrators, queryFn: ({ signal }) => client.get<Administrators>('/administrators', { signal }) })
}

export type AdministratorsChange = { separate: { person: string; duty: Duty }[] } | { assign: { person: string; duty: Duty } } | 'join'

/** Separates the administrators, gives one another duty, or has each hold every duty again. The reader's own session is read anew. */
export function useChangeAdministrators() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: AdministratorsChange) => {
      if (change === 'join') return client.send('DELETE', '/administrators/separation')
      if ('separate' in change) return client.send('PUT', '/administrators/separation', { duties: change.separate })
      return client.send('PUT', `/administrators/${change.assign.person}`, { duty: change.assign.duty })
    },
    onSettled: () => Promise.all([keys.administrators, keys.session].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
}
