import type { Id, JsonValue } from '@tangram/data-model'
import { type Fact, type Facts, factKey } from '@tangram/flow-engine'
import type { Context } from '../context.ts'
import { membersOfRole, teamMembers } from '../people/members.ts'
import { typeOfAttribute } from '../records/entity-columns.ts'
import { isIdOf } from '../records/record-ids.ts'
import { valueInRecord } from '../records/value-in-record.ts'
import { wholeRecord } from '../records/whole-record.ts'
import { isUuid } from '../uuid.ts'
import { openTaskCounts } from './create-tasks.ts'
import { departmentMembers, lastAssigned, leadersOf, skilledPeople, standIns } from './facts-of-people.ts'

type About = { app: Id; entity: Id; record: string; process?: Id }

/** @see Flows.readFacts */
export async function readFacts(context: Context, about: About, need: readonly Fact[]): Promise<Facts> {
  const facts: Facts = {}
  for (const fact of need) facts[factKey(fact)] = await readFact(context, about, fact)
  return facts
}

async function readFact(context: Context, about: About, fact: Fact): Promise<JsonValue> {
  switch (fact.type) {
    case 'value':
      return valueAt(context, about, fact.path, fact.via)
    case 'team-members':
      return teamMembers(context.db, fact.team)
    case 'role-members':
      return membersOfRole(context.db, about.app, fact.role)
    case 'active-people': {
      const { rows } = await context.db.pool.query<{ id: string; login: string | null }>(
        'select id, login from tangram.person where (id = any($1::uuid[]) or lower(login) = any($2::text[])) and active and deleted_at is null',
        [fact.people.filter(isUuid), fact.people.map((person) => person.toLowerCase())],
      )
      return fact.people.flatMap(
        (person) => rows.find(({ id, login }) => id === person.toLowerCase() || login?.toLowerCase() === person.toLowerCase())?.id ?? [],
      )
    }
    case 'open-task-counts':
      return openTaskCounts(context.db, fact.people)
    case 'admins': {
      const { rows } = await context.db.pool.query<{ id: string }>(
        'select id from tangram.person where admin and active and deleted_at is null order by id',
      )
      return rows.map(({ id }) => id)
    }
    case 'department-members':
      return departmentMembers(context.db, fact.department, fact.below)
    case 'leaders':
      return leadersOf(context.db, fact.person, fact.levels)
    case 'skilled':
      return skilledPeople(context.db, fact.skills, fact.people)
    case 'last-assigned':
      return lastAssigned(context.db, { app: about.app, process: about.process, node: fact.node, people: fact.people })
    case 'stand-ins':
      return standIns(context.db, { app: about.app, process: about.process, people: fact.people, at: context.now() })
  }
}

/** Follows references from record to record; null where one is missing. */
async function valueAt(context: Context, about: About, path: readonly string[], via: string | undefined): Promise<JsonValue> {
  const app = await context.apps.current(about.app)
  let entity = app.resolved.entity(about.entity)
  let record: string | undefined = about.record
  let value: JsonValue = null
  for (const [i, step] of path.entries()) {
    if (!entity || !record) return null
    if (i === 0 && via !== undefined) value = via
    else {
      const found = await wholeRecord(context, app, entity.id, record)
      value = found ? valueInRecord(found, step) : null
    }
    const type = typeOfAttribute(entity, step)
    entity = type?.kind === 'reference' ? app.resolved.entity(type.to) : undefined
    record = entity && isIdOf(entity, value) ? value : undefined
  }
  return value
}
