import { type Collection, type Id, inOrder, isJsonObject, type JsonObject, type Locale, textIn } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '../document.ts'
import { layOutProcess } from '../lay-out-process.ts'
import { tangramUri } from './dialect.ts'
import { type Element, everyElement, idOf, isElement, without } from './element.ts'
import { printBpmn } from './print-bpmn.ts'
import { labelOf, Reading, typeLabel } from './reading.ts'
import { whole } from './whole.ts'
import { writeDiagrams } from './write-diagrams.ts'
import type { Roots } from './write-event.ts'
import { inexact, writeExpression } from './write-expression.ts'
import { writeNode } from './write-node.ts'
import { beside } from './write-tangram.ts'

export type ExportOptions = {
  /** Language of names; labels in several languages are kept beside them. Default `en`. */
  locale?: Locale
}

/**
 * The BPMN 2.0 file of one or several processes. What an import kept is written again. What BPMN cannot say stands in extension
 * elements of the namespace `urn:tangram:bpmn`, so that an import of the file gives the same processes.
 */
export async function exportBpmn(processes: ProcessDocument | readonly ProcessDocument[], options: ExportOptions = {}): Promise<string> {
  const documents = ('nodes' in processes ? [processes] : processes).map(layOutProcess).map(apart)
  return printBpmn(new Writing(documents, options.locale ?? 'en').definitions())
}

/** Two copies of a process share their steps; here each is one of its own. */
function apart(process: ProcessDocument): ProcessDocument {
  const copied = <T extends { id: Id }>({ order, items }: Collection<T>): Collection<T> => ({
    order,
    items: Object.fromEntries(Object.entries(items).map(([id, item]) => [id, { ...item }])),
  })
  return { ...process, nodes: copied(process.nodes), flows: copied(process.flows) }
}

/** One export under way. */
export class Writing {
  readonly locale: Locale
  readonly #documents: readonly ProcessDocument[]
  readonly #taken = new Set<string>()
  readonly #ids = new Map<object, string>()
  readonly #roots = new Map<string, Element>()

  constructor(documents: readonly ProcessDocument[], locale: Locale) {
    this.#documents = documents
    this.locale = locale
    for (const document of documents) {
      for (const element of keptBy(document)) for (const each of everyElement(element)) if (idOf(each) !== '') this.#taken.add(idOf(each))
      for (const root of [...elementsAt(document.bpmn, 'roots'), ...elementsAt(fileOf(document), 'roots')])
        this.#roots.set(idOf(root), root)
    }
    for (const document of documents) this.#name(document)
  }

