import type { RecordValues } from '@tangram/data-model'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { Progress, PublicForm, PublicLink, Submission } from './types.ts'

export function usePublicForm(token: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.public, 'form', token],
    queryFn: ({ signal }) => client.get<PublicForm>(`/public/forms/${token}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Hands a public form in. Keep `requestId` over retries: the second try then changes nothing. */
export function useSubmitPublicForm(token: string) {
  const client = useClient()
  return useMutation({
    mutationFn: (input: { values: RecordValues; requestId: string }) =>
      client.send<Submission>('POST', `/public/forms/${token}/submissions`, input),
  })
}

export function useProgress() {
  const client = useClient()
  return useMutation({ mutationFn: (input: { number: string; phone: string }) => client.send<Progress>('POST', '/public/progress', input) })
}

/** What a link that was sent to a customer asks. */
export function usePublicLink(token: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.public, 'link', token],
    queryFn: ({ signal }) => client.get<PublicLink>(`/public/links/${token}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useAnswerLink(token: string) {
  const client = useClient()
  return useMutation({
    mutationFn: (input: { outcome?: string; values?: RecordValues; opinion?: string }) =>
      client.send('POST', `/public/links/${token}`, input),
  })
}
