import fc from 'fast-check'
import type { Dimension, Measure, ReportDocument, ReportFilter, TotalKind } from '../../document.ts'
import type { PeriodUnit } from '../../periods.ts'

const label = {}
const units: PeriodUnit[] = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year']
const parts = ['hour-of-day', 'day-of-week', 'day-of-month', 'week-of-year', 'month-of-year', 'quarter-of-year'] as const

type Part = Omit<Dimension, 'as'>

/** Fields by what they are, for each chain of to-many steps that dimensions may be of. */
const chains: { [chain: string]: { plain: string[]; numbers: string[]; times: string[] } } = {
  record: {
    plain: ['region', 'status', 'customer', 'customer.city', 'customer.level', 'amount', 'due'],
    numbers: ['amount', 'score', 'customer.credit'],
    times: ['opened_at', 'due'],
  },
  lines: { plain: ['lines.product', 'lines.kind'], numbers: ['lines.quantity', 'lines.price'], times: ['lines.shipped_at'] },
  parts: { plain: ['lines.parts.maker', 'lines.product'], numbers: ['lines.parts.cost'], times: ['lines.shipped_at'] },
  payments: { plain: ['payments.method'], numbers: ['payments.paid'], times: ['payments.paid_at', 'payments.day'] },
  tags: { plain: ['tags'], numbers: [], times: [] },
  owners: { plain: ['owners.name'], numbers: ['owners.cost'], times: [] },
  siblings: {
    plain: ['customer.orders:customer.region'],
    numbers: ['customer.orders:customer.score'],
    times: ['customer.orders:customer.due'],
  },
}

function dimensionOf(chain: string): fc.Arbitrary<Part> {
  const own = chains[chain] ?? chains.record
  const all = ['record', chain].flatMap((one) => (chains[one] ? [chains[one]] : []))
  const plain = fc.constantFrom(...all.flatMap((one) => one.plain))
  const times = fc.constantFrom(...all.flatMap((one) => one.times))
  const numbers = fc.constantFrom(...all.flatMap((one) => one.numbers))
  const bins = fc.constantFrom({ width: 5 }, { width: 2.5, from: 1 }, { width: 100, from: -50 })
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...((own?.plain ?? []) as string[])).map((field) => ({ field })) },
    { weight: 2, arbitrary: plain.map((field) => ({ field })) },
    { weight: 3, arbitrary: fc.record({ field: times, by: fc.constantFrom(...units) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        field: times,
        by: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'fiscal-quarter' as const),
        fill: fc.constantFrom(0, null),
      }),
    },
    { weight: 1, arbitrary: fc.record({ field: fc.constant('opened_at'), by: fc.constantFrom(...parts) }) },
    { weight: 1, arbitrary: fc.record({ field: numbers, bins }) },
    { weight: 1, arbitrary: fc.record({ field: fc.constant('score'), bins: fc.constant({ width: 2.5, from: 1 }), fill: fc.constant(0) }) },
    {
      weight: 2,
      arbitrary: fc.record({ field: plain, top: fc.record({ n: fc.integer({ min: 1, max: 3 }), by: fc.constantFrom('m0', 'm1') }) }),
    },
  )
}

const ownFilter = fc.constantFrom<ReportFilter>(
  { field: 'status', is: 'won' },
  { field: 'status', not: 'won' },
  { field: 'region', oneOf: ['华东', ''] },
  { field: 'region', empty: false },
  { field: 'region', empty: true },
  { field: 'amount', gte: '0' },
  { field: 'amount', lte: '0.20' },
  { field: 'customer.level', gte: 0 },
  { field: 'customer.city', not: '北京' },
  { field: 'opened_at', before: 'now' },
  { field: 'opened_at', after: '2026-03-31' },
  { field: 'opened_at', is: '2026-11-01' },
  { field: 'opened_at', in: { last: '13 months' } },
  { field: 'opened_at', in: { last: '40 weeks', complete: true } },
  { field: 'opened_at', in: { this: 'fiscal-year' } },
  { field: 'due', in: { this: 'year' } },
  { field: 'due', lte: 'today' },
  { logic: { '==': [{ var: 'status' }, 'open'] } },
  {
    any: [
      { field: 'status', is: 'open' },
      { field: 'amount', gte: '1' },
    ],
  },
)
const beyondFilter = fc.constantFrom<ReportFilter>(
  { field: 'lines.product', is: '华东' },
  { field: 'lines.product', not: '华东' },
  { field: 'lines.price', gte: '0' },
  { field: 'payments.method', oneOf: ['', 'alpha'] },
  { field: 'payments.paid_at', in: { last: '8 months' } },
  { field: 'tags', is: 'Beta' },
  { field: 'lines.parts.maker', empty: false },
  { field: 'customer.orders:customer.status', is: 'lost' },
  {
    some: 'lines',
    where: [
      { field: 'kind', is: '' },
      { field: 'quantity', gte: 0 },
    ],
  },
  { some: 'lines', where: [{ field: 'parts.maker', is: 'alpha' }] },
  { none: 'payments', where: [{ field: 'paid', lte: '0' }] },
  { none: 'tags', where: [] },
  {
    any: [
      { field: 'owners.name', is: '华南' },
      { some: 'lines.parts', where: [{ field: 'cost', gte: '0' }] },
    ],
  },
)
const anyFilter = fc.oneof({ weight: 2, arbitrary: ownFilter }, { weight: 1, arbitrary: beyondFilter })

