import { type Collection, inOrder, type RecordValues } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDocument, OpenHours } from '../calendar/document.ts'
import { workingTimeBetween } from '../calendar/working-time.ts'
import { applySla } from './apply-sla.ts'
import { type CompiledSla, compileSla } from './compile-sla.ts'
import { decideSla, type SlaInput } from './decide-sla.ts'
import type { SlaDocument, SlaStageDocument } from './document.ts'
import { initialSlaState, type SlaState } from './state.ts'

const day: OpenHours[] = [{ from: '09:00', to: '18:00' }]
const office: CalendarDocument = {
  id: 'office',
  label: { en: 'Office' },
  zone: 'UTC',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: [],
  workdays: [],
}
const collection = <T extends { id: string }>(...items: T[]): Collection<T> => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
const is = (field: string, value: string) => ({ '==': [{ var: field }, value] })
const step = (id: string) => ({ id, action: 'tell', input: { text: `${id} {{$sla.stage}} {{number}}` } })
const response: SlaStageDocument = {
  id: 'response',
  label: { en: 'First response', 'zh-CN': '首次响应' },
  doneWhen: { '!!': [{ var: 'answered' }] },
  targets: [
    { id: 'vip', when: is('customer.level', 'vip'), minutes: 30 },
    { id: 'high', when: is('urgency', 'high'), minutes: 60 },
    { id: 'rest', minutes: 240 },
  ],
  warnAt: [50, 80],
  onWarn: [step('warn')],
  onBreach: [step('breach')],
  escalations: [{ id: 'boss', afterMinutes: 60, do: [step('boss')] }],
}
const document: SlaDocument = {
  id: 'service',
  label: { en: 'Service' },
  entity: 'ticket',
  enabled: true,
  calendar: 'office',
  when: is('kind', 'complaint'),
  pausedWhile: is('status', 'waiting'),
  stages: collection(response),
}
const calendars = collection(office)
const compiled = (change: Partial<SlaDocument> = {}) => compileSla({ ...document, ...change }, { calendars }).sla

/** 2026-11-23 is a Monday. */
const at = (text: string) => `2026-11-${text}:00.000Z`
const ticket: RecordValues = { number: 'T-1', kind: 'complaint', urgency: 'high', status: 'new', customer: null, answered: null }

function follow(sla: CompiledSla, inputs: SlaInput[]) {
  let state: SlaState = initialSlaState()
  const said: string[] = []
  const texts: unknown[] = []
  let next: string | null = null
  for (const input of inputs) {
    const facts = { 'value:customer.level@c1': 'vip', 'value:customer.level@c2': 'normal' }
    const decision = decideSla(sla, state, input, { record: 'r1', zone: 'UTC', locale: 'en', facts })
    if (!decision.events) throw new Error(`needs ${JSON.stringify(decision.need)}`)
    state = decision.events.reduce(applySla, state)
    said.push(...decision.events.map((event) => `${event.type}${event.type === 'warned' ? event.percent : ''} ${event.at.slice(8, 16)}`))
    texts.push(...decision.steps.map(({ input: { text } }) => text))
    next = decision.nextAt
    if (input.type === 'revise' && input.to) sla = input.to
  }
  return { said, texts, next, clock: state.clocks.response, state }
}
const change = (when: string, after: RecordValues | null, before: RecordValues | null = ticket): SlaInput => ({
  type: 'change',
  at: at(when),
  before,
  after,
})
const created = (when: string, values = ticket) => change(when, values, null)
const time = (when: string, values = ticket): SlaInput => ({ type: 'time', at: at(when), values })

