import type { ValueType } from './value-type.ts'

/** Names of what the values of a record refer to. */
export type Labels = { [key: string]: string }

type Reference = Pick<ValueType & { kind: 'reference' }, 'to' | 'key'>

/** What a name is kept under: the uuid, which no two records share; keys of linked tables are their table's own. */
export const labelKey = ({ to, key }: Reference, id: string): string => (key ? `${to}:${id}` : id)

/** The name of what a value refers to; undefined where the reader sees none. */
export function labelIn(labels: Labels | undefined, type: ValueType, id: string): string | undefined {
  if (!labels || type.kind !== 'reference') return undefined
  const own = `${type.to}:${id}`
  if (Object.hasOwn(labels, own)) return labels[own]
  return Object.hasOwn(labels, id) ? labels[id] : undefined
}
