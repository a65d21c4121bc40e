import type { Id } from '@tangram/data-model'
import type { CompiledNode } from './compile-process.ts'
import type { Assignees } from './document.ts'
import { evaluate } from './evaluate.ts'
import type { Outlook } from './outlook.ts'
import { pick } from './people-pick.ts'
import { uniqueTexts } from './people-texts.ts'
import { readValue } from './read-value.ts'
import type { Run } from './run.ts'
import type { TaskState } from './state.ts'

type Members = { team: string | null; people: string[] }

/** The active people a setting means, each once and already picked from; nobody when it is nobody. `team`: the one they come from. */
export function membersOf(run: Run, node: CompiledNode, assignees: Assignees): Members {
  return membersSeen(
    {
      fact: (fact) => run.fact(fact),
      read: (path) => readValue(run, path),
      evaluate: (logic) => evaluate(run, logic),
      typeOf: (path) => run.process.scope?.typeOf(path),
      initiator: () => run.state.initiator,
      tasks: () => Object.values(run.state.tasks),
      node: node.document.id,
    },
    assignees,
  )
}

/** The same from anywhere that people can be looked for. */
export function membersSeen(from: Outlook, assignees: Assignees): Members {
  const { team, people } = meant(from, assignees)
  return { team, people: 'pick' in assignees ? pick(from, from.node, people, assignees.pick) : people }
}

/** People who completed the latest visit of a node; none when nobody has. */
function lastToComplete(tasks: readonly TaskState[], node: Id): string[] {
  const done = tasks.filter((task) => task.node === node && isRealWork(task))
  const [latest] = done.sort((one, other) => ((one.closedAt ?? '') < (other.closedAt ?? '') ? 1 : -1))
  return [...new Set(done.filter((task) => task.element === latest?.element).flatMap((task) => (task.by === undefined ? [] : [task.by])))]
}

/** Somebody dealt with it, and it counts. */
export function isRealWork(task: TaskState): boolean {
  if (task.status !== 'done' || task.by === undefined || task.isVoid || task.kind === 'opinion') return false
  return task.outcome !== 'transferred' && task.outcome !== 'returned'
}

function meant(from: Outlook, assignees: Assignees): Members {
  switch (assignees.kind) {
    case 'people':
      return justPeople(active(from, assignees.people))
    case 'field':
      return ofField(from, assignees.field)
    case 'team':
      return ofTeam(from, assignees.team)
    case 'role':
      return justPeople(uniqueTexts(from.fact({ type: 'role-members', role: assignees.role })))
    case 'department':
      return justPeople(ofDepartment(from, assignees.department, assignees.below ?? false))
    case 'leader':
      return justPeople(leadersOf(from, assignees))
    case 'expression':
      return justPeople(active(from, uniqueTexts(from.evaluate(assignees.logic))))
    case 'previous':
      return justPeople(active(from, lastToComplete(from.tasks(), assignees.node)))
    case 'skill':
      return skilled(from, assignees)
    case 'initiator':
      return justPeople(active(from, uniqueTexts(from.initiator())))
  }
}

const justPeople = (people: string[]): Members => ({ team: null, people })

function ofField(from: Outlook, field: Id): Members {
  const named = uniqueTexts(from.read([field]))
  const type = from.typeOf([field])
  const to = type?.kind === 'reference' ? type.to : 'person'
  if (to === 'department') return justPeople([...new Set(named.flatMap((department) => ofDepartment(from, department, false)))])
  if (to !== 'team') return justPeople(active(from, named))
  const teams = named.map((team) => ofTeam(from, team))
  return { team: teams[0]?.team ?? null, people: [...new Set(teams.flatMap((team) => team.people))] }
}

function ofTeam(from: Outlook, key: string): Members {
  const found = from.fact({ type: 'team-members', team: key }) as { team: string; members: string[] } | null
  return { team: found?.team ?? null, people: uniqueTexts(found?.members ?? []) }
}

function ofDepartment(from: Outlook, department: string, below: boolean): string[] {
  return uniqueTexts(from.fact({ type: 'department-members', department, below }))
}

/** Where fewer leaders stand above somebody than levels are asked for, the highest there is. */
function leadersOf(from: Outlook, { of, levels, chain }: Extract<Assignees, { kind: 'leader' }>): string[] {
  const below = of === undefined ? uniqueTexts(from.initiator()) : uniqueTexts(from.read([of]))
  const found = below.map((person) => uniqueTexts(from.fact({ type: 'leaders', person, levels })))
  return [...new Set(found.flatMap((leaders) => (chain ? leaders : leaders.slice(-1))))]
}

function skilled(from: Outlook, { skills, from: among }: Extract<Assignees, { kind: 'skill' }>): Members {
  const { team, people } = among ? membersSeen(from, among) : { team: null, people: undefined }
  if (people?.length === 0) return { team, people: [] }
  const needed = uniqueTexts(from.evaluate(skills))
  return { team, people: uniqueTexts(from.fact({ type: 'skilled', skills: needed, ...(people ? { people } : {}) })) }
}

function active(from: Outlook, people: string[]): string[] {
  return people.length === 0 ? [] : uniqueTexts(from.fact({ type: 'active-people', people }))
}
