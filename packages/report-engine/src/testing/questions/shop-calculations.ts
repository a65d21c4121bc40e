import type { Question } from './question.ts'
import { question } from './question.ts'

const month = { field: 'placed_at', as: 'month', by: 'month' } as const
const m = `date_trunc('month', placed_at at time zone 'Asia/Shanghai')::date`
const channel = { field: 'channel', as: 'channel' }
const channelOrder = `channel collate "zh-x-icu" nulls last`
const since = (day: string, op = '>=') => `placed_at ${op} timestamp '${day}' at time zone 'Asia/Shanghai'`

/** Figures made of figures. */
export const shopCalculations: Question[] = [
  question(
    'What does an order of each channel come to? (A ratio of sums; an order without lines is one too.)',
    '各渠道客单价？（总额之比）',
    {
      from: 'orders',
      rows: [channel],
      measures: { turnover: { sum: 'lines.amount' }, n: { count: '*' }, each: { ratio: ['turnover', 'n'] } },
      totals: ['grand'],
    },
    `with x as (select channel, (select sum(amount) from lines where record = o.id) as t from orders o) select channel, sum(t), count(*), sum(t) / count(*) from x group by 1 order by ${channelOrder}`,
    {
      totals: [
        {
          over: ['channel'],
          sql: `with x as (select (select sum(amount) from lines where record = o.id) as t from orders o) select null, sum(t), count(*), sum(t) / count(*) from x`,
        },
      ],
    },
  ),
  question(
    'What is left of the freight of each channel when each order costs 12.50?',
    '每单成本 12.50，各渠道运费剩余多少？',
    {
      from: 'orders',
      rows: [channel],
      measures: {
        freight: { sum: 'freight' },
        n: { count: '*' },
        left: { logic: { 'dec-': [{ var: 'freight' }, { 'dec*': [{ var: 'n' }, { dec: ['12.50'] }] }] } },
      },
    },
    `select channel, sum(freight), count(*), sum(freight) - count(*) * 12.50 from orders group by 1 order by ${channelOrder}`,
  ),
  question(
    'What part of all freight does each channel have?',
    '各渠道运费占总额比例？',
    { from: 'orders', rows: [channel], measures: { freight: { sum: 'freight' }, share: { of: 'freight', share: 'total' } } },
    `select channel, sum(freight), sum(freight) / (select sum(freight) from orders) from orders group by 1 order by ${channelOrder}`,
  ),
  question(
    'What part of its channel’s freight does each state have?',
    '各状态占所在渠道运费的比例？',
    {
      from: 'orders',
      rows: [channel, { field: 'status', as: 'status' }],
      measures: { freight: { sum: 'freight' }, share: { of: 'freight', share: ['channel'] } },
    },
    `select channel, status, sum(freight), sum(freight) / sum(sum(freight)) over (partition by channel) from orders group by 1, 2
     order by ${channelOrder}, array_position(array['draft','paid','shipped','closed'], status)`,
  ),
  question(
    'What part of all customers does each channel reach? (Parts of different ones add up to more than one.)',
    '各渠道触达客户占全部客户的比例？',
    { from: 'orders', rows: [channel], measures: { customers: { distinct: 'customer' }, share: { of: 'customers', share: 'total' } } },
    `select channel, count(distinct customer), count(distinct customer)::numeric / (select count(distinct customer) from orders) from orders group by 1 order by ${channelOrder}`,
  ),
  question(
    'How does the freight of each channel add up over the months?',
    '各渠道运费逐月累计？',
    {
      from: 'orders',
      rows: [channel, month],
      measures: { freight: { sum: 'freight' }, all: { of: 'freight', running: 'all' }, year: { of: 'freight', running: 'year' } },
      where: [{ field: 'placed_at', empty: false }],
    },
    `select channel, ${m}, sum(freight), sum(sum(freight)) over (partition by channel order by ${m}), sum(sum(freight)) over (partition by channel, date_trunc('year', ${m}) order by ${m})
     from orders where placed_at is not null group by 1, 2 order by ${channelOrder}, 2`,
  ),
  question(
    'How do orders add up within each fiscal year from April?',
    '订单在财年（四月起）内累计？',
    {
      from: 'orders',
      rows: [month],
      measures: { n: { count: '*' }, ytd: { of: 'n', running: 'fiscal-year' } },
      where: [{ field: 'placed_at', empty: false }],
      fiscalYearStart: 4,
    },
    `select ${m}, count(*), sum(count(*)) over (partition by date_trunc('year', ${m} - interval '3 months') order by ${m}) from orders where placed_at is not null group by 1 order by 1`,
  ),
  question(
    'What is the mean of three months’ orders? (Months without any are filled with 0 and count.)',
    '三个月移动平均订单数？（空月补零并计入）',
    {
      from: 'orders',
      rows: [{ ...month, fill: 0 }],
      measures: { n: { count: '*' }, mean: { of: 'n', moving: 3 } },
      where: [
        { field: 'rating', is: 5 },
        { field: 'channel', is: '微信' },
        { field: 'placed_at', in: { last: '18 months' } },
      ],
    },
    `with g as (select p::date as m, count(o.id) as n from generate_series(timestamp '2025-06-01', timestamp '2026-11-01', '1 month') as p
       left join orders o on ${m} = p and rating = 5 and channel = '微信' group by 1)
     select m, n, avg(n) over (order by m rows between 2 preceding and current row) from g order by 1`,
  ),
  question(
    'Which place has each channel by freight, and each state within its channel by orders?',
    '各渠道运费排名，各状态在渠道内的订单排名？',
    {
      from: 'orders',
      rows: [channel, { field: 'status', as: 'status' }],
      measures: { n: { count: '*' }, place: { of: 'n', rank: 'desc', within: ['channel'] }, least: { of: 'n', rank: 'asc' } },
    },
    `select channel, status, count(*), rank() over (partition by channel order by count(*) desc), rank() over (order by count(*)) from orders group by 1, 2
     order by ${channelOrder}, array_position(array['draft','paid','shipped','closed'], status)`,
  ),
  question(
    'How do the orders of each of the last 12 complete months compare with a year before?',
    '最近 12 个完整月订单同比？',
    {
      from: 'orders',
      rows: [month],
      measures: {
        n: { count: '*' },
        before: { of: 'n', compare: '-1 year' },
        more: { of: 'n', compare: '-1 year', show: 'difference' },
        growth: { of: 'n', compare: '-1 year', show: 'percent' },
      },
      where: [{ field: 'placed_at', in: { last: '12 months', complete: true } }],
    },
    `with g as (select ${m} as m, count(*) as n from orders group by 1)
     select g.m, g.n, b.n, g.n - b.n, (g.n - b.n)::numeric / b.n from g left join g b on b.m = (g.m - interval '1 year')::date where g.m >= '2025-11-01' and g.m < '2026-11-01' order by 1`,
  ),
  question(
    'How does the turnover of each month and channel compare with the month before?',
    '各渠道每月销售额环比？',
    {
      from: 'orders',
      rows: [month, channel],
      measures: { turnover: { sum: 'lines.amount' }, before: { of: 'turnover', compare: 'previous' } },
      where: [{ field: 'placed_at', in: { last: '4 months' } }],
    },
    `with g as (select ${m} as m, channel, sum(amount) as t from orders o left join lines l on l.record = o.id group by 1, 2)
     select g.m, g.channel, g.t, b.t from g left join g b on b.m = (g.m - interval '1 month')::date and b.channel is not distinct from g.channel
     where g.m >= '2026-08-01' and g.m < '2026-12-01' order by 1, g.channel collate "zh-x-icu" nulls last`,
  ),
  question(
    'How do the orders of each week compare with the same week a year before?',
    '每周订单与去年同周相比？',
    {
      from: 'orders',
      rows: [{ field: 'placed_at', as: 'week', by: 'week' }],
      measures: { n: { count: '*' }, before: { of: 'n', compare: '-1 year' } },
      where: [
        { field: 'placed_at', after: '2026-08-31' },
        { field: 'placed_at', before: '2026-11-16' },
      ],
    },
    `with g as (select date_trunc('week', placed_at at time zone 'Asia/Shanghai')::date as w, count(*) as n from orders where ${since('2026-09-01')} and ${since('2026-11-16', '<')} group by 1),
       b as (select date_trunc('week', placed_at at time zone 'Asia/Shanghai')::date as w, count(*) as n from orders where ${since('2025-09-01')} and ${since('2025-11-16', '<')} group by 1)
     select g.w, g.n, b.n from g left join b on b.w = date_trunc('week', g.w - interval '1 year')::date order by 1`,
  ),
  question(
    'How does each channel’s freight of this year compare with last year’s?',
    '各渠道今年运费与去年相比？',
    {
      from: 'orders',
      rows: [channel],
      measures: {
        freight: { sum: 'freight' },
        before: { of: 'freight', compare: '-1 year' },
        previous: { of: 'freight', compare: 'previous', show: 'difference' },
      },
      where: [{ field: 'placed_at', in: { this: 'year' } }],
    },
    `select channel, sum(freight) filter (where ${since('2026-01-01')}), sum(freight) filter (where ${since('2026-01-01', '<')}),
       sum(freight) filter (where ${since('2026-01-01')}) - sum(freight) filter (where ${since('2026-01-01', '<')})
     from orders where ${since('2025-01-01')} and ${since('2027-01-01', '<')} group by 1 order by ${channelOrder}`,
  ),
  question(
    'How far is each month from 40 orders, and what part of it is reached?',
    '每月离 40 单目标差多少、完成率多少？',
    {
      from: 'orders',
      rows: [month],
      measures: {
        n: { count: '*' },
        missing: { of: 'n', target: 40, show: 'difference' },
        reached: { of: 'n', target: 40, show: 'attainment' },
      },
    },
    `select ${m}, count(*), count(*) - 40, count(*) / 40.0 from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'What part of the turnover is paid, channel by channel, best first?',
    '各渠道回款达成率，从高到低？',
    {
      from: 'orders',
      rows: [channel],
      measures: {
        turnover: { sum: 'lines.amount' },
        paid: { sum: 'payments.paid' },
        reached: { of: 'paid', target: 'turnover', show: 'attainment' },
      },
      sort: [{ by: 'reached', dir: 'desc' }],
    },
    `with x as (select channel, (select sum(amount) from lines where record = o.id) as t, (select sum(paid) from payments where orders = o.id) as p from orders o)
     select channel, sum(t), sum(p), sum(p) / sum(t) from x group by 1 order by 4 desc`,
  ),
  question(
    'Which channels have a growth this quarter, and which are above a tenth of all?',
    '本季度增长且占比超过一成的渠道？',
    {
      from: 'orders',
      rows: [channel],
      measures: { n: { count: '*' }, growth: { of: 'n', compare: '-3 months', show: 'difference' }, share: { of: 'n', share: 'total' } },
      where: [{ field: 'placed_at', in: { this: 'quarter' } }],
      having: [{ measure: 'share', gte: 0.1 }],
    },
    `with g as (select channel, count(*) filter (where ${since('2026-10-01')}) as n, count(*) filter (where ${since('2026-10-01', '<')}) as b
       from orders where ${since('2026-07-01')} and ${since('2027-01-01', '<')} group by 1)
     select channel, n, case when b > 0 then n - b end, n / (select sum(n) from g) from g where n > 0 and n / (select sum(n) from g) >= 0.1 order by ${channelOrder}`,
  ),
]
