import { describe, expect, it } from 'vitest'
import { localDate } from './data/calendar.ts'
import { fragileModel, type ProductRow } from './data/products.ts'
import type { TicketRow } from './data/tickets.ts'
import { generateServiceDesk } from './generate.ts'

const now = '2026-11-22T03:00:00.000Z'
const data = generateServiceDesk({ now })
const { customers, people, products, teams, tickets } = data
const closed = tickets.filter(({ resolved_at }) => resolved_at !== null)
const open = tickets.filter(({ resolved_at }) => resolved_at === null)

const hours = (from: string, to: string | null) => (Date.parse(to ?? from) - Date.parse(from)) / 3_600_000
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const share = (all: TicketRow[], holds: (ticket: TicketRow) => boolean) => all.filter(holds).length / all.length
const teamOf = (key: string) => teams.find((team) => team.key === key)?.id
const productOf = new Map<string, ProductRow>(products.map((product) => [product.id, product]))
const byDay = (key: (date: string) => number | string) => {
  const days = new Map<number | string, { tickets: number; days: Set<string> }>()
  for (const { created_at } of tickets) {
    const date = localDate(Date.parse(created_at))
    const group = days.get(key(date)) ?? { tickets: 0, days: new Set() }
    days.set(key(date), { tickets: group.tickets + 1, days: group.days.add(date) })
  }
  return (name: number | string) => (days.get(name)?.tickets ?? 0) / (days.get(name)?.days.size ?? 1)
}

