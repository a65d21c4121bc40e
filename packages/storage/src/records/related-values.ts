import type { ResolvedApp } from '@tangram/app-model'
import { type Id, isJsonObject, type JsonValue, type RecordValues, type ValueType } from '@tangram/data-model'
import type { FormPlan } from '@tangram/form-engine'
import { attributeOf, typeOfAttribute } from './entity-columns.ts'

/** Reads whole records of one entity at once; those that are not there are left out. */
export type ReadRecords = (entity: Id, ids: readonly string[]) => Promise<{ [id: string]: RecordValues }>

/** Some values, and what their names mean. */
type Stand = { values: RecordValues; typeOf(name: Id): ValueType | undefined }

/**
 * Records that a plan's formulas look into, by id: those the values name (`product.line`), those of every row (`items.product.line`),
 * and so on to the end of each name. One reading for each step of a name, however many records it leads to.
 */
export async function relatedValues(
  app: Pick<ResolvedApp, 'entity'>,
  plan: FormPlan,
  values: RecordValues,
  read: ReadRecords,
): Promise<{ [record: string]: RecordValues }> {
  const found: { [record: string]: RecordValues } = {}
  const start: Stand = { values, typeOf: (name) => typeOfAttribute(plan.entity, name) }
  for (const path of plan.related) {
    let stands = [start]
    for (const [at, step] of path.slice(0, -1).entries()) {
      const rows = at === 0 ? attributeOf(plan.entity, step)?.rows : undefined
      if (rows) {
        stands = stands.flatMap((stand) =>
          rowsIn(stand.values[step]).map((row) => ({ values: row, typeOf: (name) => rows.attributes[name]?.valueType })),
        )
        continue
      }
      const type = stands[0]?.typeOf(step)
      const target = type?.kind === 'reference' ? app.entity(type.to) : undefined
      if (!target) break
      const ids = [...new Set(stands.flatMap((stand) => (typeof stand.values[step] === 'string' ? [stand.values[step]] : [])))]
      const unknown = ids.filter((id) => !Object.hasOwn(found, id))
      if (unknown.length > 0) Object.assign(found, await read(target.id, unknown))
      stands = ids.flatMap((id) => (found[id] ? [{ values: found[id], typeOf: (name: Id) => typeOfAttribute(target, name) }] : []))
    }
  }
  return found
}

function rowsIn(value: JsonValue | undefined): RecordValues[] {
  return (Array.isArray(value) ? value : []).filter(isJsonObject)
}
