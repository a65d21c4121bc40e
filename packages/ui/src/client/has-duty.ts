import type { Duty, Session } from './types.ts'

/** Whether somebody administers this: whoever holds every duty does, and while duties are separated who holds this one. */
export function hasDuty(person: Pick<NonNullable<Session['person']>, 'admin' | 'administers'> | null | undefined, duty: Duty): boolean {
  return person?.admin === true && (person.administers ?? duty) === duty
}
