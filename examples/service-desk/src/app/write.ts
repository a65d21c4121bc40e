import type { Collection, Id, LocalizedText, Option } from '@tangram/data-model'

/** A text in both languages. */
export const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en })

/** Things in the order they are written, keyed by their id. */
export function listed<T extends { id: Id }>(...things: T[]): Collection<T> {
  return { order: things.map((thing) => thing.id), items: Object.fromEntries(things.map((thing) => [thing.id, thing])) }
}

export const option = (id: Id, zh: string, en: string, color?: string): Option => ({ id, label: both(zh, en), ...(color ? { color } : {}) })
