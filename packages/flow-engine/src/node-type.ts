import type { ConfigSchema, Diagnostic, Id, Instant, JsonObject, JsonValue, LocalizedText, MessageCatalogue } from '@tangram/data-model'
import type { Logic, Scope } from '@tangram/expression'
import type { Assignees } from './document.ts'
import type { ElementInstance, Task, TaskState } from './state.ts'

/** One kind of node. Everything the engine, the check, the designer and the docs know of it stands in its descriptor. */
export type NodeType<Config = JsonObject> = {
  type: string
  label: LocalizedText
  help?: LocalizedText
  icon: string
  /** Where the palette shows it. */
  group: 'event' | 'task' | 'service' | 'gateway'
  /** Name of the BPMN 2.0 element it is exported as. */
  bpmnElement: string
  config: ConfigSchema
  /** Its ways out, in order; a flow's `port` names one. None for an end. */
  ports(config: Config): Port[]
  /** True: it waits until every incoming flow has brought a token, and uses one of each. */
  gathers?: boolean
  /** True: its flows carry conditions and exactly one of them is taken. Else every flow of the port is taken. */
  chooses?: boolean
  /** True: no flow comes in; the process begins here. */
  begins?: boolean
  /** A token comes in. Ends with `leave`, with `end`, or with something to wait for. */
  enter(context: NodeContext<Config>): void
  /** Something the element waits for has happened. */
  resume?(context: NodeContext<Config>, signal: Signal): void
  /** Config mistakes that the schema does not show. `path` points at the config. */
  check?(config: Config, context: CheckContext): Diagnostic[]
  /** Every expression in the config: they are checked, and what they read is looked up in one go. */
  logics?(config: Config): { logic: Logic; path: string }[]
  examples: { valid: JsonObject[]; invalid: JsonObject[] }
  messages?: MessageCatalogue
}

export type CheckContext = {
  /** Names of the record's entity; absent when they are not known. */
  scope: Scope | undefined
  /** JSON Pointer to the config. */
  path: string
  /** Actions there are; absent when they are not known. */
  actions: readonly { type: string; input: ConfigSchema }[] | undefined
}

export type Port = { id: Id; label: LocalizedText; needsOpinion?: boolean }

/** What ends or shortens the waiting of an element. */
export type Signal =
  | { type: 'task'; task: TaskState; outcome: Id; opinion?: string; actor: string }
  | { type: 'link'; outcome: Id; opinion?: string }
  | { type: 'timer' }

/** What a node may do. Everything it says becomes events and effects; it has no other way to act. */
export type NodeContext<Config> = {
  config: Config
  element: ElementInstance
  label: LocalizedText
  now: Instant
  startedAt: Instant
  /** Tasks of this visit, in the order they were opened. */
  tasks(): TaskState[]
  /** Value of an expression over the record as it is at this point of the decision. Beside fields: `$now`, `$initiator`, `$actor`, `$outcome`, `$opinion`. */
  evaluate(logic: Logic): JsonValue
  holds(logic: Logic): boolean
  /** A text of the author with its `{{field}}` placeholders filled; `{{link}}` stays for whoever knows the address. */
  fill<T extends JsonValue>(value: T): T
  /** The people meant, active ones only; the administrators when that is nobody, so that no task is ever nobody's. */
  people(assignees: Assignees): { team: string | null; people: string[] }
  /** The same for several settings, asking for what is not known of all of them at once. */
  peopleOfEach(settings: Assignees[]): string[][]
  /** The one with the fewest open tasks. */
  leastLoaded(people: string[]): string
  /** Sets fields to the values of expressions. */
  set(values: { [field: Id]: Logic } | undefined): void
  /** Sets fields to these very values. */
  write(values: { [field: Id]: JsonValue }): void
  openTask(task: Pick<Task, 'kind' | 'candidates' | 'assignee' | 'outcomes'> & Partial<Task>): void
  issueLink(link: { outcomes: Port[]; sendTo: Id; message: LocalizedText; form?: Id }): void
  setTimer(dueAt: Instant): void
  /** Hands over an entry of the action registry. */
  run(action: string, input: JsonObject): void
  /** The visit is over: open tasks, the link and the timer of the element go with it. */
  leave(port?: Id, outcome?: string): void
  /** The visit is over and the token with it; the instance ends with this outcome when it was the last, or at once if `terminate`. */
  end(outcome: string, terminate: boolean): void
}

/** Binds the config of one node type to its functions. */
export function defineNodeType<Config>(type: NodeType<Config>): NodeType {
  return type as NodeType
}
