import { list } from '@tangram/data-model'
import { isRowItself, pathOf } from '../filter-logic.ts'
import { followed, type ReportScope } from '../report-scope.ts'

/** Paths that begin at a row of a step: `product` instead of `lines.product`. */
export function scopeAt(scope: ReportScope, row: string): ReportScope {
  const before = pathOf(row)
  const follow = (path: readonly string[]) => {
    const found = followed(scope, isRowItself(path) ? before : [...before, ...path])
    return found && { ...found, grain: found.grain.slice(before.length) }
  }
  return {
    follow,
    typeOf: (path) => {
      if (path[0]?.startsWith('$')) return scope.typeOf(path)
      const found = follow(path)
      return found && (found.grain.length > 0 ? list(found.type) : found.type)
    },
  }
}

/** The names of a formula over one row of a grain: values of that row, and of those on the way to it, are single. */
export function scopeOfRow(scope: ReportScope, grain: readonly string[]): ReportScope {
  if (grain.length === 0) return scope
  return {
    ...scope,
    typeOf: (path) => {
      const found = path[0]?.startsWith('$') ? undefined : followed(scope, path)
      const isOnTheWay = found && found.grain.length > 0 && found.grain.every((step, i) => grain[i] === step)
      return isOnTheWay ? found.type : scope.typeOf(path)
    },
  }
}
