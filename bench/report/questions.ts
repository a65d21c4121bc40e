import type { ReportDocument } from '@tangram/report-engine'

type Measures = { [id: string]: Record<string, unknown> }

/** A report and the best SQL we can write for it by hand, which gives the columns of the result in their order and the rows in theirs. */
export type BenchQuestion = { name: string; report: ReportDocument; sql: string }

const month = `date_trunc('month', placed_at at time zone 'Asia/Shanghai')::date`
const monthly = { field: 'placed_at', as: 'month', by: 'month' } as const
const channel = { field: 'channel', as: 'channel' }
const region = { field: 'customer.region', as: 'region' }
const pinyin = (column: string) => `${column} collate "zh-x-icu" nulls last`
const between = (from: string, to: string) =>
  `placed_at >= timestamp '${from}' at time zone 'Asia/Shanghai' and placed_at < timestamp '${to}' at time zone 'Asia/Shanghai'`

function ask(name: string, parts: Partial<ReportDocument>, measures: Measures, sql: string): BenchQuestion {
  const labelled = Object.fromEntries(Object.entries(measures).map(([id, measure]) => [id, { label: { en: id }, ...measure }]))
  const report = {
    id: name,
    label: { en: name },
    from: 'sale',
    rows: [],
    ...parts,
    measures: labelled,
    measureOrder: Object.keys(measures),
    chart: { type: 'table' },
  }
  return { name, report: report as ReportDocument, sql }
}

/** Plain top ten without the others: the limit for top-N with others. */
export const plainTop = `select c.city, sum(freight) from sale s left join customer c on c.id = s.customer group by 1 order by 2 desc nulls last limit 10`

