import type { Principal } from '@tangram/access'
import { AppError, type Id, type JsonValue } from '@tangram/data-model'
import { type Fact, type Facts, factKey } from '@tangram/flow-engine'
import type { Context } from '../context.ts'
import { typeOfAttribute } from '../records/entity-columns.ts'
import { getRecord } from '../records/read-records.ts'
import { valueInRecord } from '../records/value-in-record.ts'
import { isUuid } from '../uuid.ts'
import { readFacts } from './read-facts.ts'

/**
 * What a play of a process must know and its own record cannot tell. Values of other records are those that the principal may
 * see, so that trying a process out shows nothing that working with it would not; of an app that was never published there are none.
 */
export async function playFacts(
  context: Context,
  principal: Principal,
  about: { app: Id; entity: Id; process: Id },
  need: readonly Fact[],
): Promise<Facts> {
  const facts: Facts = {}
  const others = need.filter((fact) => fact.type !== 'value')
  for (const fact of need) if (fact.type === 'value') facts[factKey(fact)] = await valueAt(context, principal, about, fact)
  return { ...facts, ...(await readFacts(context, { ...about, record: '' }, others)) }
}

async function valueAt(
  context: Context,
  principal: Principal,
  { app: id, entity: start }: { app: Id; entity: Id },
  { path, via }: Extract<Fact, { type: 'value' }>,
): Promise<JsonValue> {
  const app = await context.apps.current(id).catch(() => undefined)
  let entity = app?.resolved.entity(start)
  let value: JsonValue = via ?? null
  for (const [i, step] of path.entries()) {
    if (!entity || !app) return null
    if (i > 0) value = isUuid(value) ? await fieldOf(context, { app: id, entity: entity.id, principal }, value, step) : null
    const type = typeOfAttribute(entity, step)
    entity = type?.kind === 'reference' ? app.resolved.entity(type.to) : undefined
  }
  return value
}

async function fieldOf(
  context: Context,
  read: { app: Id; entity: Id; principal: Principal },
  record: string,
  field: Id,
): Promise<JsonValue> {
  try {
    return valueInRecord(await getRecord(context, read, record), field)
  } catch (error) {
    // A record or table that this principal does not see is as empty to the play as it is to them.
    if (error instanceof AppError && error.status < 500) return null
    throw error
  }
}
