import type {
  ConfigSchema,
  Diagnostic,
  Id,
  Instant,
  JsonObject,
  JsonValue,
  LocalizedText,
  MessageCatalogue,
  RecordValues,
} from '@tangram/data-model'
import type { Logic, Scope } from '@tangram/expression'
import type { HandOut } from './approval/hand-out.ts'
import type { SigningRule } from './approval/verdict.ts'
import type { Assignees, NodeDocument } from './document.ts'
import type { ElementInstance, TaskState } from './state.ts'

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
  /**
   * It does not act on each token alone. `all`: on one of every incoming flow. `coming`: on one of each that has one, as soon as no
   * other can come any more. `counted`: as `activates` says; what comes after it has fired is thrown away until the rest is there.
   */
  gathers?: 'all' | 'coming' | 'counted'
  /** Whether a `counted` join fires. `arrived`: how many of its `incoming` flows have a token. */
  activates?(config: Config, arrival: { arrived: number; incoming: number; holds(logic: Logic): boolean }): boolean
  /** True: its flows carry conditions and exactly one of them is taken. Else every flow of the port is taken. */
  chooses?: boolean
  /** True with `chooses`: every flow whose condition holds is taken, the default when none does. */
  choosesSeveral?: boolean
  /** True: no flow comes in; the process (or the sub-process it stands in) begins here. */
  begins?: boolean
  /** True: it stands on the border of an activity (`attachedTo`) and begins when the activity, or somebody inside of it, says so. */
  attaches?: 'arms' | 'error' | 'escalation' | 'compensation' | 'cancel'
  /** True: what follows it are events it waits for, the first of which is taken. */
  awaitsNext?: boolean
  /** True: tokens come to it without a flow, from the other ends of its link. */
  linked?: boolean
  /** True: it ends the transaction it stands in. */
  cancels?: boolean
  /** True: other nodes stand in it (`parent`). */
  contains?: boolean
  /** A token comes in. Ends with `leave`, with `end`, or with something to wait for. */
  enter(context: NodeContext<Config>): void
  /** Something the element waits for has happened. Of a node that `arms`: it has caught what it was armed for. */
  resume?(context: NodeContext<Config>, signal: Signal): void
  /** Sets the timer or the subscription it waits for; on behalf of the activity for a boundary event, of the gateway behind an event gateway. */
  arm?(context: NodeContext<Config>): void
  /** It was a timer that repeats on a border: sets the next round, if there is one. */
  repeat?(context: NodeContext<Config>, round: number): void
  /** A step inside is done; others may be active. */
  stepDone?(context: NodeContext<Config>): void
  /** Nothing moves inside any more (a sub-process, something that undoes). */
  insideDone?(context: NodeContext<Config>): void
  /** Nodes of the same scope its token comes to without a flow. */
  jumpsTo?(config: Config, others: readonly { document: NodeDocument; config: JsonObject }[]): Id[]
  /** Config mistakes that the schema does not show. `path` points at the config. */
  check?(config: Config, context: CheckContext): Diagnostic[]
  /** Every expression in the config: they are checked, and what they read is looked up in one go. */
  logics?(config: Config): { logic: Logic; path: string }[]
  examples: { valid: JsonObject[]; invalid: JsonObject[] }
  messages?: MessageCatalogue
}

