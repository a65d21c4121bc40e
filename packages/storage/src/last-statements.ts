import type { Principal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'
import type { LoadedApp } from './apps/loaded-app.ts'
import { remembered } from './memo.ts'

/**
 * What each question of each reader was compiled to at its last moment: compiling takes longer than finding a remembered answer. Bounded over all
 * readers; a version of an app or the rights of a reader never change under their object.
 */
export type LastStatements<T> = {
  at(moment: Instant, question: { app: LoadedApp; principal: Principal; key: string }, compile: () => T): T
}

const most = 500

export function createLastStatements<T>(): LastStatements<T> {
  const numbers = new WeakMap<object, number>()
  const last = new Map<string, { moment: Instant; compiled: T }>()
  let count = 0
  const numberOf = (one: object) => remembered(numbers, one, () => ++count)
  return {
    at: (moment, { app, principal, key }, compile) => {
      const name = `${numberOf(app)} ${numberOf(principal)} ${key}`
      const known = last.get(name)
      last.delete(name)
      const now = known?.moment === moment ? known : { moment, compiled: compile() }
      last.set(name, now)
      if (last.size > most) last.delete(last.keys().next().value as string)
      return now.compiled
    },
  }
}
