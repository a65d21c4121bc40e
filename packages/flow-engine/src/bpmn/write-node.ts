import { isJsonObject, type JsonObject, type Locale } from '@tangram/data-model'
import type { NodeDocument } from '../document.ts'
import { nodeTypes } from '../nodes/index.ts'
import { type Element, isElement, without } from './element.ts'
import { readLoop } from './read-loop.ts'
import { isContainer, type NodeRead, readNode } from './read-node.ts'
import { labelOf, type Reading, typeLabel } from './reading.ts'
import { eventDefinitionsOf, type Roots } from './write-event.ts'
import { writeLoop } from './write-loop.ts'
import { beside } from './write-tangram.ts'

export type NodeWriting = {
  id: string
  name: string | undefined
  roots: Roots
  reading: Reading
  idOfNode: (id: string) => string
  locale: Locale
}

/**
 * The flow node a node is. What it came from stays as it was while it means the same; else its events and its loop are written anew.
 * What BPMN does not say of it (read back, it would be another) stands beside it.
 */
export function writeNode(node: NodeDocument, writing: NodeWriting): Element {
  const came = node.bpmn?.element
  const candidates = isElement(came) ? [came, changed(came, node, writing)] : [made(node, writing)]
  const named = candidates.map((candidate) => withName(candidate, writing))
  const exact = named.find((candidate) => saysAll(candidate, node, writing))
  if (exact) return exact
  const { type, config, loop, label } = node
  const last = named.at(-1) ?? made(node, writing)
  return beside(last, { id: node.id, type, config, ...(loop ? { loop: loop as JsonObject } : {}), label: label as JsonObject })
}

function withName(element: Element, { id, name }: NodeWriting): Element {
  return { ...without(element, 'name'), $type: element.$type, id, ...(name === undefined ? {} : { name }) }
}

function saysAll(element: Element, node: NodeDocument, { reading, id, name, locale }: NodeWriting): boolean {
  const before = reading.diagnostics.length
  const read = readNode(reading, element, node.parent !== undefined)
  const isHeard = reading.diagnostics.length > before && reading.diagnostics.slice(before).some(({ severity }) => severity === 'error')
  reading.diagnostics.length = before
  if (!read || isHeard || reading.ids.get(id) !== node.id || !isIdOf(id, node.id)) return false
  const label = name === undefined ? typeLabel(node.type) : labelOf(name, locale)
  return isSame(read, node) && same(label as JsonObject, node.label as JsonObject)
}

/** Whether an import makes this id of that. */
function isIdOf(id: string, ours: string): boolean {
  return (
    id
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_') === ours
  )
}

function isSame(read: NodeRead, { type, config, loop }: NodeDocument): boolean {
  return read.type === type && same(read.config, config) && same((read.loop ?? {}) as JsonObject, (loop ?? {}) as JsonObject)
}

function same(one: JsonObject, other: JsonObject): boolean {
  return sorted(one) === sorted(other)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    isJsonObject(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  )
}

function made(node: NodeDocument, writing: NodeWriting): Element {
  const type = elementOf(node)
  const definitions = eventDefinitionsOf(node.type, node.config, writing.roots, writing.idOfNode)
  const condition = node.type === 'complex-gateway' ? activation(node.config) : undefined
  return {
    $type: type,
    ...(definitions && definitions.length > 0 ? { eventDefinitions: definitions } : {}),
    ...(type === 'bpmn:BoundaryEvent' && node.config.interrupting === false ? { cancelActivity: false } : {}),
    ...loopOf(node),
    ...(type === 'bpmn:ReceiveTask' || type === 'bpmn:SendTask' ? messageOf(node, writing) : {}),
    ...(type === 'bpmn:CallActivity' && typeof node.config.process === 'string' ? { calledElement: node.config.process } : {}),
    ...(type === 'bpmn:AdHocSubProcess' && node.config.ordering === 'sequential' ? { ordering: 'Sequential' } : {}),
    ...(condition ? { activationCondition: { $type: 'bpmn:FormalExpression', body: condition } } : {}),
  }
}

/** What a file had said, with events and loop as they are now. */
function changed(came: Element, node: NodeDocument, writing: NodeWriting): Element {
  const isSameLoop = keepsLoop(came, node, writing)
  const anew = without(made(node, writing), 'messageRef', ...(isSameLoop ? ['loopCharacteristics'] : []))
  const kept = without(
    came,
    'eventDefinitions',
    ...(isSameLoop ? [] : ['loopCharacteristics']),
    'cancelActivity',
    'activationCondition',
    'calledElement',
    'ordering',
  )
  // Another kind of task is still the task it was drawn as; an event or gateway that became another one is drawn anew.
  const keepsType = /Task$|Activity$/.test(came.$type) === /Task$|Activity$/.test(anew.$type) && isContainer(came) === isContainer(anew)
  const type = keepsType && /Task$/.test(came.$type) ? came.$type : anew.$type
  return { ...kept, ...anew, $type: type }
}

/** Whether the loop that was drawn still says how often it is done. */
function keepsLoop(came: Element, { loop }: NodeDocument, { reading }: NodeWriting): boolean {
  const before = reading.diagnostics.length
  const read = readLoop(reading, came).loop
  reading.diagnostics.length = before
  return loop !== undefined && read !== undefined && same(read as JsonObject, loop as JsonObject)
}

function elementOf({ type, config }: NodeDocument): string {
  if (type === 'sub-process' && config.transaction === true) return 'bpmn:Transaction'
  const named = nodeTypes.find((candidate) => candidate.type === type)?.bpmnElement ?? 'bpmn:task'
  return `bpmn:${named.slice(5, 6).toUpperCase()}${named.slice(6)}`
}

/** A countersignature is drawn as a task for several people; how they decide stands beside it. */
function loopOf({ type, config, loop }: NodeDocument): JsonObject {
  if (loop) return { loopCharacteristics: writeLoop(loop) }
  if (type !== 'approve') return {}
  const groups = Array.isArray(config.groups) ? config.groups.length : 1
  return { loopCharacteristics: writeLoop({ kind: config.mode === 'sequence' ? 'sequential' : 'parallel', over: Math.max(1, groups) }) }
}

function messageOf({ config }: NodeDocument, { roots }: NodeWriting): JsonObject {
  const name = config.message
  return typeof name === 'string' && name !== '' ? { messageRef: { $ref: roots('Message', name) } } : {}
}

function activation({ count, when }: JsonObject): string | undefined {
  if (typeof count === 'number') return String(count)
  return when === undefined ? undefined : '${arrived}'
}
