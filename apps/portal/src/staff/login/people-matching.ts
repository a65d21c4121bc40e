import type { TrialPerson } from '@tangram/ui'

/** Those whose name, job (in either language) or team has every word searched for; all when there is none. */
export function peopleMatching(people: readonly TrialPerson[], search: string): TrialPerson[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return people.filter(({ name, title, team }) => {
    const text = [name, ...Object.values(title), team].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** `[['家电服务组', [陈默, …]], …]`, each team where its first member stands; who has none comes under an empty name. */
export function byTeam(people: readonly TrialPerson[]): [team: string, members: TrialPerson[]][] {
  return [...Map.groupBy(people, ({ team }) => team ?? '')]
}
