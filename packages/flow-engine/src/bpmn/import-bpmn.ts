import {
  type Collection,
  type Diagnostic,
  type Id,
  inOrder,
  isId,
  isJsonObject,
  type JsonObject,
  type LocalizedText,
} from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '../document.ts'
import { layOutProcess, sizeOf } from '../lay-out-process.ts'
import { childOf, childrenOf, type Element, everyElement, idOf, refOf, refsOf, textOf, without } from './element.ts'
import { type Kept, keptIn } from './kept.ts'
import { findings } from './messages.ts'
import { parseBpmn } from './parse-bpmn.ts'
import { type Drawing, drawingOf, type Place } from './read-drawing.ts'
import { isContainer, isFlowNode, type NodeRead, readNode } from './read-node.ts'
import { hasListeners } from './read-task.ts'
import { type ImportOptions, labelOf, Reading, tangramOf, typeLabel, withoutTangram } from './reading.ts'
import { Slugs } from './slug.ts'
import { unusedSettings } from './unused-settings.ts'

export type BpmnImport = {
  /** The processes of the file; none when anything of it was refused. */
  processes: ProcessDocument[]
  /** What is wrong with the file (`error`: refused) and what to look at; paths name its elements: `/elements/Task_1`. */
  diagnostics: Diagnostic[]
  /** What the engine has no use for and an export writes again. */
  kept: Kept[]
}

/**
 * Reads a BPMN 2.0 file of Camunda, Zeebe, Flowable, or any other modeller. Ids become ids of ours, the drawing becomes positions; what
 * cannot run here is refused with the ids of its elements. Never throws on what a file holds.
 */
export async function importBpmn(xml: string, options: ImportOptions = {}): Promise<BpmnImport> {
  const { file, diagnostics } = await parseBpmn(xml)
  if (!file) return { processes: [], diagnostics, kept: [] }
  const { definitions, namespaces } = file
  const roots = childrenOf(definitions, 'rootElements')
  const running = processesToRun(roots, options)
  if (running.length === 0) return { processes: [], diagnostics: [...diagnostics, findings.file('bpmn.file.no-process')], kept: [] }
  const byId = new Map(roots.map((root) => [idOf(root), root]))
  const drawing = drawingOf(definitions)
  const slugs = new Slugs()
  const found = running.map((process) => {
    const reading = new Reading(options, namespaces, byId)
    const document = readProcess(reading, process, drawing, slugs)
    return { document, reading }
  })
  const said = [...diagnostics, ...found.flatMap(({ reading }) => reading.diagnostics)]
  if (said.some(({ severity }) => severity === 'error')) return { processes: [], diagnostics: said, kept: [] }
  const documents = found.map(({ document }, index) => (index === 0 ? withFile(document, definitions, running, drawing) : document))
  return { processes: documents, diagnostics: said, kept: keptIn(definitions, running, namespaces) }
}

function processesToRun(roots: Element[], { executable = 'auto' }: ImportOptions): Element[] {
  const processes = roots.filter((root) => root.$type === 'bpmn:Process')
  const drawn = processes.filter((process) => childrenOf(process, 'flowElements').some(isFlowNode))
  const marked = drawn.filter((process) => process.isExecutable === true)
  if (executable === 'marked') return marked
  return executable === 'all' || marked.length === 0 ? drawn : drawn.filter((process) => process.isExecutable !== false)
}

function readProcess(reading: Reading, process: Element, drawing: Drawing, processes: Slugs): ProcessDocument {
  const ours = tangramOf(process)
  if (ours === null) reading.say('bpmn.tangram.unreadable', process)
  const { id: given, label, ...more } = ours ?? {}
  const name = textOf(process, 'name')
  const id = isId(given) ? processes.of(given, 'process') : processes.of(idOf(process), 'process')
  if (isJsonObject(more.variables)) knowVariables(reading, more.variables)
  const elements = within(process, undefined)
  const compensations = associationsOf(elements, childrenOf(process, 'artifacts'))
  const nodes = readNodes(reading, elements, compensations, drawing)
  const flows = readFlows(reading, elements, compensations, drawing)
  for (const { element } of elements) if (hasListeners(element)) reading.say('bpmn.listener.not-run', element, {}, false)
  for (const { element } of elements)
    for (const setting of unusedSettings(element, reading.namespaces)) reading.say('bpmn.setting.not-used', element, { setting }, false)
  const variables = [...reading.variables.values()]
  const document: ProcessDocument = {
    entity: reading.options.entity ?? 'record',
    ...(variables.length > 0 ? { variables: collected(variables) } : {}),
    ...more,
    id,
    label: (isJsonObject(label) ? label : labelOf(name ?? idOf(process), reading.options.locale)) as LocalizedText,
    nodes: collected(nodes),
    flows: collected(flows),
    bpmn: {
      id: idOf(process),
      element: without(withoutTangram(ownPart(process, compensations)), 'id', 'name'),
      namespaces: reading.namespaces,
      roots: rootsMeant(reading, process),
      drawn: drawing.within(process, drawnAsSteps(elements, compensations)),
    },
  }
  if (reading.options.entity !== undefined) document.entity = reading.options.entity
  return layOutProcess(document)
}

