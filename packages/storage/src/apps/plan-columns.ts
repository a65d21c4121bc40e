import { isDeepStrictEqual } from 'node:util'
import type { ResolvedApp } from '@tangram/app-model'
import type { Attribute, Entity, Id } from '@tangram/data-model'
import { namesIn } from '@tangram/expression'
import type { PoolClient } from 'pg'
import { attributeOf } from '../records/entity-columns.ts'
import { hasColumn, storedAttributes, tablesOf } from '../records/rows-table.ts'
import { columnKind } from './convert-column.ts'
import type { ColumnMap } from './loaded-app.ts'

export type SchemaTarget = {
  app: ResolvedApp
  columns: ColumnMap
  /** Columns whose values come from an older column of the same attribute. */
  conversions: Conversion[]
  /** Columns of formulas that records do not know the result of yet. */
  computations: Computation[]
}

export type Computation = { entity: Entity; owner?: { entity: Entity; subform: Id }; attribute: Attribute; column: string }

export type Conversion = {
  /** The table: an entity's or that of a sub-form's rows. */
  entity: Id
  /** The entity and sub-form that the rows belong to. */
  owner?: { entity: Id; subform: Id }
  attribute: Id
  from: string
  to: string
  fromType: Attribute['valueType']
  toType: Attribute['valueType']
}

type KnownColumn = { entity: Id; attribute: Id; name: string; type: string; retired_at: string | null }

/**
 * Decides which physical column each attribute has in the new version: the one it has now, an earlier one of the same type that was
 * retired, or a new one.
 */
export async function planColumns(
  client: PoolClient,
  from: { app: ResolvedApp; columns: ColumnMap } | null,
  app: ResolvedApp,
): Promise<SchemaTarget> {
  const { rows } = await client.query<KnownColumn>(
    'select entity, attribute, name, type, retired_at from tangram.app_column where app = $1 order by name',
    [app.id],
  )
  const columns: ColumnMap = {}
  const conversions: Conversion[] = []
  const computations: Computation[] = []
  const tablesBefore = new Map((from?.app.ownEntities ?? []).flatMap(tablesOf).map(({ entity }) => [entity.id, entity]))
  for (const { entity, owner } of app.ownEntities.flatMap(tablesOf)) {
    const ofEntity = rows.filter((row) => row.entity === entity.id)
    const earlierTable = tablesBefore.get(entity.id)
    const chosen: { [attribute: Id]: string } = {}
    columns[entity.id] = chosen
    for (const attribute of storedAttributes(entity)) {
      const { id } = attribute
      const kind = columnKind(attribute.valueType)
      const currentName = from?.columns[entity.id]?.[id]
      const earlier = ofEntity.filter((row) => row.attribute === id && row.type === kind)
      const kept = earlier.find((row) => row.name === currentName) ?? earlier.at(-1)
      const column = kept?.name ?? freeName(id, ofEntity)
      chosen[id] = column
      const before = earlierTable && attributeOf(earlierTable, id)
      const isComputed = attribute.computed !== undefined
      if (isComputed && !isSameFormula(before, attribute)) computations.push({ entity, ...(owner ? { owner } : {}), attribute, column })
      else if (before && hasColumn(before) && currentName !== undefined && currentName !== column) {
        conversions.push({
          entity: entity.id,
          ...(owner ? { owner: { entity: owner.entity.id, subform: owner.subform } } : {}),
          attribute: id,
          from: currentName,
          to: column,
          fromType: before.valueType,
          toType: attribute.valueType,
        })
      }
    }
  }
  return { app, columns, conversions, computations: inOrderOfReading(computations) }
}

/** Each formula after those it reads; rows first, since records sum them up. */
function inOrderOfReading(computations: readonly Computation[]): Computation[] {
  const sorted = new Set<Computation>()
  const visit = (computation: Computation, path: readonly Computation[]) => {
    if (sorted.has(computation) || path.includes(computation)) return
    const read = new Set(namesIn(computation.attribute.computed ?? null).map(([first, second]) => (first === '$row' ? second : first)))
    const before = computations.filter((each) => each.entity === computation.entity && read.has(each.attribute.id))
    for (const each of before) visit(each, [...path, computation])
    sorted.add(computation)
  }
  for (const computation of computations.filter(({ owner }) => owner)) visit(computation, [])
  for (const computation of computations) visit(computation, [])
  return [...sorted]
}

/** Whether the column holds what the formula gives already. */
function isSameFormula(before: Attribute | undefined, now: Attribute): boolean {
  return before !== undefined && hasColumn(before) && isDeepStrictEqual([before.computed, before.valueType], [now.computed, now.valueType])
}

/** `amount`, and when that column has held something else, `amount$2`: the sign cannot be part of an id. */
function freeName(id: Id, known: readonly KnownColumn[]): string {
  const taken = new Set(known.map((row) => row.name))
  if (!taken.has(id)) return id
  for (let n = 2; ; n++) if (!taken.has(`${id}$${n}`)) return `${id}$${n}`
}
