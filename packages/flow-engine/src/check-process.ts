import {
  checkConfig,
  type Diagnostic,
  diagnose,
  type Id,
  inOrder,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointer,
  withDefaults,
} from '@tangram/data-model'
import { checkExpression, type Scope } from '@tangram/expression'
import { checkNodesNamed } from './check-assignees.ts'
import { checkPlaceholders } from './check-placeholders.ts'
import { checkScopes } from './check-scopes.ts'
import { checkTokens } from './check-tokens.ts'
import { checkWays } from './check-ways.ts'
import type { FlowRegistry } from './compile-process.ts'
import type { NodeDocument, ProcessDocument } from './document.ts'
import { flowScope } from './flow-scope.ts'
import { logicsOfLoop } from './logics-of-loop.ts'
import { flowMessages } from './messages.ts'
import type { NodeType, Port } from './node-type.ts'

/** A node as the checks see it. `ports` is empty when the config is not fit to ask. */
export type CheckedNode = { document: NodeDocument; type: NodeType; config: JsonObject; ports: Port[]; sound: boolean }

/**
 * Everything an author should mend: settings, expressions, ways that lead nowhere, joins that can wait for ever.
 *
 * @param scope names of the record's entity; without it expressions and field names are not checked
 */
export function checkProcess(document: ProcessDocument, registry: FlowRegistry, scope?: Scope): Diagnostic[] {
  const names = scope && flowScope(scope, document)
  const found: Diagnostic[] = []
  const nodes: CheckedNode[] = []
  for (const node of inOrder(document.nodes)) {
    const type = registry.nodes.find((candidate) => candidate.type === node.type)
    const path = pointer('nodes', 'items', node.id)
    if (!type) {
      found.push(diagnose(flowMessages, 'flow.node.unknown-type', `${path}/type`, { node: node.label, type: node.type }))
      continue
    }
    const mistakes = checkNode(node, type, { registry, scope: names, nodes: document.nodes.order, path: `${path}/config` })
    const sound = !mistakes.some((mistake) => mistake.severity === 'error' && !mistake.code.startsWith('expression.'))
    const config = withDefaults(type.config, node.config)
    nodes.push({ document: node, type, config, sound, ports: sound ? type.ports(config) : [] })
    found.push(...mistakes)
  }
  found.push(...checkStart(nodes), ...checkConditions(document, names), ...checkScopes(document, nodes), ...checkWays(document, nodes))
  return found.some((diagnostic) => diagnostic.severity === 'error') ? found : [...found, ...checkTokens(document, nodes)]
}

function checkStart(nodes: CheckedNode[]): Diagnostic[] {
  const begins = nodes.some((node) => node.type.begins && node.document.parent === undefined)
  return begins ? [] : [diagnose(flowMessages, 'flow.start.missing', '/nodes')]
}

type Around = { registry: FlowRegistry; scope: Scope | undefined; nodes: readonly Id[]; path: string }

function checkNode(node: NodeDocument, type: NodeType, { registry, scope, nodes, path }: Around): Diagnostic[] {
  const schema = checkConfig(type.config, node.config, path)
  if (schema.some((diagnostic) => diagnostic.severity === 'error')) return schema
  const config = withDefaults(type.config, node.config)
  const own = [...(type.check?.(config, { nodes, scope, path, actions: registry.actions }) ?? [])]
  for (const [name, value] of Object.entries(node.config)) {
    const setting = type.config[name]
    if (setting?.editor !== 'action-input') own.push(...checkPlaceholders(value, setting?.fills, scope, path + pointer(name)))
  }
  own.push(...checkNodesNamed(config, nodes, path))
  if (own.some((diagnostic) => diagnostic.severity === 'error')) return [...schema, ...own]
  const logics = (type.logics?.(config) ?? []).flatMap((entry) => checkStored(entry.logic, scope, path + entry.path))
  const at = pointer('nodes', 'items', node.id, 'loop')
  logics.push(
    ...logicsOfLoop(isJsonObject(node.loop) ? node.loop : undefined).flatMap((entry) => checkStored(entry.logic, scope, at + entry.path)),
  )
  return [...schema, ...own, ...logics]
}

function checkConditions(document: ProcessDocument, scope: Scope | undefined): Diagnostic[] {
  return inOrder(document.flows).flatMap((flow) =>
    flow.when === undefined ? [] : checkStored(flow.when, scope, pointer('flows', 'items', flow.id, 'when')),
  )
}

function checkStored(logic: JsonValue, scope: Scope | undefined, path: string): Diagnostic[] {
  if (typeof logic === 'string' && /^\$(now|today|user\.\w+|initiator|actor|outcome|opinion|vars\.\w+|item|index)$/.test(logic)) {
    return [diagnose(flowMessages, 'flow.value.name-as-text', path, { found: logic })]
  }
  return scope ? checkExpression(logic, scope, path).diagnostics : []
}