function knowVariables(reading: Reading, variables: JsonObject): void {
  for (const variable of inOrder(variables as never as ProcessDocument['variables'])) reading.variables.set(variable.id, variable)
}

type Standing = { element: Element; parent: Element | undefined }

/** Every flow element of a process with the sub-process it stands in, outer ones first. */
function within(container: Element, parent: Element | undefined): Standing[] {
  const own = childrenOf(container, 'flowElements')
  return [...own.map((element) => ({ element, parent })), ...own.filter(isContainer).flatMap((inner) => within(inner, inner))]
}

/** Ids of what carries its own place: nodes and flows. */
function drawnAsSteps(elements: Standing[], compensations: Element[]): ReadonlySet<string> {
  const steps = elements.filter(({ element }) => isFlowNode(element) || element.$type === 'bpmn:SequenceFlow').map(({ element }) => element)
  return new Set([...steps, ...compensations].map(idOf))
}

/** A process or sub-process without the nodes and flows in it, which are documents of their own. */
function ownPart(container: Element, compensations: Element[]): Element {
  const others = childrenOf(container, 'flowElements').filter((element) => !isFlowNode(element) && element.$type !== 'bpmn:SequenceFlow')
  const artifacts = childrenOf(container, 'artifacts').filter((element) => !compensations.includes(element))
  return {
    ...without(container, 'flowElements', 'artifacts'),
    $type: container.$type,
    ...(others.length > 0 ? { flowElements: others } : {}),
    ...(artifacts.length > 0 ? { artifacts } : {}),
  }
}

function readNodes(reading: Reading, elements: Standing[], compensations: Element[], drawing: Drawing): NodeDocument[] {
  const nodes = elements.filter(({ element }) => isFlowNode(element))
  const slugs = new Slugs()
  for (const { element, parent } of nodes) {
    if (idOf(element) === '') reading.say('bpmn.id.missing', parent ?? element, { type: element.$type })
    const ours = tangramOf(element)?.id
    reading.ids.set(idOf(element), slugs.of(isId(ours) ? ours : idOf(element), element.$type.slice(5).toLowerCase()))
  }
  const holding = new Set(elements.flatMap(({ parent }) => (parent ? [idOf(parent)] : [])))
  return nodes.flatMap(({ element, parent }) => {
    const read = readNode(reading, element, parent !== undefined)
    return read
      ? [nodeOf(reading, ownPart(element, compensations), parent, read, drawing.shapes.get(idOf(element)), holding.has(idOf(element)))]
      : []
  })
}

function nodeOf(
  reading: Reading,
  element: Element,
  parent: Element | undefined,
  read: NodeRead,
  place: Place | undefined,
  holdsOthers: boolean,
): NodeDocument {
  const id = reading.ids.get(idOf(element)) ?? ''
  const name = textOf(element, 'name')
  const attachedTo = reading.ids.get(refOf(element, 'attachedToRef') ?? '')
  const inside = parent && reading.ids.get(idOf(parent))
  const standard = sizeOf({ type: read.type, ...(attachedTo === undefined ? {} : { attachedTo }) })
  const isOpen = holdsOthers && place?.shape.isExpanded !== false
  const isOther = place && (place.width !== standard.width || place.height !== standard.height)
  return {
    id,
    type: read.type,
    label: (read.label as LocalizedText | undefined) ?? (name === undefined ? typeLabel(read.type) : labelOf(name, reading.options.locale)),
    config: read.config,
    ...(place ? { position: { x: place.x, y: place.y } } : {}),
    ...(place && (isOpen || isOther) ? { size: { width: place.width, height: place.height } } : {}),
    ...(inside === undefined ? {} : { parent: inside }),
    ...(attachedTo === undefined ? {} : { attachedTo }),
    ...(read.loop ? { loop: read.loop } : {}),
    bpmn: {
      id: idOf(element),
      element: without(withoutTangram(element), 'id', 'incoming', 'outgoing', 'default', 'attachedToRef'),
      ...(place && Object.keys(place.shape).length > 1 ? { shape: place.shape } : {}),
      ...(place && place.diagram > 0 ? { diagram: place.diagram } : {}),
    },
  }
}

