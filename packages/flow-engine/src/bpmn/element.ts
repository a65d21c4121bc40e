import { isJsonObject, type JsonObject, type JsonValue } from '@tangram/data-model'

/**
 * One element of a BPMN file as plain JSON. `$type` is its name with the prefix `bpmn`, `bpmndi`, `dc` or `di`, or that of the file for
 * what is not BPMN; such elements have `$uri`, `$attrs`, `$children` and `$body`. Attributes of other namespaces stand under `$attrs`,
 * a reference to another element is `{ "$ref": "its id" }`.
 */
export type Element = JsonObject & { $type: string }

export function isElement(value: JsonValue | undefined): value is Element {
  return isJsonObject(value) && typeof value.$type === 'string'
}

/** The elements a property holds, one or many. */
export function childrenOf(element: Element, property: string): Element[] {
  const value = element[property]
  return (Array.isArray(value) ? value : [value]).filter(isElement)
}

export function childOf(element: Element, property: string): Element | undefined {
  return childrenOf(element, property)[0]
}

/** An attribute as text; undefined when it is absent or empty. */
export function textOf(element: Element | undefined, property: string): string | undefined {
  const value = element?.[property]
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Ids of the elements a property refers to. */
export function refsOf(element: Element, property: string): string[] {
  const value = element[property]
  return (Array.isArray(value) ? value : [value]).flatMap((each) => {
    const id = isJsonObject(each) ? each.$ref : undefined
    return typeof id === 'string' ? [id] : []
  })
}

export function refOf(element: Element, property: string): string | undefined {
  return refsOf(element, property)[0]
}

export const idOf = (element: Element): string => textOf(element, 'id') ?? ''

/** What an element of another namespace says: its attributes. */
export function attributesOf(element: Element): { [name: string]: string } {
  const attributes = element.$attrs
  if (!isJsonObject(attributes)) return {}
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** What stands in its extension elements. */
export function extensionValues(element: Element): Element[] {
  const extensions = childOf(element, 'extensionElements')
  return extensions ? childrenOf(extensions, 'values') : []
}

/** Every element under this one, itself first. */
export function* everyElement(element: Element): Generator<Element> {
  yield element
  for (const value of Object.values(element)) {
    for (const each of Array.isArray(value) ? value : [value]) if (isElement(each)) yield* everyElement(each)
  }
}

/** A copy without some properties. */
export function without(element: Element, ...properties: string[]): Element {
  return Object.fromEntries(Object.entries(element).filter(([name]) => !properties.includes(name))) as Element
}
