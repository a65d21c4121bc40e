import type { ReportDocument } from '../../document.ts'
import type { Question } from './question.ts'
import { question } from './question.ts'

const named = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const funnel: ReportDocument['funnel'] = {
  stages: [
    { id: 'ordered', label: named('下单', 'Ordered'), where: [{ field: 'status', oneOf: ['paid', 'shipped', 'closed'] }] },
    { id: 'shipped', label: named('发货', 'Shipped'), where: [{ field: 'shipped_at', empty: false }] },
    { id: 'rated', label: named('评价', 'Rated'), where: [{ field: 'rating', gte: 1 }] },
  ],
}
const stage = { field: '$stage', as: 'stage' }
const ordered = `status in ('paid', 'shipped', 'closed')`
/** Every order with how far it came. */
const reached = `select *, case when shipped_at is null then 1 when rating is null then 2 else 3 end as reached from orders where ${ordered}`
const stages = `(values (1, 'ordered'), (2, 'shipped'), (3, 'rated')) as s(place, stage)`

const cohort = { key: 'customer', at: 'placed_at', by: 'quarter', periods: 6 } as const
const quarter = (at: string) => `date_trunc('quarter', ${at} at time zone 'Asia/Shanghai')::date`
/** Quarters between two first days. */
const between = (from: string, to: string) =>
  `((extract(year from ${to}) - extract(year from ${from})) * 4 + extract(quarter from ${to}) - extract(quarter from ${from}))::integer`
const start = { field: '$cohort.start', as: 'cohort', by: 'quarter' } as const
const offset = { field: '$cohort.offset', as: 'offset' }
const came = `with first as (select customer, min(placed_at) as start from orders where customer is not null group by 1),
  x as (select o.*, ${quarter('start')} as cohort, ${between(quarter('start'), quarter('placed_at'))} as later
        from orders o join first using (customer) where placed_at is not null)`
/** The periods a cohort has lived to see, empty ones too. */
const lived = `cells as (select cohort, later from (select distinct cohort from x) c, generate_series(0, 5) as later
  where cohort + later * interval '3 months' <= date '2026-11-22')`

