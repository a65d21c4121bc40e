import { invariant, type JsonObject, type JsonValue, type RecordValues } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { apply } from '../apply.ts'
import type { FlowCommand } from '../command.ts'
import { type CompiledProcess, compileProcess, type FlowRegistry } from '../compile-process.ts'
import { type Decision, decide } from '../decide.ts'
import type { ProcessDocument } from '../document.ts'
import type { FlowEffect } from '../effect.ts'
import type { FlowEvent } from '../event.ts'
import { type Fact, type Facts, factKey } from '../fact.ts'
import { nodeTypes } from '../nodes/index.ts'
import { type ElementInstance, type InstanceState, initialState, type TaskState } from '../state.ts'

/** The organisation and the record a test runs against. */
export type World = {
  values: RecordValues
  /** Values of other records: `line@p1` is the line of record p1. */
  others: { [attributeOfRecord: string]: JsonValue }
  teams: { [key: string]: string[] }
  roles: { [role: string]: string[] }
  inactive: string[]
  admins: string[]
  load: { [person: string]: number }
  departments: { [key: string]: string[] }
  /** Those above a person, nearest first. */
  leaders: { [person: string]: string[] }
  skills: { [person: string]: string[] }
  /** When somebody last got a task of any node. */
  lastAssigned: { [person: string]: string }
  standIns: { [person: string]: { to: string; mode: 'replace' | 'both' } }
}

export const world = (more: Partial<World> = {}): World => ({
  values: { number: 'TS-1', problem_type: 'malfunction', product: 'p1', phone: '13800000000', first_response_at: null },
  others: { 'line@p1': 'appliance' },
  teams: { appliance: ['chen', 'wu'], tech: ['he', 'lu'], finance: ['song'] },
  roles: { manager: ['lin'] },
  inactive: [],
  admins: ['admin'],
  load: { chen: 3, wu: 1 },
  departments: {},
  leaders: {},
  skills: {},
  lastAssigned: {},
  standIns: {},
  ...more,
})

type WithoutRequest<C> = C extends { requestId: string } ? Omit<C, 'requestId'> : never

/** Runs one instance the way the edge does: decides, looks facts up when asked, applies the events, keeps what was handed over. */
export class Bench {
  readonly process: CompiledProcess
  readonly world: World
  now = Date.parse('2026-11-22T08:00:00.000Z')
  state: InstanceState = initialState()
  readonly events: FlowEvent[] = []
  readonly effects: FlowEffect[] = []
  /** Facts asked for by the last command, one list for each round. */
  asked: Fact[][] = []
  #ids = 0
  readonly #idPrefix: string
  #requests = 0

  constructor(
    document: ProcessDocument,
    more: { world?: Partial<World>; scope?: Scope; ids?: string; actions?: FlowRegistry['actions'] } = {},
  ) {
    const registry = { nodes: nodeTypes, ...(more.actions ? { actions: more.actions } : {}) }
    const { process, diagnostics } = compileProcess(document, registry, more.scope)
    invariant(
      diagnostics.every((diagnostic) => diagnostic.severity === 'warning'),
      JSON.stringify(diagnostics),
    )
    this.process = process
    this.world = world(more.world)
    this.#idPrefix = more.ids ?? 'id'
  }

  send(command: FlowCommand): Exclude<Decision, { need: Fact[] }> {
    const facts: Facts = {}
    const now = new Date(this.now).toISOString()
    this.asked = []
    for (let round = 0; round < 20; round += 1) {
      const ids = () => `${this.#idPrefix}${++this.#ids}`
      const decision = decide(this.process, this.state, command, { now, ids, facts, zone: 'Asia/Shanghai' })
      if (decision.need === undefined) return this.#keep(decision)
      this.asked.push(decision.need)
      for (const fact of decision.need) facts[factKey(fact)] = this.#answer(fact)
    }
    throw new Error('the engine never stops asking')
  }

  start(initiator: string | null = 'ann') {
    return this.send({
      type: 'start',
      requestId: this.requestId(),
      record: { entity: 'ticket', id: 'r1', values: { ...this.world.values } },
      initiator,
    })
  }

  /** Completes the open task of a node (and group). Without an actor its first candidate acts. */
  complete(task: TaskState, outcome: string, more: { actor?: string; opinion?: string; values?: RecordValues } = {}) {
    Object.assign(this.world.values, more.values)
    const actor = more.actor ?? task.candidates[0] ?? ''
    return this.send({ type: 'complete-task', requestId: this.requestId(), task: task.id, outcome, ...more, actor })
  }

  answer(outcome: string, opinion?: string) {
    const element = Object.values(this.state.elements).find((candidate) => candidate.link !== undefined)
    return this.send({
      type: 'answer-link',
      requestId: this.requestId(),
      element: element?.id ?? '',
      outcome,
      ...(opinion ? { opinion } : {}),
    })
  }

