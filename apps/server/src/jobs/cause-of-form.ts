import type { Id } from '@tangram/data-model'

const prefix = 'form:'

/** What the change of a record is put down to that was made with a form: a process may start with that form alone. */
export const causeOfForm = (form: Id): string => `${prefix}${form}`

/** The form a record was made with; null when it came another way. */
export const formOfCause = (cause: string | null): Id | null => (cause?.startsWith(prefix) ? cause.slice(prefix.length) : null)
