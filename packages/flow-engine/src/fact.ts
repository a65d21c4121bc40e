import type { Id, JsonValue } from '@tangram/data-model'

/**
 * Something a decision must know and only the edge can look up. `decide` answers `{ need }` with all it misses at once;
 * the edge reads them, adds the answers to `facts` under `factKey(fact)` and asks again.
 */
export type Fact =
  /**
   * Value of the instance's record at `path`, through references (`['product','line']`). With `via` the first reference is
   * taken to be that record id instead of the stored one, because the decision has just changed it. Answer: the value or null.
   */
  | { type: 'value'; path: string[]; via?: string }
  /** Answer: `{ "team": uuid, "members": uuid[] }`, active people only. `team` is an id or a key. null when there is no such team. */
  | { type: 'team-members'; team: string }
  /** Answer: uuids of the active people with this role in the app. */
  | { type: 'role-members'; role: Id }
  /** Answer: the uuids of those named (by uuid or login) who are active, in the same order. */
  | { type: 'active-people'; people: string[] }
  /** Answer: `{ [uuid]: number of open tasks }`; people without any may be missing. */
  | { type: 'open-task-counts'; people: string[] }
  /** Answer: uuids of the active administrators. */
  | { type: 'admins' }

/** Answers by `factKey`. */
export type Facts = { [key: string]: JsonValue }

/** The name a fact's answer is kept under: `value:product.line`, `team-members:appliance`, `admins`… */
export function factKey(fact: Fact): string {
  switch (fact.type) {
    case 'value':
      return `value:${fact.path.join('.')}${fact.via === undefined ? '' : `@${fact.via}`}`
    case 'team-members':
      return `team-members:${fact.team}`
    case 'role-members':
      return `role-members:${fact.role}`
    case 'active-people':
    case 'open-task-counts':
      return `${fact.type}:${fact.people.join(',')}`
    case 'admins':
      return 'admins'
  }
}
