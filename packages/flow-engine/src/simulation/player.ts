import { AppError, type Id, type Instant, type Locale, type LocalizedText } from '@tangram/data-model'
import { apply } from '../apply.ts'
import type { FlowCommand } from '../command.ts'
import type { CompiledProcess } from '../compile-process.ts'
import { decide } from '../decide.ts'
import type { CaseStep } from '../document.ts'
import { fail } from '../errors.ts'
import type { Fact, Facts } from '../fact.ts'
import { type InstanceState, initialState } from '../state.ts'
import type { Moment, Play, Simulation, SimulationResult, Waiting } from './simulation.ts'
import { commandFor } from './step-command.ts'
import { answerFacts, recordAtStart, simulatedRecord } from './virtual-record.ts'
import { VirtualWorld } from './virtual-world.ts'

export type SimulationGiven = {
  /** Where the clock stands at the start. */
  now: Instant
  zone: string
  locale?: Locale
  /** What is known of people and other records, by `factKey`. */
  facts: Facts
}

/** Rounds in which a decision may ask for facts, and timers one step may fire. */
const most = { rounds: 50, timers: 10_000 }

/** Leaves the play when something has to be looked up first. */
class Asking extends Error {
  readonly need: Fact[]
  constructor(need: Fact[]) {
    super('facts are missing')
    this.need = need
  }
}

/** One play as it goes on: what has been played is not played again. After `need` it is spent. */
export class Player {
  readonly #process: CompiledProcess
  readonly #play: Omit<Play, 'steps'>
  readonly #given: SimulationGiven
  readonly #world: VirtualWorld
  readonly #moments: Moment[] = []
  #state: InstanceState = initialState()
  #now: number
  #ids = 0
  #requests = 0
  #steps = -1

  constructor(process: CompiledProcess, play: Omit<Play, 'steps'>, given: SimulationGiven) {
    this.#process = process
    this.#play = play
    this.#given = given
    this.#now = Date.parse(given.now)
    this.#world = new VirtualWorld(recordAtStart(play.values, play.initiator, given.now))
  }

  /** Plays these steps behind those played before; the first time it starts the process. */
  play(steps: readonly CaseStep[]): SimulationResult {
    try {
      if (this.#steps === -1) this.#begin()
      this.#steps = Math.max(this.#steps, 0)
      for (const step of steps) {
        this.#take(step, this.#steps)
        this.#steps += 1
      }
      return this.#standing()
    } catch (error) {
      if (error instanceof Asking) return { need: error.need }
      if (!(error instanceof AppError)) throw error
      return { ...this.#standing(), refused: { step: this.#steps, code: error.code, ...wordsOf(error) } }
    }
  }

  #begin(): void {
    const { initiator, start, variables } = this.#play
    const record = { entity: this.#process.document.entity, id: simulatedRecord, values: this.#world.values }
    this.#send(-1, { type: 'start', record, initiator, ...(start ? { start } : {}), ...(variables ? { variables } : {}) })
  }

  #take(step: CaseStep, index: number): void {
    if (step.do === 'wait') this.#wait(step.minutes, index)
    else this.#act(step, index)
  }

  #act(step: Exclude<CaseStep, { do: 'wait' }>, index: number): void {
    const { command, ends } = commandFor(step, this.#world.waiting(this.#state))
    if (ends) this.#world.forget(ends)
    if (command.type === 'complete-task' && command.values) this.#world.values = { ...this.#world.values, ...command.values }
    this.#send(index, command)
  }

  #wait(minutes: number, index: number): void {
    const until = this.#now + minutes * 60_000
    for (let fired = 0; ; fired += 1) {
      const timer = this.#world.nextTimer(this.#state)
      if (!timer || Date.parse(timer.dueAt) > until) break
      if (fired > most.timers) throw fail('flow.process.endless', { steps: most.timers })
      this.#now = Math.max(this.#now, Date.parse(timer.dueAt))
      this.#world.forget(timer)
      this.#send(index, { type: 'timer', element: timer.element, timer: timer.key })
    }
    this.#now = until
  }

  #send(step: number, command: WithoutRequest<FlowCommand>): void {
    const now = new Date(this.#now).toISOString()
    const requestId = `play-${++this.#requests}`
    const { zone, locale } = this.#given
    const firstId = this.#ids
    let facts: Facts = {}
    for (let round = 0; round < most.rounds; round += 1) {
      this.#ids = firstId
      const ids = () => `s${++this.#ids}`
      const given = { now, ids, facts, zone, ...(locale ? { locale } : {}) }
      const decision = decide(this.#process, this.#state, { ...command, requestId } as FlowCommand, given)
      if (decision.need === undefined) {
        const { events, effects } = decision
        this.#state = events.reduce(apply, this.#state)
        this.#moments.push({ at: now, step, events, effects })
        this.#world.carryOut(effects, this.#state)
        return
      }
      const answered = answerFacts(decision.need, this.#world.values, this.#given.facts)
      if (answered.missing.length > 0) throw new Asking(answered.missing)
      facts = { ...facts, ...answered.facts }
    }
    throw fail('flow.process.endless', { steps: most.rounds })
  }

  #standing(): Simulation {
    const path = this.#moments.flatMap(({ events }) =>
      events.flatMap((event): Id[] => (event.type === 'element.entered' ? [event.node] : [])),
    )
    const waiting: Waiting[] = this.#world.waiting(this.#state)
    const now = new Date(this.#now).toISOString()
    return { state: this.#state, now, values: this.#world.values, path, moments: this.#moments, waiting }
  }
}

type WithoutRequest<C> = C extends { requestId: string } ? Omit<C, 'requestId'> : never

function wordsOf(error: AppError): { message: LocalizedText; fix?: LocalizedText } {
  const say = (words: (locale: Locale) => string | undefined): LocalizedText => ({ en: words('en') ?? '', 'zh-CN': words('zh-CN') ?? '' })
  return { message: say((locale) => error.messageIn(locale)), ...(error.fixIn('en') ? { fix: say((locale) => error.fixIn(locale)) } : {}) }
}
