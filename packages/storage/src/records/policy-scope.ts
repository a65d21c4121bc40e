import type { Entity } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import type { SqlScope } from '@tangram/expression/sql'
import { type Expression, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { columnOf, tableOf, typeOfAttribute } from './entity-columns.ts'

/**
 * Names of a row condition over the table itself: the author's rules see every column, also across references.
 *
 * @param cells columns that stand for something else, such as the values about to be written
 */
export function policyScope(
  app: LoadedApp,
  entity: Entity,
  alias: string,
  given: Given,
  cells: { readonly [attribute: string]: Expression<unknown> } = {},
): SqlScope {
  const targetOf = (from: Entity, step: string | undefined): Entity | undefined => {
    const type = typeOfAttribute(from, step)
    return type?.kind === 'reference' && !type.many && step !== 'id' ? app.resolved.entity(type.to) : undefined
  }
  return {
    given,
    typeOf: (path) => {
      let at = entity
      for (const step of path.slice(0, -1)) {
        const target = targetOf(at, step)
        if (!target) return undefined
        at = target
      }
      return typeOfAttribute(at, path.at(-1))
    },
    columnOf: (path) => {
      const [first = '', ...rest] = path
      let value: Expression<unknown> = Object.hasOwn(cells, first)
        ? (cells[first] as Expression<unknown>)
        : sql.ref(`${alias}.${columnOf(app, entity, first)}`)
      let at = entity
      let step = first
      for (const [depth, next] of rest.entries()) {
        const target = targetOf(at, step) as Entity
        const name = `${alias}_${depth}`
        value = sql`(select ${sql.ref(`${name}.${columnOf(app, target, next)}`)} from ${tableOf(app, target)} as ${sql.ref(name)} where ${sql.ref(`${name}.id`)} = ${value})`
        at = target
        step = next
      }
      return value
    },
  }
}

/** True when the answer to a condition changes with the clock, so that a statement must not keep it. */
export function readsClock(logic: unknown): boolean {
  return JSON.stringify(logic)?.includes('"$now') || JSON.stringify(logic)?.includes('"$today') || false
}
