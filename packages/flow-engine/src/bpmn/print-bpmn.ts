/// <reference path="./bpmn-moddle.d.ts" />
import { isJsonObject, type JsonValue } from '@tangram/data-model'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { attributesOf, childrenOf, type Element, isElement } from './element.ts'

/** The XML of a file that stands as plain JSON. */
export async function printBpmn(definitions: Element): Promise<string> {
  const moddle = new BpmnModdle()
  const { xml } = await moddle.toXML(toModdle(moddle, definitions), { format: true })
  return xml
}

function toModdle(moddle: BpmnModdle, element: Element): ModdleElement {
  if (typeof element.$uri === 'string') return foreign(moddle, element, element.$uri)
  const made = moddle.create(element.$type, attributesOf(element))
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith('$')) continue
    const property = toValue(moddle, made, value)
    made[name] = property
  }
  return made
}

function toValue(moddle: BpmnModdle, parent: ModdleElement, value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map((each) => toValue(moddle, parent, each))
  if (isElement(value)) return Object.assign(toModdle(moddle, value), { $parent: parent })
  // The writer asks a reference for nothing but its id.
  return isJsonObject(value) && '$ref' in value ? { id: value.$ref } : value
}

function foreign(moddle: BpmnModdle, element: Element, uri: string): ModdleElement {
  const children = childrenOf(element, '$children').map((child) => toModdle(moddle, child))
  const body = element.$body
  return moddle.createAny(element.$type, uri, {
    ...attributesOf(element),
    ...(children.length > 0 ? { $children: children } : {}),
    ...(typeof body === 'string' ? { $body: body } : {}),
  })
}
