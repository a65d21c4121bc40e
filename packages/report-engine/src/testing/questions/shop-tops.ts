import type { Question } from './question.ts'
import { question } from './question.ts'
import { medianOf } from './sql-parts.ts'

const topRegions = { field: 'customer.region', as: 'region', top: { n: 2, by: 'freight' } }
const withRegion = `with o as (select o.*, c.region from orders o left join customers c on c.id = o.customer),
  r as (select region, row_number() over (order by sum(freight) desc nulls last, region collate "zh-x-icu" nulls last) as place from o group by 1)`
const shownRegion = `case when place > 2 then 'Others' else o.region end`
const channelOrder = `channel collate "zh-x-icu" nulls last`
const month = `date_trunc('month', placed_at at time zone 'Asia/Shanghai')::date`

/** The first few and the others, totals, and groups that stay. */
export const shopTops: Question[] = [
  question(
    'Which two regions bring the most freight, and what do the others?',
    '运费最高的两个地区，其余合并？',
    { from: 'orders', rows: [topRegions], measures: { freight: { sum: 'freight' }, mean: { avg: 'freight' }, n: { count: '*' } } },
    `${withRegion} select ${shownRegion}, sum(freight), avg(freight), count(*) from o join r on r.region is not distinct from o.region
     group by 1, place > 2 order by place > 2, 2 desc`,
  ),
  question(
    'And month by month, the same two?',
    '按月看同样的两个地区？',
    {
      from: 'orders',
      rows: [{ field: 'placed_at', as: 'month', by: 'month' }, topRegions],
      measures: { freight: { sum: 'freight' }, customers: { distinct: 'customer' } },
      totals: ['subtotals', 'grand'],
    },
    `${withRegion} select ${month}, ${shownRegion}, sum(freight), count(distinct customer) from o join r on r.region is not distinct from o.region
     group by 1, 2, place > 2 order by 1 nulls last, place > 2, (case when place > 2 then null else min(o.region) end) collate "zh-x-icu" nulls last`,
    {
      totals: [
        { over: ['region'], sql: `select ${month}, null, sum(freight), count(distinct customer) from orders group by 1` },
        { over: ['month', 'region'], sql: `select null, null, sum(freight), count(distinct customer) from orders` },
      ],
    },
  ),
  question(
    'Which three products sell best, and in how many orders are they and the others? (An order counts once in the others.)',
    '销售额最高的三种产品及其订单数，其余合并？（其余中每单只计一次）',
    {
      from: 'orders',
      rows: [{ field: 'lines.product', as: 'product', top: { n: 3, by: 'turnover', others: { en: 'Others', 'zh-CN': '其他' } } }],
      measures: { turnover: { sum: 'lines.amount' }, orders: { count: '*' } },
    },
    `with x as (select o.id, l.product, l.amount from orders o left join lines l on l.record = o.id),
       r as (select product, row_number() over (order by sum(amount) desc nulls last, product nulls last) as place from x group by 1),
       y as (select x.*, place > 3 as rest, case when place > 3 then 'Others' else x.product::text end as shown from x join r on r.product is not distinct from x.product)
     select shown, sum(amount), count(distinct id) from y group by shown, rest order by rest, 2 desc`,
  ),
  question(
    'Which channel rates best, what of the others’ mean?',
    '平均评分最高的渠道，其余平均？',
    {
      from: 'orders',
      rows: [{ field: 'channel', as: 'channel', top: { n: 1, by: 'rating' } }],
      measures: { rating: { avg: 'rating' }, median: { median: 'rating' } },
    },
    `with r as (select channel, row_number() over (order by avg(rating) desc nulls last, ${channelOrder}) as place from orders group by 1)
     select case when place > 1 then 'Others' else o.channel end, avg(rating), ${medianOf('rating')} from orders o join r on r.channel is not distinct from o.channel
     group by 1, place > 1 order by place > 1`,
  ),
  question(
    'What freight does each channel have in each state, with all totals?',
    '渠道 × 状态的运费透视，含全部合计？',
    {
      from: 'orders',
      rows: [{ field: 'channel', as: 'channel' }],
      cols: [{ field: 'status', as: 'status' }],
      measures: { freight: { sum: 'freight' }, mean: { avg: 'freight' }, customers: { distinct: 'customer' } },
      totals: ['rows', 'cols', 'grand'],
    },
    `select channel, status, sum(freight), avg(freight), count(distinct customer) from orders group by 1, 2 order by ${channelOrder}, array_position(array['draft','paid','shipped','closed'], status)`,
    {
      totals: [
        { over: ['status'], sql: `select channel, null, sum(freight), avg(freight), count(distinct customer) from orders group by 1` },
        { over: ['channel'], sql: `select null, status, sum(freight), avg(freight), count(distinct customer) from orders group by 2` },
        { over: ['channel', 'status'], sql: `select null, null, sum(freight), avg(freight), count(distinct customer) from orders` },
      ],
    },
  ),
  question(
    'What is the turnover by region, channel and state, with subtotals that are no sums of medians?',
    '地区、渠道、状态的销售额，小计独立计算？',
    {
      from: 'orders',
      rows: [
        { field: 'customer.region', as: 'region' },
        { field: 'channel', as: 'channel' },
        { field: 'status', as: 'status' },
      ],
      measures: { turnover: { sum: 'lines.amount' }, median: { median: 'freight' }, n: { count: '*' } },
      totals: ['subtotals', 'grand'],
      limit: 10,
    },
    `with x as (select o.*, c.region from orders o left join customers c on c.id = o.customer)
     select region, channel, status, (select sum(amount) from x y join lines l on l.record = y.id where (y.region, y.channel, y.status) is not distinct from (x.region, x.channel, x.status)),
       ${medianOf('freight')}, count(*) from x group by 1, 2, 3
     order by region collate "zh-x-icu" nulls last, ${channelOrder}, array_position(array['draft','paid','shipped','closed'], status) limit 10`,
    {
      truncated: true,
      totals: [
        {
          over: ['channel', 'status'],
          sql: `with x as (select o.*, c.region from orders o left join customers c on c.id = o.customer)
            select region, null, null, (select sum(amount) from x y join lines l on l.record = y.id where y.region is not distinct from x.region), ${medianOf('freight')}, count(*) from x group by 1`,
        },
        {
          over: ['region', 'channel', 'status'],
          sql: `select null, null, null, (select sum(amount) from lines l join orders o on o.id = l.record), ${medianOf('freight')}, count(*) from orders`,
        },
      ],
    },
  ),
  question(
    'Which months have more than 40 orders?',
    '哪些月份订单超过 40？',
    {
      from: 'orders',
      rows: [{ field: 'placed_at', as: 'month', by: 'month' }],
      measures: { n: { count: '*' } },
      having: [{ measure: 'n', gt: 40 }],
    },
    `select ${month}, count(*) from orders group by 1 having count(*) > 40 order by 1 nulls last`,
  ),
  question(
    'Which customers bought for at least 6,000 in at least 10 orders, best first, and what share of everything is it?',
    '销售额至少 6000 且至少 10 单的客户及其占比？',
    {
      from: 'orders',
      rows: [{ field: 'customer.name', as: 'customer' }],
      measures: { turnover: { sum: 'lines.amount' }, n: { count: '*' }, share: { of: 'turnover', share: 'total' } },
      having: [
        { measure: 'turnover', gte: 6000 },
        { measure: 'n', gte: 10 },
      ],
      sort: [{ by: 'turnover', dir: 'desc' }],
    },
    `with x as (select c.name, o.id, (select sum(amount) from lines l where l.record = o.id) as t from orders o left join customers c on c.id = o.customer)
     select name, sum(t), count(*), sum(t) / (select sum(t) from x) from x group by 1 having sum(t) >= 6000 and count(*) >= 10 order by 2 desc, name collate "zh-x-icu"`,
  ),
  question(
    'Which products were never sold? (Products counted, their lines none.)',
    '哪些类别有从未售出的产品？',
    {
      from: 'products',
      rows: [{ field: 'category', as: 'category' }],
      measures: { n: { count: '*' } },
      where: [{ none: 'lines:product', where: [] }],
    },
    `select category, count(*) from products p where not exists (select from lines where product = p.id) group by 1 order by category collate "zh-x-icu" nulls last`,
  ),
]
