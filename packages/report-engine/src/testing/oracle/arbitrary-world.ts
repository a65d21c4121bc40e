import { date, decimal, integer, type JsonValue, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import fc from 'fast-check'
import type { Relation, Row, Table, World } from './world.ts'

const money = decimal(12, 2)
const relation = (to: string, from: string, on: string, many: boolean, value?: string): Relation => ({
  to,
  from,
  on,
  many,
  ...(value === undefined ? {} : { value }),
})

type Shape = { [table: string]: Omit<Table, 'rows'> }

/** Orders with what records may have about them: references that lead nowhere, rows within rows, rows beside rows, records that point here. */
const shape: Shape = {
  orders: {
    columns: {
      id: reference('orders'),
      region: text(),
      status: text(),
      amount: money,
      score: integer({ min: -9, max: 9 }),
      opened_at: timestamp,
      closed_at: timestamp,
      due: date,
      customer: reference('customers'),
    },
    options: { status: ['open', 'won', 'lost'] },
    relations: {
      customer: relation('customers', 'customer', 'id', false),
      lines: relation('lines', 'id', 'record', true),
      payments: relation('payments', 'id', 'orders', true),
      tags: relation('tags', 'id', 'record', true, 'value'),
      owners: relation('owners', 'id', 'record', true),
    },
  },
  customers: {
    columns: { id: reference('customers'), city: text(), level: integer(), credit: money },
    relations: { 'orders:customer': relation('orders', 'id', 'customer', true) },
  },
  lines: {
    columns: {
      id: reference('lines'),
      record: reference('orders'),
      product: text(),
      kind: text(),
      quantity: integer(),
      price: money,
      shipped_at: timestamp,
    },
    relations: { parts: relation('parts', 'id', 'line', true) },
  },
  parts: { columns: { id: reference('parts'), line: reference('lines'), maker: text(), cost: money }, relations: {} },
  payments: {
    columns: { id: reference('payments'), orders: reference('orders'), method: text(), paid: money, paid_at: timestamp, day: date },
    relations: {},
  },
  tags: { columns: { id: reference('tags'), record: reference('orders'), value: text() }, relations: {} },
  // One person may be an owner of several orders: the ids are no key of the rows.
  owners: { columns: { id: reference('people'), record: reference('orders'), name: text(), cost: money }, relations: {} },
}

/** The tables without rows. */
export const emptyWorld: World = Object.fromEntries(Object.entries(shape).map(([id, table]) => [id, { ...table, rows: [] }]))

const idOf = (table: number, n: number) => `00000000-0000-4000-8000-${String(table * 1000 + n).padStart(12, '0')}`

// Days on which clocks change in New York and Cairo are among them, and the last days of months.
const days = ['2025-03-09', '2025-11-02', '2025-12-31', '2026-03-08', '2026-03-31', '2026-04-24', '2026-10-31', '2026-11-01', '2026-11-22']
const instant = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: -30, max: 30 }), fc.constantFrom(0, 1, 1_799_999))
  .map(([day, hours, ms]) => new Date(Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000 + ms).toISOString())
const cents = fc
  .oneof(fc.constantFrom(0, 10, 20, 100, -10), fc.integer({ min: -50_000, max: 50_000 }))
  .map((value) => (value / 100).toFixed(2))
const words = fc.constantFrom('', '华东', '华南', '北京', 'alpha', 'Beta', 'others')

/** A value of a column, often one there already is, sometimes none. References go to a few rows, of which not all exist. */
function cellFor(id: string, type: ValueType): fc.Arbitrary<JsonValue> {
  const own: fc.Arbitrary<JsonValue> =
    id === 'status'
      ? fc.constantFrom('open', 'won', 'lost')
      : type.kind === 'text'
        ? words
        : type.kind === 'integer'
          ? fc.integer({ min: -9, max: 9 })
          : type.kind === 'decimal'
            ? cents
            : type.kind === 'timestamp'
              ? instant
              : type.kind === 'date'
                ? fc.constantFrom(...days)
                : fc.constant(null)
  return fc.option(own, { freq: 6 })
}

const sizes: { [table: string]: number } = { orders: 16, customers: 4, lines: 24, parts: 16, payments: 16, tags: 12, owners: 12 }
const pointers: { [column: string]: number } = { customer: 5, record: 12, line: 18, orders: 12 }

export const arbitraryWorld: fc.Arbitrary<World> = fc
  .record(
    Object.fromEntries(Object.entries(shape).map(([name, table]) => [name, fc.array(rowOf(name, table), { maxLength: sizes[name] ?? 0 })])),
  )
  .map((rows) =>
    Object.fromEntries(
      Object.entries(shape).map(([name, table]) => [name, { ...table, rows: unique((rows[name] as Row[]).map(withId(name))) }]),
    ),
  )

function rowOf(name: string, { columns }: Omit<Table, 'rows'>): fc.Arbitrary<Row> {
  const tables = Object.keys(shape)
  const cells = Object.entries(columns).map(([id, type]): [string, fc.Arbitrary<JsonValue>] => {
    if (type.kind !== 'reference' || id === 'id')
      return [id, name === 'owners' && id === 'id' ? fc.integer({ min: 0, max: 3 }) : cellFor(id, type)]
    const target = tables.indexOf(id === 'customer' ? 'customers' : id === 'line' ? 'lines' : 'orders')
    return [
      id,
      fc.option(
        fc.integer({ min: 0, max: pointers[id] ?? 0 }).map((n) => idOf(target, n)),
        { freq: 12 },
      ),
    ]
  })
  return fc.record({ ...Object.fromEntries(cells), hidden: fc.integer({ min: 0, max: 12 }).map((n) => n === 0) })
}

function withId(name: string): (row: Row, n: number) => Row {
  const table = Object.keys(shape).indexOf(name)
  return (row, n) => ({ ...row, id: idOf(name === 'owners' ? 99 : table, name === 'owners' ? Number(row.id) : n) })
}

/** A record has each of its owners once. */
function unique(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.id} ${row.record}`, row])).values()]
}
