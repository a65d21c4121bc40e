import type { Id, Instant } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { FieldRight, Task } from './state.ts'
import { hoursAfter, logicsOfValues, type Values } from './values.ts'

/** The settings of every node that gives people work. */
export type TaskConfig = {
  form?: Id
  fields: { [field: Id]: FieldRight }
  dueHours?: number
  setOnOpen?: Values
  setOnComplete?: Values
}

/** What those settings say of a task for these people; one person alone has it at once. */
export function taskOf(
  { form, fields, dueHours }: TaskConfig,
  people: string[],
  now: Instant,
): Pick<Task, 'candidates' | 'assignee' | 'fields'> & Partial<Task> {
  return {
    candidates: people,
    assignee: people.length === 1 ? (people[0] ?? null) : null,
    fields,
    ...(form ? { form } : {}),
    ...(dueHours ? { dueAt: hoursAfter(now, dueHours) } : {}),
  }
}

export function logicsOfTask({ setOnOpen, setOnComplete }: TaskConfig): { logic: Logic; path: string }[] {
  return [...logicsOfValues(setOnOpen, '/setOnOpen'), ...logicsOfValues(setOnComplete, '/setOnComplete')]
}
