import { cities, clinicName, companyName, fictionalPhone, personName } from './names.ts'
import type { Line } from './products.ts'
import type { Random } from './random.ts'

export type CustomerRow = { id: string; name: string; phone: string; level: string; city: string; line: Line }

const lineOf: readonly (readonly [Line, number])[] = [
  ['appliance', 0.72],
  ['industrial', 0.17],
  ['medical', 0.11],
]

const levels: { [line in Line]: readonly (readonly [string, number])[] } = {
  appliance: [
    ['standard', 80],
    ['silver', 15],
    ['gold', 5],
  ],
  industrial: [
    ['standard', 35],
    ['silver', 30],
    ['gold', 23],
    ['key', 12],
  ],
  medical: [
    ['standard', 30],
    ['silver', 30],
    ['gold', 25],
    ['key', 15],
  ],
}

/** Households, factories and clinics; `line` is what they bought. */
export function generateCustomers(random: Random, at: number, count: number): CustomerRow[] {
  const names = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const line = random.weighted(lineOf)
    const city = random.weighted(cities)
    const write = () =>
      line === 'appliance' ? personName(random) : line === 'industrial' ? companyName(random, city) : clinicName(random, city)
    let name = write()
    while (names.has(name)) name = write()
    names.add(name)
    return { id: random.uuid(at), name, phone: fictionalPhone(index), level: random.weighted(levels[line]), city, line }
  })
}
