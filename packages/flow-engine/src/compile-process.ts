import {
  type Collection,
  type ConfigSchema,
  type Diagnostic,
  type Id,
  inOrder,
  itemOf,
  type JsonObject,
  namesInTemplates,
  pointer,
  withDefaults,
} from '@tangram/data-model'
import { type CompiledLogic, namesIn, type Scope } from '@tangram/expression'
import type { CalendarDocument } from './calendar/document.ts'
import { checkProcess } from './check-process.ts'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from './document.ts'
import { flowScope } from './flow-scope.ts'
import { logicsOfLoop } from './logics-of-loop.ts'
import type { NodeType, Port } from './node-type.ts'

/** The parts of a platform that processes are made of; a whole platform fits. */
export type FlowRegistry = {
  nodes: readonly NodeType[]
  /** Absent: actions are neither checked nor known by their input. */
  actions?: readonly { type: string; input: ConfigSchema }[]
  /** Working calendars of the app; a process names one of them. */
  calendars?: Collection<CalendarDocument> | undefined
}

/** A process ready to run. */
export type CompiledProcess = {
  document: ProcessDocument
  /** Hours of deadlines and timers are hours of work by it; absent: around the clock. */
  calendar: CalendarDocument | undefined
  start: Id
  nodes: { [node: Id]: CompiledNode }
  flows: { [flow: Id]: SequenceFlowDocument }
  /** Every path of the record an expression of the process reads. */
  reads: string[][]
  /** Names of the record's entity, when they were given. */
  scope: Scope | undefined
  actions: { [type: string]: ConfigSchema }
  /** Compiled expressions by the object they were compiled from. */
  logics: WeakMap<object, CompiledLogic>
}

export type CompiledNode = {
  document: NodeDocument
  type: NodeType
  /** Settings with defaults filled in. */
  config: JsonObject
  ports: Port[]
  incoming: Id[]
  outgoing: SequenceFlowDocument[]
  /** Events on its border. */
  attached: Id[]
  /** Nodes that stand in it. */
  inside: Id[]
  /** What undoes it: the activity its compensation event leads to. */
  handler?: Id
  /** Nodes a token can come to next without any flow: the other end of a link. */
  jumpsTo: Id[]
}

/**
 * Prepares a process and says everything that is wrong with it. Run it only when no diagnostic is an error.
 *
 * @param scope names of the record's entity; without it expressions are not checked and no field is known to hold a team
 */
export function compileProcess(
  document: ProcessDocument,
  registry: FlowRegistry,
  scope?: Scope,
): { process: CompiledProcess; diagnostics: Diagnostic[] } {
  const diagnostics = checkProcess(document, registry, scope)
  const flows = byId(inOrder(document.flows).map((flow) => [flow.id, flow]))
  const nodes = byId(
    inOrder(document.nodes).flatMap((node): [Id, CompiledNode][] => {
      const type = registry.nodes.find((candidate) => candidate.type === node.type)
      return type && isSound(node, diagnostics) ? [[node.id, compileNode(node, type, Object.values(flows))]] : []
    }),
  )
  connect(nodes)
  const process: CompiledProcess = {
    document,
    calendar: document.calendar === undefined ? undefined : itemOf(registry.calendars, document.calendar),
    start: Object.values(nodes).find((node) => node.type.begins && node.document.parent === undefined)?.document.id ?? '',
    nodes,
    flows,
    reads: pathsRead(nodes, flows),
    scope: scope && flowScope(scope, document),
    actions: Object.fromEntries((registry.actions ?? []).map((action) => [action.type, action.input])),
    logics: new WeakMap(),
  }
  return { process, diagnostics }
}

/** People name nodes in their requests: `constructor` must be none. */
const byId = <T>(entries: [Id, T][]): { [id: Id]: T } => Object.assign(Object.create(null), Object.fromEntries(entries))

/** Where a sub-process begins: its starts, or else every node nothing leads to. */
export function startsIn(process: CompiledProcess, node: Id): Id[] {
  const inside = process.nodes[node]?.inside ?? []
  const all = inside.flatMap((id) => process.nodes[id] ?? [])
  const starts = all.filter((inner) => inner.type.begins)
  const linked = new Set(all.flatMap((inner) => inner.jumpsTo))
  const free = all.filter((inner) => inner.incoming.length === 0 && !inner.type.attaches && !linked.has(inner.document.id))
  return (starts.length > 0 ? starts : free).map((inner) => inner.document.id)
}

/** A node whose settings are not what its type expects cannot even be asked for its ports. */
function isSound(node: NodeDocument, diagnostics: Diagnostic[]): boolean {
  const config = pointer('nodes', 'items', node.id, 'config')
  return !diagnostics.some(({ path, severity, code }) => severity === 'error' && path.startsWith(config) && !code.startsWith('expression.'))
}

function compileNode(node: NodeDocument, type: NodeType, flows: SequenceFlowDocument[]): CompiledNode {
  const config = withDefaults(type.config, node.config)
  return {
    document: node,
    type,
    config,
    ports: type.ports(config),
    incoming: flows.filter((flow) => flow.to === node.id).map((flow) => flow.id),
    outgoing: flows.filter((flow) => flow.from === node.id),
    attached: [],
    inside: [],
    jumpsTo: [],
  }
}

/** What holds nodes together beside flows: borders, sub-processes, links, what undoes what. */
function connect(nodes: { [node: Id]: CompiledNode }): void {
  for (const node of Object.values(nodes)) {
    const { id, parent, attachedTo } = node.document
    if (parent !== undefined) nodes[parent]?.inside.push(id)
    const host = attachedTo === undefined ? undefined : nodes[attachedTo]
    if (host && node.type.attaches === 'compensation') {
      const handler = node.outgoing[0]?.to
      if (handler !== undefined) host.handler = handler
    } else host?.attached.push(id)
    const targets =
      node.type.jumpsTo?.(
        node.config,
        Object.values(nodes).filter((other) => other.document.parent === parent),
      ) ?? []
    node.jumpsTo.push(...targets)
  }
}

function pathsRead(nodes: { [node: Id]: CompiledNode }, flows: { [flow: Id]: SequenceFlowDocument }): string[][] {
  const logics = [
    ...Object.values(flows).flatMap((flow) => (flow.when === undefined ? [] : [flow.when])),
    ...Object.values(nodes).flatMap((node) => node.type.logics?.(node.config).map((entry) => entry.logic) ?? []),
    ...Object.values(nodes).flatMap(({ document }) => logicsOfLoop(document.loop).map((entry) => entry.logic)),
  ]
  const settings = Object.values(nodes).map((node) => node.config)
  const fields = settings.flatMap(assigneeFields).map((field) => [field])
  const names = [...logics.flatMap((logic) => namesIn(logic)), ...settings.flatMap(namesInTemplates), ...fields]
  const paths = names.filter((path) => !path[0]?.startsWith('$') && path.join('.') !== 'link')
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()]
}

/** Fields that settings name as assignees. */
function assigneeFields(value: unknown): Id[] {
  if (value === null || typeof value !== 'object') return []
  if ('kind' in value && value.kind === 'field' && 'field' in value && typeof value.field === 'string') return [value.field]
  return Object.values(value).flatMap(assigneeFields)
}
