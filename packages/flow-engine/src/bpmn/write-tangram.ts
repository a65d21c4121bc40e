import type { JsonObject } from '@tangram/data-model'
import { tangramUri } from './dialect.ts'
import { type Element, extensionValues } from './element.ts'

/** The element with the settings beside it that BPMN has no words for. */
export function beside(element: Element, settings: JsonObject): Element {
  const values = [...extensionValues(element), { $type: 'tangram:settings', $uri: tangramUri, $body: JSON.stringify(settings) }]
  return { ...element, extensionElements: { $type: 'bpmn:ExtensionElements', values } }
}
