import type { Id } from '@tangram/data-model'
import type { CompiledNode } from './compile-process.ts'
import type { Assignees } from './document.ts'
import { evaluate } from './evaluate.ts'
import { pick } from './people-pick.ts'
import { uniqueTexts } from './people-texts.ts'
import { readValue } from './read-value.ts'
import type { Run } from './run.ts'
import type { TaskState } from './state.ts'

type Members = { team: string | null; people: string[] }

/** The active people a setting means, each once and already picked from; nobody when it is nobody. `team`: the one they come from. */
export function membersOf(run: Run, node: CompiledNode, assignees: Assignees): Members {
  const { team, people } = meant(run, node, assignees)
  return { team, people: 'pick' in assignees ? pick(run, node.document.id, people, assignees.pick) : people }
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

function meant(run: Run, node: CompiledNode, assignees: Assignees): Members {
  switch (assignees.kind) {
    case 'people':
      return justPeople(active(run, assignees.people))
    case 'field':
      return ofField(run, assignees.field)
    case 'team':
      return ofTeam(run, assignees.team)
    case 'role':
      return justPeople(uniqueTexts(run.fact({ type: 'role-members', role: assignees.role })))
    case 'department':
      return justPeople(ofDepartment(run, assignees.department, assignees.below ?? false))
    case 'leader':
      return justPeople(leadersOf(run, assignees))
    case 'expression':
      return justPeople(active(run, uniqueTexts(evaluate(run, assignees.logic))))
    case 'previous':
      return justPeople(active(run, lastToComplete(Object.values(run.state.tasks), assignees.node)))
    case 'skill':
      return skilled(run, node, assignees)
    case 'initiator':
      return justPeople(active(run, run.state.initiator === null ? [] : [run.state.initiator]))
  }
}

const justPeople = (people: string[]): Members => ({ team: null, people })

function ofField(run: Run, field: Id): Members {
  const named = uniqueTexts(readValue(run, [field]))
  const type = run.process.scope?.typeOf([field])
  const to = type?.kind === 'reference' ? type.to : 'person'
  if (to === 'department') return justPeople([...new Set(named.flatMap((department) => ofDepartment(run, department, false)))])
  if (to !== 'team') return justPeople(active(run, named))
  const teams = named.map((team) => ofTeam(run, team))
  return { team: teams[0]?.team ?? null, people: [...new Set(teams.flatMap((team) => team.people))] }
}

function ofTeam(run: Run, key: string): Members {
  const found = run.fact({ type: 'team-members', team: key }) as { team: string; members: string[] } | null
  return { team: found?.team ?? null, people: uniqueTexts(found?.members ?? []) }
}

function ofDepartment(run: Run, department: string, below: boolean): string[] {
  return uniqueTexts(run.fact({ type: 'department-members', department, below }))
}

/** Where fewer leaders stand above somebody than levels are asked for, the highest there is. */
function leadersOf(run: Run, { of, levels, chain }: Extract<Assignees, { kind: 'leader' }>): string[] {
  const below = of === undefined ? [run.state.initiator ?? ''].filter((person) => person !== '') : uniqueTexts(readValue(run, [of]))
  const found = below.map((person) => uniqueTexts(run.fact({ type: 'leaders', person, levels })))
  return [...new Set(found.flatMap((leaders) => (chain ? leaders : leaders.slice(-1))))]
}

function skilled(run: Run, node: CompiledNode, { skills, from }: Extract<Assignees, { kind: 'skill' }>): Members {
  const { team, people } = from ? membersOf(run, node, from) : { team: null, people: undefined }
  if (people?.length === 0) return { team, people: [] }
  const needed = uniqueTexts(evaluate(run, skills))
  return { team, people: uniqueTexts(run.fact({ type: 'skilled', skills: needed, ...(people ? { people } : {}) })) }
}

function active(run: Run, people: string[]): string[] {
  return people.length === 0 ? [] : uniqueTexts(run.fact({ type: 'active-people', people }))
}