function readFlows(reading: Reading, elements: Standing[], associations: Element[], drawing: Drawing): SequenceFlowDocument[] {
  const slugs = new Slugs()
  const parents = new Map(elements.map(({ element, parent }) => [idOf(element), parent]))
  const types = new Map(elements.map(({ element }) => [idOf(element), element.$type]))
  const defaults = new Set(elements.flatMap(({ element }) => refsOf(element, 'default')))
  const sequence = elements
    .filter(({ element }) => element.$type === 'bpmn:SequenceFlow')
    .map(({ element }) => {
      const [from, to] = [refOf(element, 'sourceRef') ?? '', refOf(element, 'targetRef') ?? '']
      if (parents.get(from) !== parents.get(to)) reading.say('bpmn.flow.crosses', element)
      const leaves = types.get(from) ?? ''
      if (childOf(element, 'conditionExpression') && !leaves.endsWith('Gateway')) reading.say('bpmn.flow.conditional', element)
      return flowOf(reading, element, from, to, defaults.has(idOf(element)), slugs, drawing)
    })
  const compensations = associations.map((element) =>
    flowOf(reading, element, refOf(element, 'sourceRef') ?? '', refOf(element, 'targetRef') ?? '', false, slugs, drawing),
  )
  return [...sequence, ...compensations].filter(({ from, to }) => from !== '' && to !== '')
}

/** A compensation event leads to what undoes its activity by an association. */
function associationsOf(elements: Standing[], artifacts: Element[]): Element[] {
  const ids = (those: Standing[]) => new Set(those.map(({ element }) => idOf(element)))
  const events = ids(elements.filter(({ element }) => isCompensation(element)))
  const known = ids(elements)
  return [...artifacts, ...elements.flatMap(({ element }) => childrenOf(element, 'artifacts'))].filter(
    (each) => each.$type === 'bpmn:Association' && events.has(refOf(each, 'sourceRef') ?? '') && known.has(refOf(each, 'targetRef') ?? ''),
  )
}

const isCompensation = (element: Element) =>
  element.$type === 'bpmn:BoundaryEvent' && childOf(element, 'eventDefinitions')?.$type === 'bpmn:CompensateEventDefinition'

function flowOf(
  reading: Reading,
  element: Element,
  source: string,
  target: string,
  isDefault: boolean,
  slugs: Slugs,
  drawing: Drawing,
): SequenceFlowDocument {
  const ours = tangramOf(element) ?? {}
  const condition = textOf(childOf(element, 'conditionExpression'), 'body')
  const name = textOf(element, 'name')
  const when = ours.when ?? (condition === undefined ? undefined : reading.logic(element, condition))
  const edge = drawing.edges.get(idOf(element))
  return {
    id: slugs.of(isId(ours.id) ? ours.id : idOf(element), 'flow'),
    from: reading.ids.get(source) ?? '',
    to: reading.ids.get(target) ?? '',
    ...(typeof ours.port === 'string' ? { port: ours.port } : {}),
    ...(when === undefined ? {} : { when }),
    ...(isDefault ? { default: true } : {}),
    ...(isJsonObject(ours.label)
      ? { label: ours.label as LocalizedText }
      : name === undefined
        ? {}
        : { label: labelOf(name, reading.options.locale) }),
    ...(edge && edge.waypoints.length > 1 ? { waypoints: edge.waypoints } : {}),
    bpmn: {
      id: idOf(element),
      element: without(withoutTangram(element), 'id', 'sourceRef', 'targetRef'),
      ...(edge && Object.keys(edge.edge).length > 1 ? { edge: edge.edge } : {}),
      ...(edge && edge.diagram > 0 ? { diagram: edge.diagram } : {}),
    },
  }
}

/** Messages, signals, errors and whatever else of the file a process names. */
function rootsMeant(reading: Reading, process: Element): Element[] {
  const meant = new Set<string>()
  for (const element of everyElement(process)) {
    for (const property of Object.keys(element)) for (const id of refsOf(element, property)) meant.add(id)
  }
  return [...meant].flatMap((id) => {
    const root = reading.roots.get(id)
    return root && root.$type !== 'bpmn:Process' ? [root] : []
  })
}

/** The first process of a file also carries what belongs to the file alone: pools, message flows, drawings of other processes. */
function withFile(document: ProcessDocument, definitions: Element, running: Element[], drawing: Drawing): ProcessDocument {
  const mine = new Set((document.bpmn?.roots as Element[] | undefined)?.map(idOf))
  const others = childrenOf(definitions, 'rootElements').filter((root) => !running.includes(root) && !mine.has(idOf(root)))
  return {
    ...document,
    bpmn: {
      ...document.bpmn,
      file: {
        definitions: without(definitions, 'rootElements', 'diagrams'),
        roots: others,
        diagrams: drawing.diagrams,
        drawn: drawing.beside(running),
      },
    },
  }
}

function collected<T extends { id: Id }>(items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