describe('the clock of a stage', () => {
  it('warns, is breached and escalates at the instants that are due, in working time', () => {
    const { said, texts, clock, next } = follow(compiled(), [created('23T17:30'), time('25T00:00')])
    expect(said).toEqual(['started 23T17:30', 'warned50 23T18:00', 'warned80 24T09:18', 'breached 24T09:30', 'escalated 24T10:30'])
    expect(texts).toEqual(['warn', 'warn', 'breach', 'boss'].map((each) => `${each} First response T-1`))
    expect(clock).toMatchObject({ status: 'breached', dueAt: at('24T09:30'), breachedAt: at('24T09:30'), warnedAt: at('23T18:00') })
    expect(next).toBeNull()
  })

  it('is met when the stage is done, also by the very instant it is due', () => {
    const inTime = follow(compiled(), [created('23T10:00'), change('23T11:00', { ...ticket, answered: 'x' })])
    expect(inTime.clock).toMatchObject({ status: 'met', endedAt: at('23T11:00'), elapsedMs: 3_600_000 })
    const late = follow(compiled(), [created('23T10:00'), change('23T11:01', { ...ticket, answered: 'x' })])
    expect(late.clock).toMatchObject({ status: 'breached', breachedAt: at('23T11:00'), endedAt: at('23T11:01'), elapsedMs: 3_660_000 })
  })

  it('does nothing when the timer comes after the work was done', () => {
    const { said } = follow(compiled(), [created('23T10:00'), change('23T10:10', { ...ticket, answered: 'x' }), time('23T12:00')])
    expect(said).toEqual(['started 23T10:00', 'met 23T10:10'])
  })

  it('stands still while it is paused, and nothing becomes due', () => {
    const waiting = { ...ticket, status: 'waiting' }
    const { said, clock, next } = follow(compiled(), [
      created('23T10:00'),
      change('23T10:20', waiting),
      time('23T15:00', waiting),
      change('23T15:20', ticket, waiting),
    ])
    expect(said).toEqual(['started 23T10:00', 'paused 23T10:20', 'resumed 23T15:20'])
    expect(clock).toMatchObject({ status: 'running', elapsedMs: 20 * 60_000, pausedMs: 300 * 60_000, dueAt: at('23T16:00') })
    expect(next).toBe(at('23T15:30'))
  })

  it('takes the first target that fits, across references, and asks for what it must look up', () => {
    const vip = { ...ticket, customer: 'c1' }
    expect(follow(compiled(), [created('23T10:00', vip)]).clock?.targetMs).toBe(30 * 60_000)
    const asked = decideSla(compiled(), initialSlaState(), created('23T10:00', vip), { record: 'r1', zone: 'UTC' })
    expect(asked).toEqual({ need: [{ type: 'value', path: ['customer', 'level'], via: 'c1' }] })
  })

  it('keeps the time elapsed when the target changes', () => {
    const low = { ...ticket, urgency: 'low' }
    const { clock, said } = follow(compiled(), [created('23T10:00', low), change('23T10:30', ticket, low)])
    expect(said).toEqual(['started 23T10:00', 'recounted 23T10:30', 'warned50 23T10:30'])
    expect(clock).toMatchObject({ targetMs: 60 * 60_000, elapsedMs: 30 * 60_000, dueAt: at('23T11:00') })
  })

  it('is breached at once when the new target is used up already, without a warning, and stays so', () => {
    const low = { ...ticket, urgency: 'low' }
    const { clock, said } = follow(compiled(), [created('23T10:00', low), change('23T11:30', ticket, low), change('23T11:40', low, ticket)])
    expect(said).toEqual(['started 23T10:00', 'recounted 23T11:30', 'breached 23T11:30', 'recounted 23T11:40'])
    expect(clock).toMatchObject({ status: 'breached', breachedAt: at('23T11:30') })
  })

  it('is cancelled when the agreement no longer holds or the record goes, and starts anew when it holds again', () => {
    const other = { ...ticket, kind: 'praise' }
    const { said, clock } = follow(compiled(), [
      created('23T10:00'),
      change('23T10:10', other),
      change('23T10:20', ticket, other),
      change('23T10:30', null),
    ])
    expect(said).toEqual(['started 23T10:00', 'cancelled 23T10:10', 'started 23T10:20', 'cancelled 23T10:30'])
    expect(clock).toMatchObject({ round: 2, status: 'cancelled', elapsedMs: 600_000 })
  })

  it('is not started for what is done already', () => {
    expect(follow(compiled(), [created('23T10:00', { ...ticket, answered: 'x' })]).said).toEqual([])
  })

  it('counts what passed by the calendar that held then, the rest by the new one', () => {
    const { calendar: _, ...around } = document
    const { sla: to } = compileSla(around, { calendars })
    const { said, clock } = follow(compiled(), [created('23T17:30'), { type: 'revise', at: at('23T20:00'), values: ticket, to }])
    expect(said).toEqual(['started 23T17:30', 'warned50 23T18:00', 'recounted 23T20:00'])
    expect(clock).toMatchObject({ elapsedMs: 30 * 60_000, dueAt: at('23T20:30') })
    expect(follow(compiled(), [created('23T17:30'), { type: 'revise', at: at('23T20:00'), values: ticket, to: null }]).clock?.status).toBe(
      'cancelled',
    )
  })
})

