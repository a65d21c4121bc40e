import type { Collection, Id, JsonObject, LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** A process over the records of one entity. */
export type ProcessDocument = {
  id: Id
  label: LocalizedText
  entity: Id
  nodes: Collection<NodeDocument>
  /** Sequence flows. Of those that leave an exclusive gateway the first whose `when` holds is taken, else the default. */
  flows: Collection<SequenceFlowDocument>
}

export type NodeDocument = {
  id: Id
  /** An entry of the node registry. */
  type: string
  label: LocalizedText
  config: JsonObject
  position?: { x: number; y: number }
}

/** `port` names an outcome of the node the flow leaves (`ports(config)`); absent on nodes with one way out. */
export type SequenceFlowDocument = { id: Id; from: Id; to: Id; port?: string; when?: Logic; default?: boolean; label?: LocalizedText }

/** Who gets a task. */
export type Assignees =
  | { kind: 'people'; people: string[] }
  | { kind: 'field'; field: Id }
  /** `pick` 'least-loaded' gives it to the member with the fewest open tasks, 'all' offers it to every member (first to act has it). The team is an id or a login-like `key`. */
  | { kind: 'team'; team: string; pick: 'all' | 'least-loaded' }
  | { kind: 'role'; role: Id }
  | { kind: 'initiator' }
