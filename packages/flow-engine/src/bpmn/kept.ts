import { tangramUri } from './dialect.ts'
import { attributesOf, type Element, everyElement, extensionValues, idOf } from './element.ts'
import { isFlowNode } from './read-node.ts'

/** Something of a file that does not run here and is written again by an export. */
export type Kept = {
  /** Id in the file of the element, or of the element that carries the extension. */
  element: string
  /** `bpmn:TextAnnotation`, `camunda:formData`, `flowable:async`… */
  name: string
  what: 'element' | 'extension'
}

const reported =
  /^bpmn:(Participant|Lane|TextAnnotation|Group|Association|DataObject|DataObjectReference|DataStoreReference|MessageFlow|Process|Documentation)$/

/** What an import keeps, in the order of the file. */
export function keptIn(definitions: Element, running: Element[], namespaces: { [prefix: string]: string }): Kept[] {
  const kept: Kept[] = []
  let last = ''
  for (const element of everyElement(definitions)) {
    if (element.$type.startsWith('bpmndi:') || element.$type.startsWith('di:')) continue
    if (element.$uri !== undefined) continue
    const id = idOf(element) || last
    if (idOf(element) !== '') last = idOf(element)
    if (reported.test(element.$type) && !isFlowNode(element) && !running.includes(element))
      kept.push({ element: id, name: element.$type, what: 'element' })
    for (const name of Object.keys(attributesOf(element))) {
      if (name.includes(':') && !/^(xmlns|xsi):/.test(name) && namespaces[name.split(':')[0] ?? ''] !== tangramUri)
        kept.push({ element: id, name, what: 'extension' })
    }
    for (const extension of extensionValues(element))
      if (extension.$uri !== tangramUri) kept.push({ element: id, name: extension.$type, what: 'extension' })
  }
  return kept
}
