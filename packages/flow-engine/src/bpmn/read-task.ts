import type { Id, JsonObject } from '@tangram/data-model'
import { engineAttributes, extensionsOf, isExpression, zeebe } from './dialect.ts'
import { attributesOf, type Element, extensionValues, idOf, refOf, textOf } from './element.ts'
import { computedName, correlationOf, type ReadNode } from './read-event.ts'
import { readPeople } from './read-people.ts'
import { hoursOf } from './read-timer.ts'
import type { ForeignTask, Reading } from './reading.ts'
import { slug } from './slug.ts'

/** The node a task is; undefined when nobody says what it does, which has been told then. */
export function readTask(reading: Reading, task: Element, item?: string): ReadNode | undefined {
  switch (task.$type) {
    case 'bpmn:UserTask':
    case 'bpmn:ManualTask':
    case 'bpmn:Task':
      return readUserTask(reading, task, item)
    case 'bpmn:ReceiveTask':
      return readReceiveTask(reading, task)
    case 'bpmn:CallActivity':
      return readCall(reading, task)
    default:
      return handled(reading, task) ?? computes(reading, task) ?? sends(reading, task) ?? unhandled(reading, task)
  }
}

function readUserTask(reading: Reading, task: Element, item: string | undefined): ReadNode {
  const engine = { ...engineAttributes(task, reading.namespaces), ...zeebe(task, 'taskSchedule'), ...zeebe(task, 'formDefinition') }
  const dueHours = hoursOf(engine.dueDate ?? '')
  const key = engine.formKey ?? engine.formRef ?? engine.formId
  const form = key === undefined ? undefined : reading.options.forms?.(key)
  return {
    type: 'handle',
    config: {
      assignees: readPeople(reading, task, item),
      ...(dueHours === undefined ? {} : { dueHours }),
      ...(form === undefined ? {} : { form }),
    },
  }
}

function readReceiveTask(reading: Reading, task: Element): ReadNode | undefined {
  const root = reading.roots.get(refOf(task, 'messageRef') ?? '')
  const name = textOf(root, 'name') ?? textOf(task, 'name')
  if (name !== undefined && isExpression(name)) return computedName(reading, task, 'message')
  const key = root && correlationOf(reading, task, root)
  if (name !== undefined) return { type: 'receive-message', config: { message: name, ...(key === undefined ? {} : { correlation: key }) } }
  reading.say('bpmn.event.nameless', task, { what: 'message' })
  return undefined
}

function readCall(reading: Reading, task: Element): ReadNode | undefined {
  const called = textOf(task, 'calledElement') ?? zeebe(task, 'calledElement')?.processId
  if (called !== undefined && !isExpression(called)) return { type: 'call-process', config: { process: slug(called) ?? called } }
  reading.say('bpmn.element.unsupported', task, {
    type: task.$type,
    instead: { en: 'a call of one process by its id', 'zh-CN': '按标识调用一个确定的流程' },
  })
  return undefined
}

function foreignTask(reading: Reading, task: Element): ForeignTask {
  return {
    element: idOf(task),
    type: task.$type,
    name: textOf(task, 'name') ?? '',
    implementation: implementationOf(reading, task),
    attributes: attributesOf(task),
    extensions: extensionValues(task),
  }
}

const kinds = ['class', 'delegateExpression', 'expression', 'topic', 'decisionRef', 'type', 'taskTopic', 'rules', 'resource']

function implementationOf(reading: Reading, task: Element): ForeignTask['implementation'] {
  const engine = engineAttributes(task, reading.namespaces)
  const kind = kinds.find((candidate) => engine[candidate] !== undefined)
  if (kind !== undefined) return { kind, value: engine[kind] ?? '' }
  const job = zeebe(task, 'taskDefinition')?.type
  if (job !== undefined) return { kind: 'job', value: job }
  const decision = zeebe(task, 'calledDecision')?.decisionId
  if (decision !== undefined) return { kind: 'decision', value: decision }
  const script = textOf(task, 'script')
  if (script !== undefined) return { kind: `script:${textOf(task, 'scriptFormat') ?? ''}`, value: script }
  return { kind: 'none', value: textOf(task, 'implementation') ?? '' }
}

function handled(reading: Reading, task: Element): ReadNode | undefined {
  const found = reading.options.handlers?.(foreignTask(reading, task))
  if (!found) return undefined
  return 'action' in found ? { type: 'run-action', config: { action: found.action, input: found.input ?? {} } } : found
}

/** Tasks that only compute: an expression with a result variable. */
function computes(reading: Reading, task: Element): ReadNode | undefined {
  const engine = engineAttributes(task, reading.namespaces)
  const script = zeebe(task, 'script')
  const text = engine.expression ?? script?.expression ?? (isExpressionScript(task) ? textOf(task, 'script') : undefined)
  const result = engine.resultVariable ?? engine.resultVariableName ?? script?.resultVariable
  if (text === undefined || result === undefined) return undefined
  const target = targetOf(reading, result)
  const before = reading.diagnostics.length
  const logic = reading.logic(task, text)
  if (logic !== undefined) return { type: 'calculate', config: { set: { [target]: logic } } }
  // It is told as a task nobody handles.
  reading.diagnostics.length = before
  return undefined
}

function isExpressionScript(task: Element): boolean {
  return ['juel', 'feel'].includes((textOf(task, 'scriptFormat') ?? '').toLowerCase())
}

/** A field of the table when it has one of that name, else a variable of the process. */
function targetOf(reading: Reading, name: string): string {
  const id: Id = slug(name) ?? 'result'
  if (reading.options.fields?.includes(id)) return id
  reading.variables.set(id, reading.variables.get(id) ?? { id, label: { en: name }, valueType: { kind: 'json' } })
  return `$vars.${id}`
}

function sends(reading: Reading, task: Element): ReadNode | undefined {
  if (task.$type !== 'bpmn:SendTask') return undefined
  const name = textOf(reading.roots.get(refOf(task, 'messageRef') ?? ''), 'name')
  return name === undefined ? undefined : { type: 'send-message', config: { message: name } }
}

function unhandled(reading: Reading, task: Element): ReadNode | undefined {
  const { kind, value } = implementationOf(reading, task)
  const keeps = reading.options.unhandled === 'keep'
  const implementation = [kind === 'none' ? task.$type : kind, value].filter((part) => part !== '').join(' ')
  reading.say('bpmn.task.no-handler', task, { implementation: implementation.slice(0, 120) }, !keeps)
  const config: JsonObject = {}
  return keeps ? { type: 'run-action', config } : undefined
}

/** Whether engines would run code of the file beside the element. */
export function hasListeners(element: Element): boolean {
  return ['executionListener', 'taskListener', 'executionListeners', 'taskListeners', 'eventListener'].some(
    (name) => extensionsOf(element, name).length > 0,
  )
}