export const questions: BenchQuestion[] = [
  ask('count', {}, { n: { count: '*' } }, `select count(*) from sale`),
  ask(
    'byState',
    { rows: [{ field: 'status', as: 'status' }] },
    { n: { count: '*' } },
    `select status, count(*) from sale group by 1 order by ${pinyin('status')}`,
  ),
  ask(
    'monthly',
    { rows: [monthly] },
    { n: { count: '*' }, freight: { sum: 'freight' } },
    `select ${month}, count(*), sum(freight) from sale group by 1 order by 1`,
  ),
  ask(
    'fourFigures',
    { rows: [channel] },
    { sum: { sum: 'freight' }, mean: { avg: 'freight' }, least: { min: 'freight' }, most: { max: 'freight' } },
    `select channel, sum(freight), avg(freight), min(freight), max(freight) from sale group by 1 order by ${pinyin('channel')}`,
  ),
  ask(
    'regions',
    { rows: [region] },
    { n: { count: '*' }, freight: { sum: 'freight' } },
    `select region, sum(n), sum(f) from (select customer, count(*) as n, sum(freight) as f from sale group by 1) as s left join customer c on c.id = s.customer group by 1 order by ${pinyin('region')}`,
  ),
  ask(
    'monthAndChannel',
    { rows: [monthly, channel] },
    { freight: { sum: 'freight' }, n: { count: '*' } },
    `select ${month}, channel, sum(freight), count(*) from sale group by 1, 2 order by 1, ${pinyin('channel')}`,
  ),
  ask(
    'lastYearByDay',
    { rows: [{ field: 'placed_at', as: 'day', by: 'day' }], where: [{ field: 'placed_at', in: { last: '3 months', complete: true } }] },
    { n: { count: '*' }, closed: { count: '*', where: [{ field: 'status', is: 'closed' }] } },
    `select (placed_at at time zone 'Asia/Shanghai')::date, count(*), count(*) filter (where status = 'closed') from sale where ${between('2026-08-01', '2026-11-01')} group by 1 order by 1`,
  ),
  ask(
    'fanOut',
    { rows: [channel] },
    { n: { count: '*' }, freight: { sum: 'freight' }, turnover: { sum: 'lines.amount' } },
    `select channel, count(*), sum(freight), sum(t) from sale s left join (select record, sum(amount) as t from line group by 1) as l on l.record = s.id group by 1 order by ${pinyin('channel')}`,
  ),
  ask(
    'fanOutMonthly',
    { rows: [monthly], where: [{ field: 'placed_at', in: { last: '12 months', complete: true } }] },
    { freight: { sum: 'freight' }, turnover: { sum: 'lines.amount' }, lines: { count: 'lines' } },
    `select ${month}, sum(freight), sum(t), sum(n) from sale s left join (select record, sum(amount) as t, count(*) as n from line group by 1) as l on l.record = s.id
     where ${between('2025-11-01', '2026-11-01')} group by 1 order by 1`,
  ),
  ask(
    'turnover',
    { rows: [channel] },
    { turnover: { sum: 'lines.amount' } },
    `select channel, sum(t) from sale s left join (select record, sum(amount) as t from line group by 1) as l on l.record = s.id group by 1 order by ${pinyin('channel')}`,
  ),
  ask(
    'categories',
    { rows: [{ field: 'lines.product.category', as: 'category' }] },
    { turnover: { sum: 'lines.amount' }, lines: { count: 'lines' } },
    `select category, sum(t), sum(n) from (select l.product, sum(amount) as t, count(l.id) as n from sale s left join line l on l.record = s.id group by 1) as x left join product p on p.id = x.product group by 1 order by ${pinyin('category')}`,
  ),
  ask(
    'withoutBigLines',
    { rows: [channel], where: [{ none: 'lines', where: [{ field: 'amount', gte: '800' }] }] },
    { n: { count: '*' } },
    `select channel, count(*) from sale s where not exists (select from line where record = s.id and amount >= 800) group by 1 order by ${pinyin('channel')}`,
  ),
  ask(
    'withBigLine',
    { rows: [channel], where: [{ field: 'lines.amount', gte: '899' }] },
    { n: { count: '*' }, freight: { sum: 'freight' } },
    `select channel, count(*), sum(freight) from sale s where exists (select from line where record = s.id and amount >= 899) group by 1 order by ${pinyin('channel')}`,
  ),
  ask(
    'pivot',
    { rows: [channel], cols: [{ field: 'status', as: 'status' }], totals: ['rows', 'cols', 'grand'] },
    { freight: { sum: 'freight' }, n: { count: '*' } },
    `with g as materialized (select channel, status, sum(freight) as f, count(*) as n from sale group by 1, 2)
     select channel, status, f, n from (select channel, status, f, n, 0 as l from g union all select channel, null, sum(f), sum(n), 1 from g group by 1
       union all select null, status, sum(f), sum(n), 2 from g group by 2 union all select null, null, sum(f), sum(n), 3 from g) as x order by l, ${pinyin('channel')}, ${pinyin('status')}`,
  ),
  ask(
    'topAndOthers',
    { rows: [{ field: 'customer.city', as: 'city', top: { n: 10, by: 'freight' } }] },
    { freight: { sum: 'freight' } },
    `with g as materialized (select city, sum(f) as f from (select customer, sum(freight) as f from sale group by 1) as s left join customer c on c.id = s.customer group by 1),
       r as (select *, row_number() over (order by f desc nulls last) as place from g)
     select case when place > 10 then 'Others' else city end, sum(f) from r group by 1, place > 10 order by place > 10, 2 desc`,
  ),
  ask(
    'customers',
    { rows: [monthly] },
    { customers: { distinct: 'customer' } },
    `select m, count(customer) from (select ${month} as m, customer from sale group by 1, 2) as x group by 1 order by 1`,
  ),
  ask(
    'median',
    { rows: [channel] },
    { median: { median: 'freight' } },
    `select channel, avg(freight) from (select channel, freight, row_number() over (partition by channel order by freight) as i, count(*) over (partition by channel) as n
       from sale where freight is not null) as x where i in ((n + 1) / 2, (n + 2) / 2) group by 1 order by ${pinyin('channel')}`,
  ),
  ask(
    'yearBefore',
    { rows: [monthly], where: [{ field: 'placed_at', in: { last: '12 months', complete: true } }] },
    { freight: { sum: 'freight' }, before: { of: 'freight', compare: '-1 year' } },
    `with g as materialized (select ${month} as m, sum(freight) as f from sale where ${between('2024-11-01', '2026-11-01')} group by 1)
     select g.m, g.f, b.f from g left join g b on b.m = (g.m - interval '1 year')::date where g.m >= '2025-11-01' order by 1`,
  ),
  ask(
    'shareAndRunning',
    { rows: [monthly] },
    { freight: { sum: 'freight' }, share: { of: 'freight', share: 'total' }, all: { of: 'freight', running: 'year' } },
    `select ${month}, sum(freight), sum(freight) / sum(sum(freight)) over (), sum(sum(freight)) over (partition by date_trunc('year', ${month}) order by ${month}) from sale group by 1 order by 1`,
  ),
  ask(
    'bestCustomers',
    {
      rows: [{ field: 'customer', as: 'customer' }],
      having: [{ measure: 'n', gte: 40 }],
      sort: [{ by: 'freight', dir: 'desc' }],
      limit: 100,
    },
    { freight: { sum: 'freight' }, n: { count: '*' } },
    `select customer, sum(freight), count(*) from sale group by 1 having count(*) >= 40 order by 2 desc nulls last, 1 nulls last limit 101`,
  ),
]
