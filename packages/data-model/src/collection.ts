import type { Id } from './id.ts'

/** Things by id plus the order people see them in. Commands name ids, never positions. */
export type Collection<T> = { order: Id[]; items: { [id: Id]: T } }

export function emptyCollection<T>(): Collection<T> {
  return { order: [], items: {} }
}

/** The things in their order; ids without a thing are passed over (`checkApp` reports them). */
export function inOrder<T>(collection: Collection<T> | undefined): T[] {
  if (!collection) return []
  return collection.order.flatMap((id) => {
    const item = Object.hasOwn(collection.items, id) ? collection.items[id] : undefined
    return item === undefined ? [] : [item]
  })
}

/** The thing with this id, own properties only. */
export function itemOf<T>(collection: Collection<T> | undefined, id: Id): T | undefined {
  return collection && Object.hasOwn(collection.items, id) ? collection.items[id] : undefined
}
