import { type Named, useClient, useLoad } from '@tangram/ui'

/** Names of people by id; the id itself until they are known. */
export function useNamesOf(ids: readonly string[]): (id: string) => string {
  const client = useClient()
  const question = [...new Set(ids)].sort().join(',')
  const people = useLoad(question === '' ? null : `people ${question}`, (signal) =>
    client.get<Named[]>(`/people?ids=${encodeURIComponent(question)}`, { signal }),
  )
  return (id) => people.data?.find((person) => person.id === id)?.name ?? id
}