  /** The first element at a node. */
  element(node: string): ElementInstance {
    const found = Object.values(this.state.elements).find((candidate) => candidate.node === node)
    invariant(found, `nothing is at ${node}`)
    return found
  }

  /** Lets the timer of a node go off: of an element there, or of a boundary event or way of an event gateway. */
  ring(node: string) {
    for (const element of Object.values(this.state.elements)) {
      for (const [timer, wait] of Object.entries(element.timers ?? {})) {
        if ((wait.catches ?? element.node) === node)
          return this.send({ type: 'timer', requestId: this.requestId(), element: element.id, timer })
      }
    }
    throw new Error(`no timer runs for ${node}`)
  }

  /** Brings a message or signal to the first who listens. */
  deliver(name: string, payload: JsonObject = {}) {
    for (const element of Object.values(this.state.elements)) {
      for (const [subscription, { name: listens }] of Object.entries(element.subscriptions ?? {})) {
        if (listens === name) return this.send({ type: 'deliver', requestId: this.requestId(), element: element.id, subscription, payload })
      }
    }
    throw new Error(`nobody listens to ${name}`)
  }

  finish(node: string, result: JsonObject = {}) {
    return this.send({ type: 'finish-job', requestId: this.requestId(), element: this.element(node).id, result })
  }

  fail(node: string, code: string | null, message = 'it failed') {
    return this.send({ type: 'fail-job', requestId: this.requestId(), element: this.element(node).id, code, message })
  }

  /** Completes the first open task of a node with its first outcome. */
  done(node: string) {
    const task = this.task(node)
    return this.complete(task, task.outcomes[0]?.id ?? '')
  }

  /** Sends a command without its request id. */
  act(command: WithoutRequest<FlowCommand>) {
    return this.send({ ...command, requestId: this.requestId() } as FlowCommand)
  }

  /** The open task that was offered to the person. */
  mine(person: string): TaskState {
    const task = this.openTasks().find((candidate) => candidate.candidates.includes(person))
    invariant(task, `nothing to do for ${person}`)
    return task
  }

  /** Fires the timers that are due first, at the time they are due; several of one instant in the order they were set. */
  untilNextTimer() {
    const timers = Object.values(this.state.elements).flatMap(({ id, timers: own = {} }) =>
      Object.entries(own).map(([timer, { dueAt }]) => ({ element: id, timer, dueAt })),
    )
    const [next] = timers.sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))
    invariant(next, 'no timer runs')
    this.now = Date.parse(next.dueAt)
    return this.act({ type: 'timer', element: next.element, timer: next.timer })
  }

  requestId(): string {
    this.#requests += 1
    return `q${this.#requests}`
  }

  openTasks(node?: string): TaskState[] {
    return Object.values(this.state.tasks).filter((task) => task.status === 'open' && (node === undefined || task.node === node))
  }

  task(node: string, group?: string): TaskState {
    const task = this.openTasks(node).find((candidate) => group === undefined || candidate.group === group)
    invariant(task, `no open task at ${node}`)
    return task
  }

  /** Nodes that are active, in the order they were entered. */
  at(): string[] {
    return Object.values(this.state.elements).map((element) => element.node)
  }

  #keep(decision: { events: FlowEvent[]; effects: FlowEffect[] }) {
    this.state = decision.events.reduce(apply, this.state)
    this.events.push(...decision.events)
    this.effects.push(...decision.effects)
    for (const effect of decision.effects) if (effect.type === 'record.update') Object.assign(this.world.values, effect.values)
    return decision
  }

  #answer(fact: Fact): JsonValue {
    const { teams, roles, inactive, admins, load, values, others, departments, leaders, skills, lastAssigned, standIns } = this.world
    const present = (people: string[]) => people.filter((person) => !inactive.includes(person))
    switch (fact.type) {
      case 'value': {
        const [first = '', second] = fact.path
        return second === undefined ? (values[first] ?? null) : (others[`${second}@${fact.via ?? values[first]}`] ?? null)
      }
      case 'team-members':
        return teams[fact.team] ? { team: `team:${fact.team}`, members: present(teams[fact.team] ?? []) } : null
      case 'role-members':
        return present(roles[fact.role] ?? [])
      case 'active-people':
        return present(fact.people)
      case 'open-task-counts':
        return load
      case 'admins':
        return admins
      case 'department-members':
        return departments[fact.department] ? present(departments[fact.department] ?? []) : null
      case 'leaders':
        return present((leaders[fact.person] ?? []).slice(0, fact.levels))
      case 'skilled':
        return present(fact.people ?? Object.keys(skills)).filter((person) => fact.skills.every((skill) => skills[person]?.includes(skill)))
      case 'last-assigned':
        return lastAssigned
      case 'stand-ins':
        return Object.fromEntries(Object.entries(standIns).filter(([person]) => fact.people.includes(person)))
    }
  }
}
