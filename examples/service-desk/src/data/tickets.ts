import { busyness, dayMs, hourMs, hours, isWeekend, localDate, monthOf, startOfDay } from './calendar.ts'
import type { CustomerRow } from './customers.ts'
import type { PersonRow, TeamKey, TeamRow } from './organisation.ts'
import { fragileModel, type Line, type ProductInUse } from './products.ts'
import type { Random } from './random.ts'
import { commentOn, describeProblem, describeSolution, type ProblemType } from './words.ts'

export type Urgency = 'low' | 'normal' | 'high' | 'critical'
export type TicketStatus = 'handling' | 'countersign' | 'confirming' | 'resolved' | 'closed'

/** One complaint with its columns; instants are ISO 8601 UTC. Times of what has not happened are null. */
export type TicketRow = {
  id: string
  created_at: string
  number: string
  customer_name: string
  phone: string
  product: string
  problem_type: ProblemType
  urgency: Urgency
  description: string
  customer: string
  status: TicketStatus
  team: string
  assignee: string
  solution: string | null
  /** Decimal. */
  internal_cost: string | null
  due_at: string
  first_response_at: string | null
  resolved_at: string | null
  csat: number | null
  csat_comment: string | null
  total_minutes: number | null
}

export type Cast = { customers: CustomerRow[]; products: ProductInUse[]; people: PersonRow[]; teams: TeamRow[] }

/** Hours until a complaint is due, as the process sets them. */
export const dueHours: { [urgency in Urgency]: number } = { critical: 4, high: 24, normal: 48, low: 72 }

const responseHours: { [urgency in Urgency]: number } = { critical: 0.5, high: 1.4, normal: 3, low: 5.5 }
const resolutionHours: { [urgency in Urgency]: number } = { critical: 7, high: 17, normal: 30, low: 46 }
const pace: { [team in TeamKey]: number } = { appliance: 0.9, industrial: 1.8, medical: 0.85, logistics: 0.75, tech: 1, finance: 0.8 }
const effort: { [type in ProblemType]: number } = { malfunction: 1.2, delivery: 0.9, billing: 0.75, installation: 1.05, other: 0.6 }
const costs: { [type in ProblemType]: number } = { malfunction: 260, delivery: 120, billing: 20, installation: 150, other: 10 }

/** How many of the latest complaints are open, and how many older ones were left lying. */
const openRecent = 48
const openOld = 12