const numbers = ['amount', 'score', 'customer.credit', 'lines.price', 'lines.quantity', 'lines.parts.cost', 'payments.paid', 'owners.cost']
const furtherNumbers = [...numbers, 'customer.orders:customer.amount']
const values = [
  'region',
  'customer',
  'amount',
  'opened_at',
  'lines.product',
  'lines.price',
  'payments.method',
  'tags',
  'owners.name',
  'due',
]
const number = fc.constantFrom(...furtherNumbers)
const product = { logic: { 'dec*': [{ var: 'lines.price' }, { var: 'lines.quantity' }] } }

const aggregate: fc.Arbitrary<Measure> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('*', '*', 'lines', 'payments', 'tags', 'lines.parts', ...values).map((count) => ({ count })),
      fc.constantFrom(...values).map((distinct) => ({ distinct })),
      number.map((sum) => ({ sum })),
      number.map((sum) => ({ sum })),
      fc.constant({ sum: product }),
      number.map((avg) => ({ avg })),
      fc.constantFrom(...numbers, 'due', 'opened_at', 'lines.shipped_at', 'region').map((min) => ({ min })),
      fc.constantFrom(...numbers, 'due', 'payments.paid_at', 'payments.method').map((max) => ({ max })),
      number.map((median) => ({ median })),
      fc.record({ percentile: fc.record({ of: number, at: fc.constantFrom(0, 0.1, 0.9, 0.95, 1) }) }),
      fc.constantFrom(
        { first: { of: 'amount', by: 'opened_at' } },
        { final: { of: 'region', by: 'due' } },
        { final: { of: 'lines.price', by: 'lines.shipped_at' } },
        { first: { of: 'payments.method', by: 'payments.day' } },
        { final: { of: 'lines.quantity', by: 'due' } },
      ),
      fc.constantFrom(
        { sum: 'score', last: 'due' },
        { sum: 'payments.paid', last: 'payments.day' },
        { sum: 'lines.quantity', last: 'lines.shipped_at' },
      ),
      fc.constant({ avgDuration: { from: 'opened_at', to: 'closed_at' } }),
    ),
    fc.option(fc.array(anyFilter, { minLength: 1, maxLength: 2 }), { freq: 2 }),
  )
  .map(([figure, where]) => ({ label, ...figure, ...(where ? { where } : {}) }))

/** Figures that may be added up, for what is made of them. */
const additive: fc.Arbitrary<Measure> = fc.oneof(
  fc.constant<Measure>({ label, count: '*' }),
  number.map((sum) => ({ label, sum })),
)

const calculation: fc.Arbitrary<Measure> = fc.oneof(
  fc.constantFrom<Measure>({ label, ratio: ['m0', 'm1'] }, { label, logic: { 'dec-': [{ var: 'm0' }, { var: 'm1' }] } }),
  fc.constantFrom<Measure>({ label, of: 'm0', share: 'total' }, { label, of: 'm0', share: ['d0'] }, { label, of: 'm1', share: ['d1'] }),
  fc
    .record({
      compare: fc.constantFrom('-1 year', '-1 month', '-3 months', '-1 week', 'previous'),
      show: fc.constantFrom('value' as const, 'difference' as const, 'percent' as const, undefined),
    })
    .map(({ compare, show }) => ({ label, of: 'm0', compare, ...(show ? { show } : {}) })),
  fc.constantFrom('all' as const, ...units).map((running) => ({ label, of: 'm0', running })),
  fc.integer({ min: 1, max: 4 }).map((moving) => ({ label, of: 'm0', moving })),
  fc
    .record({ rank: fc.constantFrom('asc' as const, 'desc' as const), within: fc.constantFrom<string[]>([], ['d0']) })
    .map((one) => ({ label, of: 'm0', ...one })),
  fc.constantFrom<Measure>(
    { label, of: 'm0', target: 100, show: 'attainment' },
    { label, of: 'm1', target: 'm0', show: 'difference' },
    { label, of: 'm1', target: 2.5, show: 'difference' },
  ),
)

