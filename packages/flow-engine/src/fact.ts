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
  /** Answer: uuids of the active people of a department (id or key), those of departments under it too with `below`; null when there is none. */
  | { type: 'department-members'; department: string; below: boolean }
  /** Heads of the departments above a person, nearest first, each once, never the person; at most `levels`. Answer: uuids, inactive ones left out. */
  | { type: 'leaders'; person: string; levels: number }
  /** Answer: those of `people` (absent: all active people) who have every one of the skills. */
  | { type: 'skilled'; skills: string[]; people?: string[] }
  /** When each of the people last got a task of this node of this process. Answer: `{ [uuid]: instant }`; those who never did are missing. */
  | { type: 'last-assigned'; node: Id; people: string[] }
  /**
   * Who stands in for whom at this moment for tasks of this process. Answer: `{ [uuid]: { to: uuid, mode: 'replace' | 'both' } }`;
   * rules that are over, of other processes or that lead to inactive people are left out.
   */
  | { type: 'stand-ins'; people: string[] }

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
    case 'stand-ins':
      return `stand-ins:${fact.people.join(',')}`
    case 'admins':
      return 'admins'
    case 'department-members':
      return `department-members:${fact.department}${fact.below ? '+' : ''}`
    case 'leaders':
      return `leaders:${fact.person}:${fact.levels}`
    case 'skilled':
      return `skilled:${fact.skills.join(',')}${fact.people ? `@${fact.people.join(',')}` : ''}`
    case 'last-assigned':
      return `last-assigned:${fact.node}:${fact.people.join(',')}`
  }
}