  definitions(): Element {
    const file = this.#documents.map(fileOf).find((each) => each !== undefined)
    const processes = this.#documents.map((document) => this.#process(document))
    const kept = isElement(file?.definitions) ? file.definitions : undefined
    const base = kept ?? { $type: 'bpmn:Definitions', id: this.#fresh('definitions'), targetNamespace: 'urn:tangram' }
    const rootElements = [...this.#roots.values(), ...processes]
    const definitions: Element = { ...base, $type: 'bpmn:Definitions', rootElements }
    const diagrams = writeDiagrams(
      this.#documents,
      file,
      definitions,
      (thing) => this.idOf(thing),
      (wish) => this.#fresh(wish),
    )
    const namespaces: { [prefix: string]: string } = Object.assign(
      {},
      ...this.#documents.map(({ bpmn }) => (isJsonObject(bpmn?.namespaces) ? bpmn.namespaces : {})),
    )
    const attributes = Object.fromEntries(
      Object.entries(namespaces)
        .filter(([prefix]) => prefix !== '')
        .map(([prefix, uri]) => [`xmlns:${prefix}`, uri]),
    )
    return whole({
      ...definitions,
      $attrs: { ...attributes, ...(isJsonObject(base.$attrs) ? base.$attrs : {}), 'xmlns:tangram': tangramUri },
      diagrams,
    })
  }

  /** Id in the file of a process, node or flow. */
  idOf(thing: object): string {
    return this.#ids.get(thing) ?? ''
  }

  /** Every id is in the file once: what came with one keeps it, then the first asks for its own. */
  #name(document: ProcessDocument): void {
    const things = [document, ...inOrder(document.nodes), ...inOrder(document.flows)]
    for (const thing of things) {
      const came = thing.bpmn?.id
      if (typeof came === 'string' && came !== '' && !this.#taken.has(came)) this.#give(thing, came)
    }
    for (const thing of things) if (!this.#ids.has(thing)) this.#give(thing, this.#fresh(thing.id))
  }

  #give(thing: object, id: string): void {
    this.#ids.set(thing, id)
    this.#taken.add(id)
  }

  #fresh(wish: string): string {
    let id = wish
    for (let number = 2; this.#taken.has(id); number += 1) id = `${wish}_${number}`
    this.#taken.add(id)
    return id
  }

  readonly #root: Roots = (kind, name) => {
    const property = kind === 'Error' ? 'errorCode' : kind === 'Escalation' ? 'escalationCode' : 'name'
    const found = [...this.#roots.values()].find((root) => root.$type === `bpmn:${kind}` && (root[property] ?? root.name) === name)
    if (found) return idOf(found)
    const id = this.#fresh(`${kind}_${name.replace(/[^\p{L}\p{N}_]+/gu, '_')}`)
    this.#roots.set(id, { $type: `bpmn:${kind}`, id, name, ...(property === 'name' ? {} : { [property]: name }) })
    return id
  }

  #process(document: ProcessDocument): Element {
    const id = this.idOf(document)
    const kept = isElement(document.bpmn?.element) ? document.bpmn.element : undefined
    const base: Element = {
      isExecutable: true,
      ...kept,
      $type: 'bpmn:Process',
      id,
      name: textIn(document.label, this.locale) ?? document.id,
    }
    const reading = this.#reading(document)
    const elements = this.#inside(document, undefined, reading)
    const { nodes: _nodes, flows: _flows, bpmn: _bpmn, ...ours } = document
    return beside({ ...base, ...joined(base, elements) }, ours as JsonObject)
  }

  /** Reads what is written, to see whether BPMN alone says it. */
  #reading(document: ProcessDocument): Reading {
    const namespaces = isJsonObject(document.bpmn?.namespaces) ? (document.bpmn.namespaces as { [prefix: string]: string }) : {}
    const reading = new Reading({ unhandled: 'refuse', locale: this.locale }, { ...namespaces, tangram: tangramUri }, this.#roots)
    for (const node of inOrder(document.nodes)) reading.ids.set(this.idOf(node), node.id)
    for (const variable of inOrder(document.variables)) reading.variables.set(variable.id, variable)
    return reading
  }

  #inside(document: ProcessDocument, parent: Id | undefined, reading: Reading): { flowElements: Element[]; artifacts: Element[] } {
    const nodes = inOrder(document.nodes).filter((node) => node.parent === parent)
    const flows = inOrder(document.flows).filter((flow) => nodes.some(({ id }) => id === flow.from))
    const isCompensation = (flow: SequenceFlowDocument) => document.nodes.items[flow.from]?.type === 'boundary-compensation'
    return {
      flowElements: [
        ...nodes.map((node) => this.#node(document, node, reading)),
        ...flows.filter((flow) => !isCompensation(flow)).map((flow) => this.#flow(document, flow, reading)),
      ],
      artifacts: flows.filter(isCompensation).map((flow) => ({
        ...kept(flow),
        $type: 'bpmn:Association',
        id: this.idOf(flow),
        associationDirection: 'One',
        ...this.#ends(document, flow),
      })),
    }
  }

  #node(document: ProcessDocument, node: NodeDocument, reading: Reading): Element {
    const flows = inOrder(document.flows).filter(({ from }) => document.nodes.items[from]?.type !== 'boundary-compensation')
    const refs = (those: SequenceFlowDocument[]) => those.map((flow) => ({ $ref: this.idOf(flow) }))
    const incoming = refs(flows.filter(({ to }) => to === node.id))
    const outgoing = refs(flows.filter(({ from }) => from === node.id))
    const byDefault = flows.find(({ from, default: is }) => from === node.id && is)
    const host = node.attachedTo === undefined ? undefined : document.nodes.items[node.attachedTo]
    const undoes = inOrder(document.flows).some(
      ({ from, to }) => to === node.id && document.nodes.items[from]?.type === 'boundary-compensation',
    )
    const written = writeNode(node, {
      id: this.idOf(node),
      name: this.#nameOf(node),
      roots: this.#root,
      reading,
      idOfNode: (id) => {
        const meant = document.nodes.items[id]
        return meant ? this.idOf(meant) : id
      },
      locale: this.locale,
    })
    return {
      ...written,
      ...joined(written, this.#inside(document, node.id, reading)),
      ...(incoming.length > 0 ? { incoming } : {}),
      ...(outgoing.length > 0 ? { outgoing } : {}),
      ...(byDefault && !written.$type.endsWith('Event') ? { default: { $ref: this.idOf(byDefault) } } : {}),
      ...(host ? { attachedToRef: { $ref: this.idOf(host) } } : {}),
      ...(undoes && !written.$type.endsWith('Event') ? { isForCompensation: true } : {}),
    }
  }

  /** A node without a name in the file it came from has none again, unless it was given one here. */
  #nameOf(node: NodeDocument): string | undefined {
    const came = node.bpmn?.element
    const isNameless = isElement(came) && came.name === undefined && JSON.stringify(typeLabel(node.type)) === JSON.stringify(node.label)
    return isNameless ? undefined : textIn(node.label, this.locale)
  }

  #flow(document: ProcessDocument, flow: SequenceFlowDocument, reading: Reading): Element {
    const came = kept(flow)
    const name = flow.label && textIn(flow.label, this.locale)
    const condition = this.#condition(flow, came, reading)
    const base: Element = {
      ...without(came, 'conditionExpression', 'name'),
      $type: 'bpmn:SequenceFlow',
      id: this.idOf(flow),
      ...(name ? { name } : {}),
      ...this.#ends(document, flow),
    }
    const ours: JsonObject = {
      ...(condition.isExact || flow.when === undefined ? {} : { when: flow.when }),
      ...(flow.port === undefined ? {} : { port: flow.port }),
      ...(name === undefined || JSON.stringify(labelOf(name, this.locale)) === JSON.stringify(flow.label)
        ? {}
        : { label: flow.label as JsonObject }),
    }
    const extended = Object.keys(ours).length > 0 || this.idOf(flow) !== flow.id ? beside(base, { id: flow.id, ...ours }) : base
    return { ...extended, ...(condition.expression ? { conditionExpression: condition.expression } : {}) }
  }

