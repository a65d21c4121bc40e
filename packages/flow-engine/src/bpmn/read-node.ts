import { type Id, isJsonObject, type JsonObject } from '@tangram/data-model'
import type { LoopDocument } from '../document.ts'
import { childOf, type Element, textOf } from './element.ts'
import { readEvent } from './read-event.ts'
import { readLoop } from './read-loop.ts'
import { readTask } from './read-task.ts'
import { type Reading, tangramOf } from './reading.ts'

/** What a flow node of a file is here: the settings an export of ours has written beside it, else what the element itself says. */
export type NodeRead = { type: string; config: JsonObject; loop?: LoopDocument; id?: Id; label?: JsonObject }

const gateways: { [element: string]: string } = {
  'bpmn:ExclusiveGateway': 'exclusive-gateway',
  'bpmn:ParallelGateway': 'parallel-gateway',
  'bpmn:InclusiveGateway': 'inclusive-gateway',
  'bpmn:EventBasedGateway': 'event-gateway',
}

const containers = ['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess']
const tasks = [
  'Task',
  'UserTask',
  'ManualTask',
  'ServiceTask',
  'ScriptTask',
  'BusinessRuleTask',
  'SendTask',
  'ReceiveTask',
  'CallActivity',
].map((name) => `bpmn:${name}`)
const events = ['StartEvent', 'EndEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent'].map((name) => `bpmn:${name}`)

export const isContainer = (element: Element): boolean => containers.includes(element.$type)
export const isFlowNode = (element: Element): boolean =>
  isContainer(element) ||
  tasks.includes(element.$type) ||
  events.includes(element.$type) ||
  /Gateway$/.test(element.$type) ||
  element.$type === 'bpmn:ImplicitThrowEvent'

/** Undefined when it cannot run here, which has been told then. `isInside`: it stands in a sub-process. */
export function readNode(reading: Reading, element: Element, isInside: boolean): NodeRead | undefined {
  const ours = tangramOf(element)
  if (ours === null) reading.say('bpmn.tangram.unreadable', element)
  else if (ours && typeof ours.type === 'string') return fromTangram(ours, ours.type)
  const { loop, item } = readLoop(reading, element)
  const read = readPlain(reading, element, item, isInside)
  return read && { ...read, ...(loop ? { loop } : {}) }
}

function fromTangram(ours: JsonObject, type: string): NodeRead {
  const { config, loop, id, label } = ours
  return {
    type,
    config: isJsonObject(config) ? config : {},
    ...(isJsonObject(loop) ? { loop: loop as LoopDocument } : {}),
    ...(typeof id === 'string' ? { id } : {}),
    ...(isJsonObject(label) ? { label } : {}),
  }
}

function readPlain(reading: Reading, element: Element, item: string | undefined, isInside: boolean): NodeRead | undefined {
  const { $type: type } = element
  if (events.includes(type)) return readEvent(reading, element, isInside)
  if (tasks.includes(type)) return readTask(reading, element, item)
  if (type === 'bpmn:EventBasedGateway' && (element.instantiate === true || element.eventGatewayType === 'Parallel'))
    return unsupported(reading, element)
  if (Object.hasOwn(gateways, type)) return { type: gateways[type] ?? '', config: {} }
  if (type === 'bpmn:ComplexGateway') return readComplex(reading, element)
  if (element.triggeredByEvent === true || !isContainer(element)) return unsupported(reading, element)
  if (type === 'bpmn:AdHocSubProcess') return readAdHoc(reading, element)
  return { type: 'sub-process', config: type === 'bpmn:Transaction' ? { transaction: true } : {} }
}

function unsupported(reading: Reading, element: Element): undefined {
  reading.say('bpmn.element.unsupported', element, {
    type: element.triggeredByEvent === true ? 'event sub-process' : element.$type,
    instead: { en: 'a boundary event or another gateway', 'zh-CN': '边界事件或其他网关' },
  })
  return undefined
}

/** `activationCondition`: a number of tokens, or a condition over how many have come. */
function readComplex(reading: Reading, element: Element): NodeRead | undefined {
  const text = textOf(childOf(element, 'activationCondition'), 'body')
  const logic = text === undefined ? undefined : reading.logic(element, text)
  if (logic === undefined) return { type: 'complex-gateway', config: {} }
  return { type: 'complex-gateway', config: typeof logic === 'number' ? { count: logic } : { when: logic } }
}

function readAdHoc(reading: Reading, element: Element): NodeRead {
  const text = textOf(childOf(element, 'completionCondition'), 'body')
  const completeWhen = text === undefined ? undefined : reading.logic(element, text)
  return {
    type: 'ad-hoc',
    config: {
      assignees: { kind: 'initiator' },
      ...(element.ordering === 'Sequential' ? { ordering: 'sequential' } : {}),
      ...(completeWhen === undefined ? {} : { completeWhen }),
    },
  }
}