/** Complaints of 24 months in the order they came in. */
export function generateTickets(random: Random, now: number, count: number, cast: Cast): TicketRow[] {
  const moments = arrivals(random, now, count)
  const old = new Set(Array.from({ length: openOld }, (_, i) => count - openRecent - 25 * (i + 1) - random.whole(0, 20)))
  const perDay = new Map<string, number>()
  return moments.map((at, index) => {
    const date = localDate(at)
    const serial = (perDay.get(date) ?? 0) + 1
    perDay.set(date, serial)
    const number = `TS-${date.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
    const isOpen = index >= count - openRecent || old.has(index)
    return ticket(random, at, now, number, isOpen, cast)
  })
}

/** When complaints come in: by weekday, season and hour, slowly growing. */
function arrivals(random: Random, now: number, count: number): number[] {
  const first = startOfDay(now) - 730 * dayMs
  const days = Array.from({ length: 731 }, (_, i) => [first + i * dayMs, busyness(first + i * dayMs, i / 730)] as const)
  // The running day counts for the part of it that is over.
  const ends: number[] = []
  let total = 0
  for (const [day, weight] of days) {
    total += weight * Math.min(1, (now - day) / dayMs)
    ends.push(total)
  }
  const draw = (): number => {
    const target = random.next() * total
    let low = 0
    let high = ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) > target) high = middle
      else low = middle + 1
    }
    const at = (days[low]?.[0] ?? first) + random.weighted(hours) * hourMs + Math.floor(random.next() * hourMs)
    return at < now - 10 * 60_000 ? at : draw()
  }
  return Array.from({ length: count }, draw).sort((a, b) => a - b)
}

function ticket(random: Random, at: number, now: number, number: string, isOpen: boolean, cast: Cast): TicketRow {
  const customer = random.pick(cast.customers)
  const product = productOf(random, at, customer.line, cast.products)
  const isFragile = product.model === fragileModel
  const type = problemOf(random, at, isFragile)
  const urgency = urgencyOf(random, product.line, type)
  const team = teamOf(type, product.line)
  const members = cast.people.filter(({ teams }) => teams[0] === team)
  const waits = (isWeekend(at) ? 9 : 0) * hourMs
  const answered = at + Math.max(4 * 60_000, random.around(responseHours[urgency] * pace[team], 0.6) * hourMs + waits * 0.25)
  const needed = random.around(resolutionHours[urgency] * pace[team] * effort[type], 0.55) * hourMs + waits
  const resolved = Math.max(answered + 20 * 60_000, at + needed)
  const common = {
    id: random.uuid(at),
    created_at: iso(at),
    number,
    customer_name: customer.name,
    phone: customer.phone,
    product: product.id,
    problem_type: type,
    urgency,
    description: describeProblem(random, type, product.line, isFragile),
    customer: customer.id,
    team: cast.teams.find(({ key }) => key === team)?.id ?? '',
    assignee: random.pick(members).id,
    due_at: iso(at + dueHours[urgency] * hourMs),
  }
  if (isOpen) return { ...common, ...openPart(random, at, Math.min(answered, at + 0.6 * (now - at)), type) }
  // A complaint that would still be open is taken to be solved shortly before now.
  const end = Math.min(resolved, now - random.whole(5, 120) * 60_000)
  const start = Math.min(answered, at + 0.5 * (end - at))
  const mark = random.chance(0.62) ? markOf(random, (end - at) / hourMs / resolutionHours[urgency]) : null
  return {
    ...common,
    status: end < now - 14 * dayMs ? 'closed' : 'resolved',
    solution: describeSolution(random, type),
    internal_cost: random.around(costs[type], 0.7).toFixed(2),
    first_response_at: iso(start),
    resolved_at: iso(end),
    csat: mark,
    csat_comment: mark !== null && random.chance(mark <= 2 ? 0.6 : 0.3) ? commentOn(random, mark) : null,
    total_minutes: Math.round((end - at) / 60_000),
  }
}

function openPart(random: Random, _at: number, answered: number, type: ProblemType) {
  const status = random.weighted<TicketStatus>([
    ['handling', 0.52],
    ['countersign', 0.28],
    ['confirming', 0.2],
  ])
  const handled = status !== 'handling'
  return {
    status,
    solution: handled ? describeSolution(random, type) : null,
    internal_cost: status === 'confirming' ? random.around(costs[type], 0.7).toFixed(2) : null,
    first_response_at: handled ? iso(answered) : null,
    resolved_at: null,
    csat: null,
    csat_comment: null,
    total_minutes: null,
  }
}

function productOf(random: Random, at: number, line: Line, products: readonly ProductInUse[]): ProductInUse {
  const isSummer = [6, 7, 8].includes(monthOf(at))
  return random.weighted(
    products
      .filter((product) => product.line === line)
      .map((product) => {
        const season = product.name.includes('空调') ? (isSummer ? 2.6 : 0.6) : 1
        return [product, product.share * season * (product.model === fragileModel ? 2 : 1)] as const
      }),
  )
}

function problemOf(random: Random, at: number, isFragile: boolean): ProblemType {
  if (isFragile)
    return random.weighted<ProblemType>([
      ['malfunction', 86],
      ['delivery', 5],
      ['billing', 3],
      ['installation', 4],
      ['other', 2],
    ])
  // Double Eleven: parcels pile up in November.
  const parcels = monthOf(at) === 11 ? 2 : 1
  return random.weighted<ProblemType>([
    ['malfunction', 44],
    ['delivery', 16 * parcels],
    ['billing', 13],
    ['installation', 18],
    ['other', 9],
  ])
}

function urgencyOf(random: Random, line: Line, type: ProblemType): Urgency {
  const pressing = (line === 'medical' ? 2.5 : line === 'industrial' ? 1.7 : 1) * (type === 'malfunction' ? 1.6 : 0.7)
  return random.weighted<Urgency>([
    ['low', 22],
    ['normal', 52],
    ['high', 18 * pressing],
    ['critical', 5 * pressing],
  ])
}

/** As the process dispatches: parcels to logistics, bills to finance, the rest by product line. */
function teamOf(type: ProblemType, line: Line): TeamKey {
  return type === 'delivery' ? 'logistics' : type === 'billing' ? 'finance' : line
}

/** 1 to 5. `waited` is the time it took compared with what is usual for the urgency: who waits long marks low. */
function markOf(random: Random, waited: number): number {
  const mood = 5.2 - 1.15 * Math.log2(1 + waited) + (random.next() - 0.5) * 1.8
  return Math.max(1, Math.min(5, Math.round(mood)))
}

const iso = (at: number) => new Date(Math.round(at)).toISOString()