  /** The condition as the file had it when it still means the same, else anew. `isExact`: it reads back as what it is. */
  #condition(flow: SequenceFlowDocument, came: Element, reading: Reading): { expression?: Element; isExact: boolean } {
    const before = isElement(came.conditionExpression) ? came.conditionExpression : undefined
    const text = before?.body
    const meant = typeof text === 'string' ? reading.logic(came, text) : undefined
    // What could not be translated and has not been written anew is the file's own again.
    if (before && flow.when === undefined) return { expression: before, isExact: true }
    const [now, then] = [flow.when, meant].map((logic) => JSON.stringify(logic === undefined ? null : inexact(logic)))
    if (before && meant !== undefined && now === then) {
      return { expression: before, isExact: JSON.stringify(meant) === JSON.stringify(flow.when) }
    }
    if (flow.when === undefined) return { isExact: true }
    const exact = writeExpression(flow.when)
    const body = exact ?? writeExpression(inexact(flow.when))
    return {
      expression: {
        $type: 'bpmn:FormalExpression',
        body: body ?? JSON.stringify(flow.when),
        ...(body === undefined ? { language: tangramUri } : {}),
      },
      isExact: exact !== undefined,
    }
  }

  #ends(document: ProcessDocument, { from, to }: SequenceFlowDocument): JsonObject {
    const [source, target] = [document.nodes.items[from], document.nodes.items[to]]
    return { ...(source ? { sourceRef: { $ref: this.idOf(source) } } : {}), ...(target ? { targetRef: { $ref: this.idOf(target) } } : {}) }
  }
}

/** What stood in a process or sub-process and is no node comes first. */
function joined(base: Element, made: { flowElements: Element[]; artifacts: Element[] }): JsonObject {
  const flowElements = [...elementsAt(base, 'flowElements'), ...made.flowElements]
  const artifacts = [...elementsAt(base, 'artifacts'), ...made.artifacts]
  return { ...(flowElements.length > 0 ? { flowElements } : {}), ...(artifacts.length > 0 ? { artifacts } : {}) }
}

function kept(thing: NodeDocument | SequenceFlowDocument): Element {
  const element = thing.bpmn?.element
  return isElement(element) ? element : { $type: 'bpmn:SequenceFlow' }
}

function* keptBy(document: ProcessDocument): Generator<Element> {
  const file = fileOf(document)
  const things = [document.bpmn, ...inOrder(document.nodes).map(({ bpmn }) => bpmn), ...inOrder(document.flows).map(({ bpmn }) => bpmn)]
  for (const thing of [...things, file]) {
    for (const value of Object.values(thing ?? {})) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (isElement(each)) yield each
        else if (isJsonObject(each) && isElement(each.element)) yield each.element
      }
    }
  }
}

function fileOf(document: ProcessDocument): JsonObject | undefined {
  const file = document.bpmn?.file
  return isJsonObject(file) ? file : undefined
}

function elementsAt(holder: JsonObject | undefined, property: string): Element[] {
  const value = holder?.[property]
  return Array.isArray(value) ? value.filter(isElement) : []
}
