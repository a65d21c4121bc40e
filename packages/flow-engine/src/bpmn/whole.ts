import { isJsonObject, type JsonValue } from '@tangram/data-model'
import { type Element, everyElement, idOf, isElement } from './element.ts'

const needsBothEnds = ['bpmn:MessageFlow', 'bpmn:Association', 'bpmn:SequenceFlow']

/** A file in which nothing refers to what is not there: steps that were removed leave no trace in lanes, pools and drawings. */
export function whole(definitions: Element): Element {
  let current = definitions
  // What is left out may have been meant by something else.
  for (let before = -1, count = 0; count !== before; ) {
    before = count
    const ids = new Set([...everyElement(current)].map(idOf))
    current = cleaned(current, ids) ?? current
    count = ids.size
  }
  return current
}

function cleaned(element: Element, ids: ReadonlySet<string>): Element | undefined {
  const out: Element = { $type: element.$type }
  for (const [name, value] of Object.entries(element)) {
    if (name === '$attrs') out[name] = value
    else if (Array.isArray(value)) out[name] = value.flatMap((each) => kept(each, ids) ?? [])
    else {
      const one = kept(value, ids)
      if (one !== undefined) out[name] = one
    }
  }
  const isLost = (property: string) => element[property] !== undefined && out[property] === undefined
  if (needsBothEnds.includes(element.$type) && (out.sourceRef === undefined || out.targetRef === undefined)) return undefined
  return /^bpmndi:BPMN(Shape|Edge)$/.test(element.$type) && isLost('bpmnElement') ? undefined : out
}

function kept(value: JsonValue, ids: ReadonlySet<string>): JsonValue | undefined {
  if (isElement(value)) return cleaned(value, ids)
  if (isJsonObject(value) && typeof value.$ref === 'string') return ids.has(value.$ref) ? value : undefined
  return value
}