const values = fc.record({
  number: fc.constant('T-1'),
  kind: fc.constantFrom('complaint', 'complaint', 'complaint', 'praise'),
  urgency: fc.constantFrom('high', 'low'),
  status: fc.constantFrom('new', 'new', 'waiting'),
  customer: fc.constantFrom(null, 'c1', 'c2'),
  answered: fc.constantFrom(null, null, null, null, null, 'x'),
})
const history = fc.array(
  fc.record({ after: fc.integer({ min: 1, max: 400 }), values: fc.option(values, { freq: 8 }), isTimer: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 12,
  },
)

/** One minute at a time: what the record says at its beginning holds for all of it. */
function watched(changes: readonly { minute: number; values: RecordValues | null }[], first: number, last: number) {
  let clock: { elapsed: number; paused: number; target: number; breached: number | null; state: string; warned: number[] } | undefined
  let record: RecordValues | null = null
  for (let minute = first; minute <= last; minute++) {
    const due = changes.filter((each) => each.minute === minute)
    const check = () => {
      if (clock?.state !== 'open' || clock.breached !== null || record?.status === 'waiting') return
      if (clock.elapsed >= clock.target) clock.breached = minute
      else for (const p of [50, 80]) if (clock.elapsed * 100 >= clock.target * p && !clock.warned.includes(p)) clock.warned.push(p)
    }
    if (due.length === 0) check()
    for (const { values: after } of due) {
      record = after
      const target = after?.kind !== 'complaint' ? undefined : after.customer === 'c1' ? 30 : after.urgency === 'high' ? 60 : 240
      const isOpen = clock?.state === 'open'
      if (target === undefined) {
        if (isOpen && clock) clock.state = 'cancelled'
      } else if (after?.answered) {
        if (isOpen && clock) clock.state = 'met'
      } else if (!clock || (clock.state === 'cancelled' && clock.breached === null)) {
        clock = { elapsed: 0, paused: 0, target, breached: null, state: 'open', warned: [] }
      } else if (isOpen) clock.target = target
      check()
    }
    const now = new Date(minute * 60_000).toISOString()
    if (clock?.state === 'open' && workingTimeBetween(office, now, new Date((minute + 1) * 60_000).toISOString()) > 0 && minute < last) {
      if (record?.status === 'waiting') clock.paused++
      else clock.elapsed++
    }
  }
  return clock
}

it('agrees with somebody who watches it every minute, and its events replayed give its state', () => {
  const sla = compiled()
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 3 * 1440 }), (steps, offset) => {
      const first = Date.parse('2026-11-26T00:00:00.000Z') / 60_000 + offset
      let minute = first
      let before: RecordValues | null = null
      const inputs: SlaInput[] = []
      const changes: { minute: number; values: RecordValues | null }[] = []
      for (const { after, values: next, isTimer } of steps) {
        if (changes.length > 0) minute += after
        const now = new Date(minute * 60_000).toISOString()
        if (isTimer && before) inputs.push({ type: 'time', at: now, values: before })
        else {
          if (!before && !next) continue
          inputs.push({ type: 'change', at: now, before, after: next })
          changes.push({ minute, values: next })
          before = next
        }
      }
      const last = minute + 500
      if (before) inputs.push({ type: 'time', at: new Date(last * 60_000).toISOString(), values: before })
      const { clock, state } = follow(sla, inputs)
      const expected = watched(changes, first, last)
      expect(clock === undefined).toBe(expected === undefined)
      if (!clock || !expected) return
      const end = new Date(last * 60_000).toISOString()
      const since = clock.endedAt === null ? workingTimeBetween(office, clock.countedTo, end) / 60_000 : 0
      expect({
        elapsed: clock.elapsedMs / 60_000 + (clock.isPaused ? 0 : since),
        paused: clock.pausedMs / 60_000 + (clock.isPaused ? since : 0),
        target: clock.targetMs / 60_000,
        breached: clock.breachedAt && Date.parse(clock.breachedAt) / 60_000,
        state: clock.endedAt === null ? 'open' : clock.status === 'cancelled' || clock.status === 'met' ? clock.status : 'breached',
        warned: [...clock.warned].sort(),
      }).toEqual({ ...expected, state: expected.state !== 'open' && expected.breached !== null ? 'breached' : expected.state })
      expect(inOrder(sla.document.stages)).toHaveLength(Object.keys(state.clocks).length)
    }),
    { numRuns: 300 },
  )
})
