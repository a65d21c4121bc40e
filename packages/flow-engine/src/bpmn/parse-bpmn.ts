/// <reference path="./bpmn-moddle.d.ts" />
import { type Diagnostic, isJsonObject, type JsonObject, type JsonValue } from '@tangram/data-model'
import { BpmnModdle, type ModdleElement, type ParseResult } from 'bpmn-moddle'
import { type Element, everyElement } from './element.ts'
import { guardXml } from './guard-xml.ts'
import { findings } from './messages.ts'

const bpmnUri = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** Findings told at most of one file's XML. */
const mostSaid = 200

/** A BPMN file as plain JSON. */
export type BpmnFile = {
  definitions: Element
  /** Namespace by prefix, as the file declares them. */
  namespaces: { [prefix: string]: string }
}

/** Reads the XML; what is wrong with it comes back as diagnostics, and without a `file` when nothing can be made of it. */
export async function parseBpmn(xml: string): Promise<{ file?: BpmnFile; diagnostics: Diagnostic[] }> {
  const refused = guardXml(xml)
  if (refused) return { diagnostics: [refused] }
  const parsed = await read(xml)
  if (!('rootElement' in parsed)) return { diagnostics: [parsed] }
  const definitions = toElement(parsed.rootElement)
  const namespaces = namespacesIn(definitions)
  return { file: { definitions, namespaces }, diagnostics: [...unreadable(parsed, namespaces), ...dangling(parsed)].slice(0, mostSaid) }
}

/** The reader throws on what is not XML and on what is not BPMN. */
async function read(xml: string): Promise<ParseResult | Diagnostic> {
  try {
    return await new BpmnModdle().fromXML(xml)
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n').find((line) => line.includes('nested error')) ?? error.message) : ''
    return findings.file('bpmn.file.not-bpmn', { why: why.replace('nested error:', '').trim() })
  }
}

/** What the reader had to leave out. Something of BPMN itself that is missing makes another process of it. */
function unreadable({ warnings }: ParseResult, namespaces: { [prefix: string]: string }): Diagnostic[] {
  return warnings.flatMap(({ message }) => {
    const twice = /duplicate ID <(.*?)>/.exec(message)?.[1]
    if (twice !== undefined) return [findings.at('bpmn.id.twice', twice)]
    const illegal = /illegal ID <(.*?)>/.exec(message)?.[1]
    if (illegal !== undefined) return [findings.at('bpmn.id.illegal', illegal)]
    const left = /unparsable content <(?:(.*?):)?(.*?)> detected/.exec(message)
    if (!left) return []
    const [, prefix = '', name = ''] = left
    const line = /line: (\d+)/.exec(message)?.[1] ?? ''
    const isOurs = (namespaces[prefix] ?? bpmnUri) === bpmnUri
    return [
      findings.file(isOurs ? 'bpmn.content.unknown' : 'bpmn.content.left-out', { name: prefix ? `${prefix}:${name}` : name, line }, isOurs),
    ]
  })
}

const structural = ['sourceRef', 'targetRef', 'attachedToRef']

function dangling({ references, elementsById }: ParseResult): Diagnostic[] {
  return references.flatMap(({ element, property, id }) => {
    if (Object.hasOwn(elementsById, id)) return []
    const name = property.slice(property.indexOf(':') + 1)
    const isFatal = structural.includes(name) && element.$type === (name === 'attachedToRef' ? 'bpmn:BoundaryEvent' : 'bpmn:SequenceFlow')
    return [
      findings.at('bpmn.reference.dangling', element.id ?? element.$parent?.id ?? element.$type, { property: name, missing: id }, isFatal),
    ]
  })
}

function namespacesIn(definitions: Element): { [prefix: string]: string } {
  const found: { [prefix: string]: string } = {}
  for (const element of everyElement(definitions)) {
    for (const [name, uri] of Object.entries(isJsonObject(element.$attrs) ? element.$attrs : {})) {
      if ((name === 'xmlns' || name.startsWith('xmlns:')) && typeof uri === 'string') found[name.slice(6)] ??= uri
    }
  }
  return found
}

function toElement(source: ModdleElement): Element {
  return source.$descriptor.isGeneric ? foreign(source) : own(source)
}

function own(source: ModdleElement): Element {
  const out: Element = { $type: source.$type }
  for (const property of source.$descriptor.properties ?? []) {
    const { localName: name } = property.ns
    if (property.isVirtual || !Object.hasOwn(source, name)) continue
    const value = toValue(source[name], property.isReference === true)
    if (value !== undefined) out[name] = value
  }
  const attributes = Object.entries(source.$attrs ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  if (attributes.length > 0) out.$attrs = Object.fromEntries(attributes)
  return out
}

function toValue(value: unknown, isReference: boolean): JsonValue | undefined {
  if (Array.isArray(value)) return value.flatMap((each) => toValue(each, isReference) ?? [])
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null) return undefined
  const element = value as ModdleElement
  if (!isReference) return toElement(element)
  return element.id === undefined ? undefined : { $ref: element.id }
}

/** An element of a namespace that is not BPMN's: kept as it stands. */
function foreign(source: ModdleElement): Element {
  const attributes = Object.entries(source).filter(
    ([name, value]) => !name.startsWith('$') && name !== 'xmlns' && typeof value === 'string',
  )
  const children = Array.isArray(source.$children) ? source.$children.map((child) => toElement(child as ModdleElement)) : []
  const body = source.$body
  return {
    $type: source.$type,
    $uri: source.$descriptor.ns.uri ?? '',
    ...(attributes.length > 0 ? { $attrs: Object.fromEntries(attributes) as JsonObject } : {}),
    ...(children.length > 0 ? { $children: children } : {}),
    ...(typeof body === 'string' ? { $body: body } : {}),
  }
}
