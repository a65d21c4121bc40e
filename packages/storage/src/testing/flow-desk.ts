import { randomUUID } from 'node:crypto'
import type { Principal } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import {
  apply,
  type ElementInstance,
  type FlowEffect,
  type FlowEvent,
  type InstanceState,
  initialState,
  type Task,
} from '@tangram/flow-engine'
import type { Decision, SaveResult } from '../flows/flows.ts'
import type { Storage } from '../storage.ts'
import { listed, system } from './desk.ts'

/** A process with nothing in it: what is saved of its instances is written down by hand. */
export function withBareProcess(document: AppDocument): void {
  const label = { en: 'Repair', 'zh-CN': '维修' }
  const node = (id: string, type: string) => ({ id, type, label: { en: id, 'zh-CN': id }, config: {} })
  document.processes = listed([
    {
      id: 'repair',
      label,
      entity: 'ticket',
      nodes: listed([node('start', 'start'), node('end', 'end')]),
      flows: listed([{ id: 'a', from: 'start', to: 'end' }]),
    },
  ])
}

type Step = Partial<Omit<Decision, 'events' | 'effects' | 'state'>> & {
  events?: FlowEvent[]
  effects?: FlowEffect[]
  /** What becomes of the state beside the events. */
  state?: Partial<InstanceState>
}

/** One instance of the bare process on a record of its own. */
export class BareInstance {
  readonly id = randomUUID()
  readonly storage: Storage
  record = ''

  constructor(storage: Storage) {
    this.storage = storage
  }

  /** Starts it for whoever makes its record. */
  async begin(by: Principal & { id: string }, step: Step = {}, values: object = {}): Promise<this> {
    const made = await this.storage.records(by).create('desk', 'ticket', { subject: 'Broken', ...values })
    this.record = made.id
    const { version } = await this.storage.apps.get(system, 'desk')
    const about = { app: 'desk', entity: 'ticket', record: made.id, initiator: by.id, process: 'repair', appVersion: version }
    const now = step.now ?? new Date().toISOString()
    const started: InstanceState = {
      ...initialState(),
      status: 'running',
      record: { entity: 'ticket', id: made.id },
      initiator: by.id,
      startedAt: now,
    }
    const result = await this.#save({ ...step, now, begin: step.begin ?? about, revision: 0 }, started)
    if (!result.saved) throw new Error(result.reason)
    return this
  }

  /** Saves a step on the state as it is now, or on the revision named. */
  async save(step: Step = {}): Promise<SaveResult> {
    const before = await this.storage.flows.load(system, this.id)
    return this.#save({ revision: before.revision, ...step }, before.state)
  }

  #save({ events = [], effects = [], state = {}, ...step }: Step, before: InstanceState): Promise<SaveResult> {
    return this.storage.flows.save({
      instance: this.id,
      revision: 0,
      requestId: randomUUID(),
      now: new Date().toISOString(),
      principal: system,
      ...step,
      events,
      effects,
      state: { ...events.reduce(apply, before), ...state },
    })
  }
}

/** Events that put a visit on the node `work` and open a task there. */
export function openTask(
  at: string,
  task: Partial<Task> & Pick<Task, 'candidates'>,
  element = randomUUID(),
): { task: Task; events: FlowEvent[]; effects: FlowEffect[] } {
  const label = { en: 'Work', 'zh-CN': '处理' }
  const made: Task = {
    id: randomUUID(),
    element,
    node: 'work',
    label,
    kind: 'handle',
    assignee: null,
    outcomes: [{ id: 'done', label: { en: 'Done', 'zh-CN': '完成' } }],
    fields: {},
    ...task,
  }
  return {
    task: made,
    events: [
      { at, type: 'instance.started', process: 'repair', record: { entity: 'ticket', id: randomUUID() }, initiator: null, scope: 'root' },
      { at, type: 'element.entered', element, node: 'work', label, scope: 'root', visit: 1, consumes: [] },
      { at, type: 'task.opened', task: made },
    ],
    effects: [{ type: 'task.open', task: made }],
  }
}

export const waitingElement = (id: string, more: Partial<ElementInstance> = {}): ElementInstance => ({
  id,
  node: 'work',
  scope: 'root',
  visit: 1,
  enteredAt: new Date().toISOString(),
  ...more,
})
