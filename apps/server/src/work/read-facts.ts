import type { SystemPrincipal } from '@tangram/access'
import type { ResolvedApp } from '@tangram/app-model'
import { type Id, type JsonValue, unreachable } from '@tangram/data-model'
import { type Fact, type Facts, factKey } from '@tangram/flow-engine'
import type { Storage } from '@tangram/storage'

type Where = { app: ResolvedApp; record: { entity: Id; id: string } }

/** Looks up what a decision must know. The answers are recorded in its first event. */
export async function readFacts(storage: Storage, principal: SystemPrincipal, where: Where, facts: readonly Fact[]): Promise<Facts> {
  const answers = await Promise.all(facts.map(async (fact) => [factKey(fact), await answerTo(storage, principal, where, fact)] as const))
  return Object.fromEntries(answers)
}

async function answerTo(storage: Storage, principal: SystemPrincipal, where: Where, fact: Fact): Promise<JsonValue> {
  const { people } = storage
  switch (fact.type) {
    case 'value':
      return valueAt(storage, principal, where, fact.path, fact.via)
    case 'team-members': {
      const team = (await people.teams(principal)).find(({ id, key }) => id === fact.team || key === fact.team)
      return team ? { team: team.id, members: await people.membersOfTeam(principal, team.id) } : null
    }
    case 'role-members':
      return people.membersOfRole(principal, where.app.id, fact.role)
    case 'active-people': {
      const uuids = fact.people.filter(isUuid)
      const found = uuids.length > 0 ? await people.find(principal, { ids: uuids, limit: uuids.length }) : []
      const byLogin = fact.people.some((one) => !isUuid(one)) ? await people.find(principal, { limit: 10_000 }) : []
      const active = [...found, ...byLogin].filter((person) => person.active)
      return fact.people.flatMap((one) => active.find(({ id, login }) => id === one || login === one)?.id ?? [])
    }
    case 'open-task-counts':
      return storage.tasks(principal).openCounts(fact.people)
    case 'admins':
      return (await people.find(principal, { limit: 10_000 })).filter((person) => person.active && person.admin).map(({ id }) => id)
    default:
      return unreachable(fact)
  }
}

/** The value at a path across references, null when a reference on the way is empty or its record is gone. */
async function valueAt(
  storage: Storage,
  principal: SystemPrincipal,
  { app, record }: Where,
  path: readonly Id[],
  via?: string,
): Promise<JsonValue> {
  const [field, ...rest] = path
  if (field === undefined) return null
  const value = via !== undefined && rest.length > 0 ? via : await fieldOf(storage, principal, app, record, field)
  if (rest.length === 0 || typeof value !== 'string') return rest.length === 0 ? value : null
  const type = app.entity(record.entity)?.attributes[field]?.valueType ?? systemReferences[field]
  if (type?.kind !== 'reference') return null
  return valueAt(storage, principal, { app, record: { entity: type.to, id: value } }, rest)
}

const systemReferences: { [field: Id]: { kind: 'reference'; to: Id } } = {
  created_by: { kind: 'reference', to: 'person' },
  updated_by: { kind: 'reference', to: 'person' },
}

async function fieldOf(
  storage: Storage,
  principal: SystemPrincipal,
  app: ResolvedApp,
  { entity, id }: { entity: Id; id: string },
  field: Id,
): Promise<JsonValue> {
  const page = await storage.records(principal).list(app.id, entity, { where: { '==': [{ var: 'id' }, id] }, limit: 1 })
  const record = page.records[0]
  if (!record) return null
  const own: { [name: string]: JsonValue } = {
    id: record.id,
    version: record.version,
    created_at: record.createdAt,
    created_by: record.createdBy,
    updated_at: record.updatedAt,
    updated_by: record.updatedBy,
  }
  if (Object.hasOwn(own, field)) return own[field] ?? null
  return Object.hasOwn(record.values, field) ? (record.values[field] ?? null) : null
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
