/** An immutable slug: the table, column, API and stored-formula name of a thing. People see its label instead. */
export type Id = string

/** A slug: lower-case letter first, then letters, digits and underscores, 40 at most. */
export const idPattern = /^[a-z][a-z0-9_]{0,39}$/

export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value)
}