/** Reports over `orders` with dimensions of one chain, aggregates of any grain, and all the rest. */
const reportOfOrders: fc.Arbitrary<ReportDocument> = fc
  .record({
    dimensions: fc
      .constantFrom(...Object.keys(chains), 'record', 'record', 'record')
      .chain((chain) => fc.array(dimensionOf(chain), { maxLength: 3 })),
    columns: fc.integer({ min: 0, max: 1 }),
    measures: fc.array(aggregate, { minLength: 0, maxLength: 3 }),
    first: fc.tuple(additive, additive),
    calculations: fc.array(calculation, { maxLength: 2 }),
    where: fc.array(anyFilter, { maxLength: 2 }),
    totals: fc.subarray<TotalKind>(['rows', 'cols', 'subtotals', 'grand']),
    having: fc.option(
      fc.constantFrom({ measure: 'm0', gte: 1 }, { measure: 'm1', lt: 100 }, { measure: 'm1', empty: false }, { measure: 'c0', lte: 1 }),
      {
        freq: 2,
      },
    ),
    sort: fc.array(
      fc.record({ by: fc.constantFrom('d0', 'm0', 'm1', 'm2', 'c0'), dir: fc.constantFrom('asc' as const, 'desc' as const) }),
      {
        maxLength: 2,
      },
    ),
    limit: fc.constantFrom(1000, 1000, 3),
    weekStart: fc.constantFrom('mon' as const, 'sun' as const),
    fiscalYearStart: fc.constantFrom(1, 4, 7, 11),
  })
  .map(({ dimensions, columns, measures, first, calculations, where, totals, having, sort, limit, weekStart, fiscalYearStart }) => {
    const named = dimensions.map((dimension, i): Dimension => ({ ...dimension, as: `d${i}` }))
    const width = columns === 1 && named.length > 1 ? named.length - 1 : named.length
    const aggregates = [...first, ...measures]
    const made = calculations.filter((one) => fits(one, named, where))
    const all = [
      ...aggregates.map((one, i): [string, Measure] => [`m${i}`, one]),
      ...made.map((one, i): [string, Measure] => [`c${i}`, one]),
    ]
    return {
      id: 'r',
      label,
      from: 'orders',
      rows: named.slice(0, width),
      ...(width < named.length ? { cols: named.slice(width) } : {}),
      measures: Object.fromEntries(all),
      measureOrder: all.map(([id]) => id),
      ...(where.length ? { where } : {}),
      ...(having && all.some(([id]) => id === having.measure) ? { having: [having] } : {}),
      ...(totals.length ? { totals } : {}),
      ...(sort.length ? { sort: sort.filter(({ by }) => all.some(([id]) => id === by) || named.some(({ as }) => as === by)) } : {}),
      limit,
      weekStart,
      fiscalYearStart,
      chart: { type: 'table' },
    }
  })

/** A calculation along time has a time dimension, one within groups has those; a comparison may have a range of time instead. */
function fits(measure: Measure, dimensions: readonly Dimension[], where: readonly ReportFilter[]): boolean {
  const hasTime = dimensions.some(({ by }) => units.some((unit) => unit === by))
  if ('compare' in measure) return hasTime || where.some((filter) => 'in' in filter)
  if ('running' in measure || 'moving' in measure) return hasTime
  const named = 'share' in measure && measure.share !== 'total' ? measure.share : 'rank' in measure ? (measure.within ?? []) : []
  return named.every((id) => dimensions.some(({ as }) => as === id))
}

/** The same report seen from the customers: all its paths lead through their orders. (A formula about several of them reads lists.) */
function fromCustomers(report: ReportDocument): ReportDocument {
  const path = (field: string) => `orders:customer.${field}`
  const dimension = (one: Dimension): Dimension => ({ ...one, field: path(one.field) })
  const { rows, cols, measures, where } = report
  return {
    ...report,
    from: 'customers',
    rows: rows.map(dimension),
    ...(cols ? { cols: cols.map(dimension) } : {}),
    ...(where ? { where: where.filter((filter) => !('logic' in filter)).map((filter) => behind(filter, path)) } : {}),
    measures: Object.fromEntries(
      Object.entries(measures).map(([id, measure]) => [
        id,
        'of' in measure || 'ratio' in measure || 'logic' in measure ? measure : behind(measure, path),
      ]),
    ),
  }
}

