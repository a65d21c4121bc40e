import type { Collection, Id, JsonObject, JsonValue, LocalizedText, ValueType } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** A process over the records of one entity. */
export type ProcessDocument = {
  id: Id
  label: LocalizedText
  entity: Id
  nodes: Collection<NodeDocument>
  /** Sequence flows. Of those that leave an exclusive gateway the first whose `when` holds is taken, else the default. */
  flows: Collection<SequenceFlowDocument>
  /** Values an instance carries beside its record; expressions read them as `$vars.<id>`. */
  variables?: Collection<VariableDocument>
  /** What people may do with a running instance beside their tasks. */
  policies?: ProcessPolicies
  /** Working calendar by which its deadlines and timers count; absent: around the clock. */
  calendar?: Id
  /** Plays of the process with what must come out; publishing plays them again. */
  cases?: Collection<CaseDocument>
  /** What a BPMN import brought that the engine has no use for; an export writes it again. */
  bpmn?: JsonObject
}

export type VariableDocument = { id: Id; label: LocalizedText; valueType: ValueType; default?: Logic }

export type ProcessPolicies = {
  /** Until when the initiator may take the whole instance back. Default `untouched`: before anybody acted. */
  revoke?: 'never' | 'untouched' | 'always'
  /** Whether somebody who approved may take it back while nobody has acted on what followed. Default true. */
  withdraw?: boolean
  /** Shortest time between two reminders of one task, minutes. Default 30. */
  urgeEveryMinutes?: number
}

/** A saved play for the simulation. */
export type CaseDocument = {
  id: Id
  label: LocalizedText
  initiator: string | null
  /** Values of the record at the start. */
  values: { [field: Id]: JsonValue }
  /** What happens, in order. Anything the play waits for that no step names is answered by its first outcome. */
  steps: CaseStep[]
  expect: {
    outcome?: string
    /** Nodes in the order they were entered. */
    path?: Id[]
    /** Nodes that must not be entered. */
    never?: Id[]
    values?: { [field: Id]: JsonValue }
  }
}

export type CaseStep =
  | { do: 'complete'; node: Id; outcome: Id; by?: string; opinion?: string; values?: { [field: Id]: JsonValue } }
  | { do: 'answer'; node: Id; outcome: Id }
  | { do: 'message'; name: string; payload?: JsonObject }
  | { do: 'signal'; name: string }
  /** The action of a step fails with this code. */
  | { do: 'fail'; node: Id; code: string }
  /** The clock goes on; timers that are due meanwhile fire in their order. */
  | { do: 'wait'; minutes: number }
  /** Any other thing people do with a task: a task command without its task and actor. */
  | { do: 'operate'; node: Id; by?: string; command: JsonObject }

export type NodeDocument = {
  id: Id
  /** An entry of the node registry. */
  type: string
  label: LocalizedText
  config: JsonObject
  position?: { x: number; y: number }
  /** Of a sub-process that is drawn open. */
  size?: { width: number; height: number }
  /** The sub-process it stands in; absent at the top. */
  parent?: Id
  /** The activity whose border this event sits on. */
  attachedTo?: Id
  /** Several visits of one activity: once for each item, a number of times, or as long as something holds. */
  loop?: LoopDocument
  /** What a BPMN import brought that the engine has no use for; an export writes it again. */
  bpmn?: JsonObject
}

/**
 * Multi-instance (`parallel`, `sequential`) and standard (`while`) loops of an activity. Inside, `$item` is the item and `$index`
 * counts from 0; `completeWhen` also knows `$loop.total`, `$loop.completed` and `$loop.active`.
 */
export type LoopDocument = {
  kind: 'parallel' | 'sequential' | 'while'
  /** A list, or how often. */
  over?: Logic
  /** Of a `while` loop. */
  while?: Logic
  /** Whether a `while` loop asks before the first visit. Default false. */
  asksFirst?: boolean
  /** Most visits of a `while` loop. Default 100. */
  most?: number
  /** Looked at after each visit: when it holds, the rest is cancelled and the activity is done. */
  completeWhen?: Logic
  /** A list variable that gets `from` of every visit, in the order of the items. */
  collect?: { variable: Id; from: Logic }
  /** Further instances may be added while it runs (a command). */
  isOpen?: boolean
  /** True: the token goes on at once and does not wait for the instances. */
  goesOn?: boolean
}

/** `port` names an outcome of the node the flow leaves (`ports(config)`); absent on nodes with one way out. */
export type SequenceFlowDocument = {
  id: Id
  from: Id
  to: Id
  port?: string
  when?: Logic
  default?: boolean
  label?: LocalizedText
  waypoints?: { x: number; y: number }[]
  bpmn?: JsonObject
}

/** How one of several people is chosen. `all`: every one of them gets the offer, the first to act has it (a claim pool). */
export type PickRule = 'all' | 'least-loaded' | 'round-robin'

/** Who gets a task. */
export type Assignees =
  | { kind: 'people'; people: string[]; pick?: PickRule }
  /** People, teams or departments that a field of the record holds. */
  | { kind: 'field'; field: Id; pick?: PickRule }
  /** The team is an id or a login-like `key`. */
  | { kind: 'team'; team: string; pick: PickRule }
  | { kind: 'role'; role: Id; pick?: PickRule }
  /** The department is an id or a key. `below` takes those under it too. */
  | { kind: 'department'; department: string; below?: boolean; pick?: PickRule }
  /** Head of the department of `of` (absent: the initiator), `levels` up: 1 the direct one. `chain`: all of them up to that level, nearest first. */
  | { kind: 'leader'; of?: Id; levels: number; chain?: boolean }
  | { kind: 'expression'; logic: Logic; pick?: PickRule }
  /** Whoever completed the latest visit of another node. */
  | { kind: 'previous'; node: Id }
  /** Those among `from` who have all the skills; `skills` gives a list of keys. */
  | { kind: 'skill'; skills: Logic; from?: Assignees; pick?: PickRule }
  | { kind: 'initiator' }