/** What records go through, and who comes back. */
export const shopSteps: Question[] = [
  question(
    'How many orders get how far, and what part is left at each stage?',
    '订单走到了哪一步，每一步还剩多少？',
    {
      from: 'orders',
      funnel,
      rows: [stage],
      measures: { n: { count: '*' }, of_all: { of: 'n', conversion: 'first' }, of_before: { of: 'n', conversion: 'previous' } },
    },
    `with r as (${reached}), g as (select place, stage, count(id) as n from ${stages} left join r on place <= reached group by 1, 2)
     select stage, n, n::numeric / first_value(n) over w, n::numeric / lag(n) over w from g window w as (order by place) order by place`,
  ),
  question(
    'Where does each channel lose its orders, and what freight with them?',
    '各渠道的订单在哪一步流失，对应运费多少？',
    {
      from: 'orders',
      funnel,
      rows: [{ field: 'channel', as: 'channel' }],
      cols: [stage],
      measures: { n: { count: '*' }, freight: { sum: 'freight' }, left: { of: 'freight', conversion: 'previous' } },
    },
    `with r as (${reached}),
       g as (select channel, place, stage, count(*) as n, sum(freight) as freight from r join ${stages} on place <= reached group by 1, 2, 3)
     select channel, stage, n, freight, freight / lag(freight) over (partition by channel order by place) from g
     order by channel collate "zh-x-icu" nulls last, place`,
  ),
  question(
    'Of this year’s orders, with the lines they have, and all of the funnel together?',
    '今年的订单及其明细行，并给出整个漏斗的合计？',
    {
      from: 'orders',
      funnel,
      rows: [stage],
      measures: { lines: { count: 'lines' }, turnover: { sum: 'lines.amount' }, kept: { of: 'turnover', conversion: 'first' } },
      where: [{ field: 'placed_at', in: { this: 'year' } }],
      totals: ['grand'],
    },
    `with r as (select * from (${reached}) as r where placed_at >= '2026-01-01T00:00+08' and placed_at < '2027-01-01T00:00+08'),
       g as (select place, stage, count(l.id) as lines, sum(amount) as turnover from r join ${stages} on place <= reached left join lines l on l.record = r.id group by 1, 2)
     select stage, lines, turnover, turnover / first_value(turnover) over (order by place) from g order by place`,
    {
      totals: [
        {
          over: ['stage'],
          sql: `select null, count(l.id), sum(amount), null::numeric from (${reached}) as r left join lines l on l.record = r.id
                where placed_at >= '2026-01-01T00:00+08' and placed_at < '2027-01-01T00:00+08'`,
        },
      ],
    },
  ),
  question(
    'How many orders have lines, how many of those a payment, and what of a stage nobody reaches?',
    '多少订单有明细，其中多少有付款，无人到达的阶段又如何？',
    {
      from: 'orders',
      funnel: {
        stages: [
          { id: 'filled', label: named('有明细', 'With lines'), where: [{ some: 'lines', where: [] }] },
          { id: 'paid', label: named('有付款', 'With payments'), where: [{ some: 'payments', where: [{ field: 'paid', gte: '0' }] }] },
          { id: 'never', label: named('从不', 'Never'), where: [{ field: 'status', is: 'nothing' }] },
        ],
      },
      rows: [stage],
      measures: { n: { count: '*' }, mean: { avg: 'freight' }, part: { of: 'n', conversion: 'previous' } },
    },
    `with r as (select *, exists (select from payments p where p.orders = o.id and p.paid >= 0) as paid from orders o where exists (select from lines l where l.record = o.id))
     select 'filled', count(*), avg(freight), null::numeric from r
     union all select 'paid', count(*), avg(freight), count(*)::numeric / (select count(*) from r) from r where paid
     union all select 'never', 0, null, 0`,
  ),
  question(
    'How many customers come back, quarter by quarter after their first order?',
    '客户首单之后，每季度回来多少人？',
    {
      from: 'orders',
      cohort,
      rows: [start],
      cols: [offset],
      measures: { customers: { distinct: 'customer' }, back: { of: 'customers', conversion: 'first' } },
    },
    `${came}, ${lived}, g as (select cohort, later, count(distinct customer) as n from x group by 1, 2),
       f as (select cohort, later, coalesce(n, 0) as n from cells left join g using (cohort, later))
     select cohort, later, n, n::numeric / nullif(first_value(n) over (partition by cohort order by later), 0) from f order by 1, 2`,
  ),
  question(
    'What does a cohort bring in, and what part of it came in the quarter before?',
    '各批客户带来多少销售额，比上一季度如何？',
    {
      from: 'orders',
      cohort,
      rows: [start],
      cols: [offset],
      measures: { turnover: { sum: 'lines.amount' }, of_before: { of: 'turnover', conversion: 'previous' } },
      totals: ['rows', 'cols'],
    },
    `${came}, ${lived}, g as (select cohort, later, sum(amount) as n, count(*) as there from x left join lines l on l.record = x.id group by 1, 2),
       f as (select cohort, later, case when there is null then 0 else n end as n from cells left join g using (cohort, later))
     select cohort, later, n, n / nullif(lag(n) over (partition by cohort order by later), 0) from f order by 1, 2`,
    {
      totals: [
        {
          over: ['offset'],
          sql: `${came} select cohort, null, sum(amount), null::numeric from x left join lines l on l.record = x.id where later between 0 and 5 group by 1`,
        },
        {
          over: ['cohort'],
          sql: `${came} select null, later, sum(amount), null::numeric from x left join lines l on l.record = x.id where later between 0 and 5 group by 2`,
        },
      ],
    },
  ),
  question(
    'Only the cohorts of this year, by channel of the orders: a customer of last year is not new.',
    '只看今年的新客户，按订单渠道分：去年的客户不算新客户。',
    {
      from: 'orders',
      cohort: { ...cohort, periods: 2 },
      rows: [{ field: 'channel', as: 'channel' }, offset],
      measures: { n: { count: '*' }, customers: { distinct: 'customer' } },
      where: [{ field: 'placed_at', in: { this: 'year' } }],
    },
    `${came}, y as (select * from x where later < 2 and cohort >= '2026-01-01' and cohort < '2027-01-01'),
       cells as (select * from (select distinct channel from y) c, generate_series(0, 1) as later),
       g as (select channel, later, count(*) as n, count(distinct customer) as who from y group by 1, 2)
     select c.channel, c.later, coalesce(n, 0), coalesce(who, 0) from cells c left join g on g.channel is not distinct from c.channel and g.later = c.later
     order by c.channel collate "zh-x-icu" nulls last, 2`,
  ),
  question(
    'Which regions order again within the first weeks, counted from the first paid order?',
    '各地区自首个已付订单起，前几周是否再次下单？',
    {
      from: 'orders',
      cohort: { key: 'customer.region', at: 'due', by: 'week', periods: 4, where: [{ field: 'status', is: 'paid' }] },
      weekStart: 'sun',
      rows: [{ field: 'customer.region', as: 'region' }],
      cols: [offset],
      measures: { n: { count: '*' } },
    },
    `with o as (select o.*, c.region from orders o join customers c on c.id = o.customer where due is not null),
       first as (select region, min(due) as start from o where status = 'paid' and region is not null group by 1),
       x as (select region, ((date_trunc('week', due + 1)::date - 1) - (date_trunc('week', start + 1)::date - 1)) / 7 as later from o join first using (region)),
       y as (select * from x where later between 0 and 3),
       cells as (select region, later from (select distinct region from y) r, generate_series(0, 3) as later)
     select region, later, count(y.later) from cells left join y using (region, later) group by 1, 2 order by region collate "zh-x-icu" nulls last, 2`,
  ),
]