const pathKeys = [
  'field',
  'some',
  'none',
  'count',
  'distinct',
  'sum',
  'last',
  'avg',
  'min',
  'max',
  'median',
  'of',
  'by',
  'from',
  'to',
  'var',
]

/** A filter or an aggregate with its paths led through another one; within `some` and `none` they begin at that row. */
function behind<T>(part: T, path: (field: string) => string): T {
  if (Array.isArray(part)) return part.map((one) => behind(one, path)) as T
  if (part === null || typeof part !== 'object') return part
  const quantifies = 'some' in part || 'none' in part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]): [string, unknown] => {
      if (pathKeys.includes(key) && typeof value === 'string') return [key, value === '*' ? 'orders:customer' : path(value)]
      return [key, key === 'in' || (quantifies && key === 'where') ? value : behind(value, path)]
    }),
  ) as T
}

const stage = fc.array(anyFilter, { maxLength: 2 })
const periods = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'fiscal-year' as const)
const conversion = fc.constantFrom('first' as const, 'previous' as const).map((one): Measure => ({ label, of: 'm0', conversion: one }))

/** The same by the stages of a funnel: beside them only values of the record stand. */
const ofFunnel = fc
  .tuple(reportOfOrders, fc.array(stage, { minLength: 2, maxLength: 4 }), fc.array(conversion, { maxLength: 2 }), fc.boolean())
  .map(([report, stages, conversions, isRow]): ReportDocument => {
    const beside = { ...report, rows: report.rows.filter(isOfRecord), cols: (report.cols ?? []).filter(isOfRecord) }
    const dimension = { field: '$stage', as: 'stage' }
    return withConversions(
      {
        ...beside,
        funnel: { stages: stages.map((where, i) => ({ id: `s${i}`, label, where })) },
        ...(isRow ? { rows: [...beside.rows, dimension] } : { cols: [dimension] }),
      },
      conversions,
    )
  })

/** The same by cohorts of who comes back. */
const ofCohort = fc
  .tuple(
    reportOfOrders,
    fc.record({
      key: fc.constantFrom('customer', 'region', 'customer.city'),
      at: fc.constantFrom('opened_at', 'due'),
      by: periods,
      periods: fc.constantFrom(1, 3, 12),
    }),
    fc.option(stage),
    periods,
    fc.constantFrom(null, undefined, undefined),
    fc.array(conversion, { maxLength: 2 }),
    fc.option(fc.constantFrom<ReportFilter>({ field: '$cohort.offset', lte: 3 }, { field: '$cohort.start', in: { last: '2 years' } })),
  )
  .map(([report, cohort, where, by, fill, conversions, more]): ReportDocument => {
    const beside = report.rows.filter(isOfRecord).slice(0, 1)
    return withConversions(
      {
        ...report,
        cohort: { ...cohort, ...(where ? { where } : {}) },
        rows: [...beside, { field: '$cohort.start', as: 'cohort', by }],
        cols: [{ field: '$cohort.offset', as: 'offset', ...(fill === undefined ? {} : { fill }) }],
        ...(more ? { where: [...(report.where ?? []), more] } : {}),
      },
      conversions,
    )
  })

const isOfRecord = ({ field }: Dimension): boolean => chains.record?.plain.includes(field) === true || field === 'opened_at'

/** Conversions added, calculations that lost their dimensions left out. */
function withConversions(report: ReportDocument, conversions: readonly Measure[]): ReportDocument {
  const dimensions = [...report.rows, ...(report.cols ?? [])]
  const kept = Object.entries(report.measures).filter(([, one]) => fits(one, dimensions, report.where ?? []))
  const all = [...kept, ...conversions.map((one, i): [string, Measure] => [`v${i}`, one])]
  const isThere = (id: string) => all.some(([one]) => one === id) || dimensions.some(({ as }) => as === id)
  return {
    ...report,
    measures: Object.fromEntries(all),
    measureOrder: all.map(([id]) => id),
    having: (report.having ?? []).filter(({ measure }) => isThere(measure)),
    sort: (report.sort ?? []).filter(({ by }) => isThere(by)),
  }
}

/** Reports over orders, some of them seen from the customers, some of stages and of cohorts. */
export const arbitraryReport: fc.Arbitrary<ReportDocument> = fc.oneof(
  { weight: 4, arbitrary: reportOfOrders },
  { weight: 1, arbitrary: reportOfOrders.map(fromCustomers) },
  { weight: 1, arbitrary: ofFunnel },
  { weight: 1, arbitrary: ofCohort },
)