export type CheckContext = {
  /** Nodes of the process. */
  nodes: readonly Id[]
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
  /** Its signers are others than before: somebody was added, taken away or sent back. */
  | { type: 'signers' }
  | { type: 'link'; outcome: Id; opinion?: string }
  /** `timer`: the name it was set under. */
  | { type: 'timer'; timer: string; round: number }
  | { type: 'message'; kind: 'message' | 'signal'; name: string; payload: JsonObject }
  /** An action that was awaited is done. */
  | { type: 'job'; result: JsonObject }
  /** The process that was called is over. */
  | { type: 'child'; outcome: string; variables: { [variable: Id]: JsonValue } }
  /** An error, escalation, compensation or cancellation that this boundary event has caught. */
  /** People begin an activity of an ad-hoc sub-process, or say that it is done. */
  | { type: 'begin'; node: Id }
  | { type: 'enough' }
  | { type: 'caught'; code: string | null; message: string }

/** What a node may do. Everything it says becomes events and effects; it has no other way to act. */
export type NodeContext<Config> = {
  config: Config
  element: ElementInstance
  label: LocalizedText
  now: Instant
  zone: string
  startedAt: Instant
  /** The instant by which so much time has passed since another; by the working calendar of the process when it has one. */
  later(from: Instant, ms: number): Instant
  /** Tasks of this visit, in the order they were opened. */
  tasks(): TaskState[]
  /**
   * Value of an expression over the record as it is at this point of the decision. Beside fields: `$now`, `$initiator`, `$actor`,
   * `$outcome`, `$opinion`, `$vars.x`, in loops `$item`, `$index`, `$loop.total|completed|active`, after an error `$error.code|message`.
   */
  evaluate(logic: Logic): JsonValue
  holds(logic: Logic): boolean
  /** Expressions looked at inside know these names too: `{ $message: payload }`. */
  knowing<T>(names: { [name: string]: JsonValue }, act: () => T): T
  /** A text of the author with its `{{field}}` placeholders filled; `{{link}}` stays for whoever knows the address. */
  fill<T extends JsonValue>(value: T): T
  /** A text with placeholders filled by the plain values, the same in every language: a correlation key. */
  key(text: string): string
  /** The people meant, active ones only; the administrators when that is nobody, so that no task is ever nobody's. */
  people(assignees: Assignees): { team: string | null; people: string[] }
  /** The same people, or nobody. */
  members(assignees: Assignees): string[]
  /** The one with the fewest open tasks. */
  leastLoaded(people: string[]): string
  /** Gives people their tasks; some may be decided at once without anybody. An incident is opened when nobody is found and no rule helps. */
  handOut(plan: HandOut): void
  /** Gives the turn to whoever it is now; answers with the result of the signers once it is certain. */
  advanceSigners(rule: SigningRule): 'approved' | 'rejected' | undefined
  /** The visit is over and the token goes back, as if this task had been returned: to `start`, `previous` or a node. False: it cannot. */
  sendBack(task: TaskState, to: Id, resubmit: 'replay' | 'direct'): boolean
  /** The whole instance is over, every other branch with it. */
  endInstance(outcome: string): void
  /** People get a copy, each once for an instance. */
  copyTo(people: string[], text?: string): void
  /** Sets fields, and variables (`$vars.<id>`), to the values of expressions. */
  set(values: { [fieldOrVariable: string]: Logic } | undefined): void
  /** Values of expressions by name. */
  valuesOf(values: { [name: string]: Logic } | undefined): { [name: string]: JsonValue }
  /** Sets fields to these very values. */
  write(values: { [field: Id]: JsonValue }): void
  setVariables(values: { [variable: Id]: JsonValue }): void
  /** Tasks of the visit that are still open are cancelled. */
  closeTasks(): void
  issueLink(link: { outcomes: Port[]; sendTo: Id; message: LocalizedText; form?: Id }): void
  /** Several timers of one visit are told apart by `name`; setting one again replaces it. `round`: of a timer that repeats, from 1. */
  setTimer(dueAt: Instant, name?: string, round?: number): void
  stopTimer(name?: string): void
  /** From now on a message (of this correlation) or signal of this name resumes the element. */
  subscribe(to: { kind: 'message' | 'signal'; name: string; correlation?: string }): void
  publish(what: { kind: 'message' | 'signal'; name: string; correlation?: string; payload: JsonObject; ttlMs?: number }): void
  /** Hands over an entry of the action registry; nobody waits for it. */
  run(action: string, input: JsonObject): void
  /** Hands it over and waits: the element is resumed with its result, or fails. */
  awaitAction(action: string, input: JsonObject, retries?: number): void
  /** Starts another process and waits for its end. `record` null: a new record with these values. */
  call(what: { process: Id; record: 'same' | null; values: RecordValues; variables: { [variable: Id]: JsonValue } }): void
  archive(): void
  /** Arms the events behind an event gateway. */
  armNext(): void
  /** Opens the inside of a sub-process. `begin`: where; absent: at its starts. */
  openInside(begin?: Id[]): void
  /** Nodes that stand inside. */
  inside(): Id[]
  /** Those of `inside` that are active now. */
  activeInside(): ElementInstance[]
  /** Begins a visit inside. */
  beginInside(node: Id): void
  /** Nodes that `openInside` and `beginInside` have begun, in order. */
  begunInside(): Id[]
  /**
   * Goes up through the scopes until a boundary event catches it; nobody: an incident, and the token stays. `ends`: a process that
   * was called ends with it instead, and whoever called it has the error.
   */
  throwError(code: string | null, message: string, ends?: boolean): void
  /** As `throwError`, but goes unheard when nobody catches it. The element itself has not moved. */
  throwEscalation(code: string): void
  /** Undoes what was done in this scope (or that activity only), the last first; false when there is nothing to undo. Wait for `insideDone`. */
  undo(activity?: Id): boolean
  /** Ends the sub-process this stands in, by its cancel event. */
  cancelScope(): void
  /** The visit is over: everything the element waits for goes with it. */
  leave(port?: Id, outcome?: string): void
  /** Where its link leads. */
  jumpsTo: Id[]
  /** Cancels everything else in its scope. */
  clearOthers(): void
  /** The visit is over and the token appears at another node of the scope. */
  goTo(node: Id): void
  /** The visit is over and the token with it. At the top the instance ends with this outcome when it was the last; `terminate`: the rest of the scope goes too. */
  end(outcome: string, terminate: boolean): void
}

/** Binds the config of one node type to its functions. */
export function defineNodeType<Config>(type: NodeType<Config>): NodeType {
  return type as NodeType
}
