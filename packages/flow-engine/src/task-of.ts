import type { Diagnostic, Id } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { AllowedOperation, ReturnRuleDocument, TimeoutDocument } from './approval/document.ts'
import { checkAssignees, logicsOfAssignees } from './check-assignees.ts'
import { checkReturnRule } from './check-return-rule.ts'
import { checkTimeouts } from './check-timeouts.ts'
import type { Assignees } from './document.ts'
import type { CheckContext } from './node-type.ts'
import type { FieldRight, Task } from './state.ts'
import { logicsOfValues, type Values } from './values.ts'

/** The settings of every node that gives people work. */
export type TaskConfig = {
  form?: Id
  fields: { [field: Id]: FieldRight }
  dueHours?: number
  timeouts: TimeoutDocument[]
  operations: AllowedOperation[]
  returns: ReturnRuleDocument
  opinionOnReturn: boolean
  empty: 'pass' | 'reject' | 'people' | 'admins' | 'incident'
  emptyPeople?: Assignees
  setOnOpen?: Values
  setOnComplete?: Values
}

/** What those settings say of each of its tasks. */
export function taskOf({ form, fields }: TaskConfig): Pick<Task, 'fields'> & Partial<Task> {
  return { fields, ...(form ? { form } : {}) }
}

export function logicsOfTask({ setOnOpen, setOnComplete, emptyPeople, timeouts }: TaskConfig): { logic: Logic; path: string }[] {
  return [
    ...logicsOfValues(setOnOpen, '/setOnOpen'),
    ...logicsOfValues(setOnComplete, '/setOnComplete'),
    ...logicsOfAssignees(emptyPeople, '/emptyPeople'),
    ...timeouts.flatMap((timeout, index) => (timeout.do === 'transfer' ? logicsOfAssignees(timeout.to, `/timeouts/${index}/to`) : [])),
  ]
}

/** What is wrong with those settings. `kind`: what a timeout may do. */
export function checkTask(
  config: TaskConfig,
  { scope, path }: CheckContext,
  kind: { approves: boolean; outcomes: readonly Id[] },
): Diagnostic[] {
  const needsPeople = config.empty === 'people'
  return [
    ...(needsPeople ? checkAssignees(config.emptyPeople, `${path}/emptyPeople`, scope) : []),
    ...checkTimeouts(config.timeouts, `${path}/timeouts`, scope, kind),
    ...checkReturnRule(config.returns, `${path}/returns`),
  ]
}