describe('the generator', () => {
  it('gives the same data for the same moment, and other data for another seed', () => {
    const small = { now, tickets: 1_500, customers: 100 }
    expect(generateServiceDesk(small)).toEqual(generateServiceDesk(small))
    expect(generateServiceDesk({ ...small, seed: 8 })).not.toEqual(generateServiceDesk(small))
  })

  it('makes a desk of 40 people in six teams with 20,000 complaints of 800 customers about 30 products', () => {
    expect({ teams: teams.length, products: products.length, customers: customers.length, tickets: tickets.length }).toEqual({
      teams: 6,
      products: 30,
      customers: 800,
      tickets: 20_000,
    })
    expect(people.filter(({ teams: own }) => own.length > 0)).toHaveLength(40)
    expect(people.every(({ sample }) => sample)).toBe(true)
    expect(people.filter(({ teams: own }) => own.length === 0).map(({ login }) => login)).toEqual(['lin_yue', 'zhou_ran', 'admin'])
  })

  it('covers 24 months up to now and nothing after', () => {
    const times = tickets.flatMap((ticket) => [ticket.created_at, ticket.first_response_at, ticket.resolved_at].filter((at) => at !== null))
    expect(times.every((at) => at < now)).toBe(true)
    expect(hours(tickets[0]?.created_at ?? now, now) / 24).toBeGreaterThan(725)
    expect(tickets.map(({ created_at }) => created_at)).toEqual(tickets.map(({ created_at }) => created_at).sort())
  })

  it('numbers complaints by day without gaps or repeats', () => {
    const numbers = tickets.map(({ number }) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(
      tickets.every(({ number, created_at }) => number.startsWith(`TS-${localDate(Date.parse(created_at)).replaceAll('-', '')}-`)),
    ).toBe(true)
    expect(numbers.filter((number) => number.endsWith('-0001')).length).toBe(new Set(numbers.map((number) => number.slice(0, 11))).size)
  })

  it('keeps ids, phones and names apart and names only what exists', () => {
    for (const rows of [people, teams, products, customers, tickets]) expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(new Set(customers.map(({ phone }) => phone)).size).toBe(800)
    expect(customers.every(({ phone }) => /^\+861\d{2}0000\d{4}$/.test(phone))).toBe(true)
    const known = new Set([...people, ...teams, ...products, ...customers].map(({ id }) => id))
    expect(tickets.every(({ product, customer, team, assignee }) => [product, customer, team, assignee].every((id) => known.has(id)))).toBe(
      true,
    )
  })

  it('answers before it solves, and counts the minutes between', () => {
    for (const { created_at, first_response_at, resolved_at, total_minutes } of closed) {
      expect(created_at < (first_response_at ?? '') && (first_response_at ?? '') < (resolved_at ?? '')).toBe(true)
      expect(Math.abs(hours(created_at, resolved_at) * 60 - (total_minutes ?? 0))).toBeLessThanOrEqual(0.51)
    }
  })
})

describe('believable swings', () => {
  it('brings the most complaints on Mondays and the fewest on Sundays', () => {
    const on = byDay((date) => new Date(date).getUTCDay())
    expect(on(1) / on(0)).toBeGreaterThan(2)
    expect(on(1)).toBeGreaterThan(on(5))
  })

  it('is busiest in summer, quiet in the first week of October', () => {
    const inMonth = byDay((date) => date.slice(5, 7))
    expect(inMonth('07') / inMonth('02')).toBeGreaterThan(1.6)
    const holidays = byDay((date) => (date.slice(5, 7) === '10' ? (date.slice(8) <= '07' ? 'holiday' : 'october') : 'other'))
    expect(holidays('holiday') / holidays('october')).toBeLessThan(0.65)
  })

  it('has more trouble with parcels in November', () => {
    const parcels = (month: string) =>
      share(
        tickets.filter(({ created_at }) => created_at.slice(5, 7) === month),
        (ticket) => ticket.problem_type === 'delivery',
      )
    expect(parcels('11') / parcels('05')).toBeGreaterThan(1.4)
  })

  it('has one slow team: machines take far longer than appliances and please less', () => {
    const of = (key: string) => closed.filter(({ team }) => team === teamOf(key))
    const wait = (key: string) => mean(of(key).map(({ created_at, resolved_at }) => hours(created_at, resolved_at)))
    const mark = (key: string) => mean(of(key).flatMap(({ csat }) => (csat === null ? [] : [csat])))
    expect(wait('industrial') / wait('appliance')).toBeGreaterThan(1.5)
    expect(mark('appliance') - mark('industrial')).toBeGreaterThan(0.4)
  })

  it('has one product that breaks several times as often as the next', () => {
    const broken = new Map<string, number>()
    for (const { product, problem_type } of tickets) {
      const model = productOf.get(product)?.model ?? ''
      if (problem_type === 'malfunction') broken.set(model, (broken.get(model) ?? 0) + 1)
    }
    const [first, second] = [...broken].sort(([, a], [, b]) => b - a)
    expect(first?.[0]).toBe(fragileModel)
    expect((first?.[1] ?? 0) / (second?.[1] ?? 1)).toBeGreaterThan(2)
  })

  it('is marked low by those who waited long', () => {
    const marked = (mark: number) =>
      mean(closed.filter(({ csat }) => csat === mark).map(({ created_at, resolved_at }) => hours(created_at, resolved_at)))
    expect(marked(2)).toBeGreaterThan(2 * marked(5))
    expect(share(closed, ({ csat }) => csat !== null)).toBeCloseTo(0.62, 1)
  })

  it('sends what is urgent home sooner', () => {
    const wait = (urgency: string) =>
      mean(
        closed
          .filter((ticket) => ticket.urgency === urgency)
          .map(({ created_at, first_response_at }) => hours(created_at, first_response_at)),
      )
    expect(wait('critical')).toBeLessThan(wait('high'))
    expect(wait('high')).toBeLessThan(wait('normal'))
    expect(wait('normal')).toBeLessThan(wait('low'))
  })

  it('leaves 60 complaints open in every state, some of them overdue', () => {
    expect(open).toHaveLength(60)
    expect([...new Set(open.map(({ status }) => status))].sort()).toEqual(['confirming', 'countersign', 'handling'])
    const overdue = open.filter(({ due_at }) => due_at < now).length
    expect(overdue).toBeGreaterThan(5)
    expect(overdue).toBeLessThan(40)
  })

  it('dispatches as the process does', () => {
    for (const { problem_type, product, team } of tickets) {
      const key = problem_type === 'delivery' ? 'logistics' : problem_type === 'billing' ? 'finance' : productOf.get(product)?.line
      expect(team).toBe(teamOf(key ?? ''))
    }
  })
})
