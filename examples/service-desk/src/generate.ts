import type { Instant } from '@tangram/data-model'
import { dayMs } from './data/calendar.ts'
import { type CustomerRow, generateCustomers } from './data/customers.ts'
import { generateOrganisation, type PersonRow, type TeamRow } from './data/organisation.ts'
import { generateProducts, type ProductRow } from './data/products.ts'
import { seededRandom } from './data/random.ts'
import { generateTickets, type TicketRow } from './data/tickets.ts'

export type ServiceDeskData = {
  teams: TeamRow[]
  people: PersonRow[]
  products: ProductRow[]
  customers: CustomerRow[]
  tickets: TicketRow[]
}

export type GenerateOptions = {
  /** The last moment of the data. */
  now: Instant
  seed?: number
  tickets?: number
  customers?: number
}

/**
 * 24 months of a service desk until `now`: always the same for the same options. Rows are plain; references are ids.
 */
export function generateServiceDesk({ now, seed = 7, tickets = 20_000, customers = 800 }: GenerateOptions): ServiceDeskData {
  const random = seededRandom(seed)
  const end = Date.parse(now)
  const before = end - 760 * dayMs
  const { teams, people } = generateOrganisation(random, before)
  const products = generateProducts(random, before)
  const buyers = generateCustomers(random, before, customers)
  return {
    teams,
    people,
    products: products.map(({ share: _, ...product }) => product),
    customers: buyers,
    tickets: generateTickets(random, end, tickets, { customers: buyers, products, people, teams }),
  }
}
