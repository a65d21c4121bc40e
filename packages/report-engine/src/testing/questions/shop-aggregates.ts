import type { Question } from './question.ts'
import { question } from './question.ts'
import { hoursOf, medianOf } from './sql-parts.ts'

const byChannel = { from: 'orders', rows: [{ field: 'channel', as: 'channel' }] }
const channelOrder = `order by channel collate "zh-x-icu" nulls last`
const byRegion = { from: 'orders', rows: [{ field: 'customer.region', as: 'region' }] }
const regionOrder = `order by region collate "zh-x-icu" nulls last`
const month = { field: 'placed_at', as: 'month', by: 'month' } as const
const placedMonth = `date_trunc('month', placed_at at time zone 'Asia/Shanghai')::date`

/** Every aggregate, and every grain it may be of. */
export const shopAggregates: Question[] = [
  question(
    'What do the freights of each channel add up to, what is their mean, least and greatest?',
    '各渠道运费的合计、平均、最小、最大？',
    { ...byChannel, measures: { sum: { sum: 'freight' }, mean: { avg: 'freight' }, least: { min: 'freight' }, most: { max: 'freight' } } },
    `select channel, sum(freight), avg(freight), min(freight), max(freight) from orders group by 1 ${channelOrder}`,
  ),
  question(
    'How many ratings are there, and what is their mean, for each channel?',
    '各渠道有多少评分，平均几分？',
    { ...byChannel, measures: { n: { count: 'rating' }, mean: { avg: 'rating' }, sum: { sum: 'rating' }, best: { max: 'rating' } } },
    `select channel, count(rating), avg(rating), sum(rating), max(rating) from orders group by 1 ${channelOrder}`,
  ),
  question(
    'How many different customers does each channel reach?',
    '各渠道触达多少不同客户？',
    { ...byChannel, measures: { customers: { distinct: 'customer' }, regions: { distinct: 'customer.region' } } },
    `select channel, count(distinct customer), count(distinct region) from orders o left join customers c on c.id = o.customer group by 1 ${channelOrder}`,
  ),
  question(
    'What is the median freight of each state, exactly?',
    '各状态运费的中位数（精确）？',
    {
      from: 'orders',
      rows: [{ field: 'status', as: 'status' }],
      measures: { median: { median: 'freight' }, rating: { median: 'rating' } },
    },
    `select status, (select avg(freight) from (select freight, row_number() over (order by freight) as i, count(*) over () as c from orders x
       where x.status is not distinct from o.status and freight is not null) as s where i in ((c + 1) / 2, (c + 2) / 2)),
       ${medianOf('rating')}
     from orders o group by status order by array_position(array['draft','paid','shipped','closed'], status)`,
  ),
  question(
    'What freight do nine of ten orders stay below?',
    '九成订单的运费不超过多少？',
    { from: 'orders', measures: { p90: { percentile: { of: 'freight', at: 0.9 } }, p0: { percentile: { of: 'freight', at: 0 } } } },
    `with s as (select freight, row_number() over (order by freight) - 1 as i, (count(*) over () - 1) * 0.9 as at from orders where freight is not null)
     select a.freight + (b.freight - a.freight) * (a.at - a.i), (select min(freight) from s) from s a join s b on b.i = a.i + 1 where a.i = floor(a.at)`,
  ),
  question(
    'What was the first and the last rating of each channel?',
    '各渠道第一个和最后一个评分？',
    { ...byChannel, measures: { first: { first: { of: 'rating', by: 'placed_at' } }, last: { final: { of: 'rating', by: 'placed_at' } } } },
    `select channel, (array_agg(rating order by placed_at, id) filter (where placed_at is not null))[1],
       (array_agg(rating order by placed_at desc, id desc) filter (where placed_at is not null))[1] from orders group by 1 ${channelOrder}`,
  ),
  question(
    'How long does it take until an order is shipped, by channel?',
    '各渠道从下单到发货平均多少小时？',
    { ...byChannel, measures: { hours: { avgDuration: { from: 'placed_at', to: 'shipped_at' } } } },
    `select channel, ${hoursOf('placed_at', 'shipped_at')} from orders group by 1 ${channelOrder}`,
  ),
  question(
    'When was the first order placed and when is the last one due?',
    '最早的下单时间和最晚的到期日？',
    { from: 'orders', measures: { first: { min: 'placed_at' }, last: { max: 'due' } } },
    `select to_char(min(placed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), max(due) from orders`,
  ),
  question(
    'How many orders, how many closed ones, how many late ones does each channel have?',
    '各渠道有多少订单、已关闭的、逾期的？',
    {
      ...byChannel,
      measures: {
        n: { count: '*' },
        closed: { count: '*', where: [{ field: 'status', is: 'closed' }] },
        late: {
          count: '*',
          where: [
            { field: 'due', before: 'today' },
            { field: 'status', not: 'closed' },
          ],
        },
      },
    },
    `select channel, count(*), count(*) filter (where status = 'closed'), count(*) filter (where due < '2026-11-22' and status is distinct from 'closed') from orders group by 1 ${channelOrder}`,
  ),
  question(
    'What are freight and turnover of each month? (A join would count the freight once a line.)',
    '每月运费和销售额？（连接会把运费重复计算）',
    { from: 'orders', rows: [month], measures: { freight: { sum: 'freight' }, turnover: { sum: 'lines.amount' } } },
    `with f as (select ${placedMonth} as m, sum(freight) as freight from orders group by 1),
       t as (select ${placedMonth} as m, sum(amount) as turnover from orders o join lines l on l.record = o.id group by 1)
     select f.m, freight, turnover from f left join t on t.m is not distinct from f.m order by 1 nulls last`,
  ),
  question(
    'What are freight, turnover and payments of each region, each counted once?',
    '各地区的运费、销售额、回款，各算一次？',
    {
      ...byRegion,
      measures: {
        orders: { count: '*' },
        freight: { sum: 'freight' },
        turnover: { sum: 'lines.amount' },
        lines: { count: 'lines' },
        paid: { sum: 'payments.paid' },
      },
    },
    `with x as (select o.*, c.region, (select sum(amount) from lines l where l.record = o.id) as turnover, (select count(*) from lines l where l.record = o.id) as lines,
       (select sum(paid) from payments p where p.orders = o.id) as paid from orders o left join customers c on c.id = o.customer)
     select region, count(*), sum(freight), sum(turnover), sum(lines), sum(paid) from x group by 1 ${regionOrder}`,
  ),
  question(
    'What are the mean line and the mean payment of each channel?',
    '各渠道的平均明细金额和平均回款？',
    { ...byChannel, measures: { line: { avg: 'lines.amount' }, payment: { avg: 'payments.paid' }, median: { median: 'lines.amount' } } },
    `select channel, avg(l.amount), (select avg(paid) from payments p join orders q on q.id = p.orders where q.channel is not distinct from o.channel),
       ((array_agg(l.amount order by l.amount) filter (where l.amount is not null))[(count(l.amount) + 1) / 2] + (array_agg(l.amount order by l.amount) filter (where l.amount is not null))[(count(l.amount) + 2) / 2]) / 2
     from orders o left join lines l on l.record = o.id group by 1 ${channelOrder}`,
  ),
  question(
    'What is sold of each category, and in how many orders is it? (An order of two categories is in both.)',
    '各类别销售额和所在订单数？（一个订单可属于多个类别）',
    {
      from: 'orders',
      rows: [{ field: 'lines.product.category', as: 'category' }],
      measures: { turnover: { sum: 'lines.amount' }, orders: { count: '*' }, freight: { sum: 'freight' } },
      totals: ['grand'],
    },
    `with x as (select o.id, o.freight, p.category, l.amount from orders o left join lines l on l.record = o.id left join products p on p.id = l.product),
       t as (select category, sum(amount) as turnover from x group by 1), f as (select category, count(*) as n, sum(freight) as freight from (select distinct id, category, freight from x) as d group by 1)
     select t.category, turnover, n, freight from t join f on f.category is not distinct from t.category order by t.category collate "zh-x-icu" nulls last`,
    {
      totals: [
        {
          over: ['category'],
          sql: `select null, (select sum(amount) from lines join orders o on o.id = record), count(*), sum(freight) from orders`,
        },
      ],
    },
  ),
  question(
    'What was paid for orders with products of each category? (Payments lie beside lines.)',
    '含各类别产品的订单回款多少？（回款与明细并列）',
    {
      from: 'orders',
      rows: [{ field: 'lines.product.category', as: 'category' }],
      measures: { paid: { sum: 'payments.paid' }, payments: { count: 'payments' } },
    },
    `with g as (select distinct o.id, p.category from orders o left join lines l on l.record = o.id left join products p on p.id = l.product)
     select category, sum(paid), count(y.id) from g left join payments y on y.orders = g.id group by 1 order by category collate "zh-x-icu" nulls last`,
  ),
  question(
    'How many orders bear each tag, and what freight?',
    '各标签有多少订单，运费多少？',
    {
      from: 'orders',
      rows: [{ field: 'tags', as: 'tag' }],
      measures: { orders: { count: '*' }, freight: { sum: 'freight' }, tags: { count: 'tags' } },
      totals: ['grand'],
    },
    `with g as (select distinct o.id, o.freight, t.value from orders o left join tags t on t.record = o.id)
     select value, count(*), sum(freight), (select count(*) from tags t join orders o on o.id = t.record where t.value = g.value) from g group by 1 order by value collate "zh-x-icu" nulls last`,
    { totals: [{ over: ['tag'], sql: `select null, count(*), sum(freight), (select count(*) from tags) from orders` }] },
  ),
  question(
    'What did the goods of each channel cost, by quantity and cost of the product?',
    '各渠道商品成本（数量 × 单位成本）？',
    { ...byChannel, measures: { cost: { sum: { logic: { 'dec*': [{ var: 'lines.quantity' }, { var: 'lines.product.cost' }] } } } } },
    `select channel, sum(case when l.id is not null then coalesce(quantity, 0) * coalesce(cost, 0) end) from orders o left join lines l on l.record = o.id left join products p on p.id = l.product group by 1 ${channelOrder}`,
  ),
  question(
    'How many different products does each region buy?',
    '各地区购买多少种产品？',
    {
      ...byRegion,
      measures: {
        products: { distinct: 'lines.product' },
        gifts: { distinct: 'lines.product', where: [{ field: 'lines.kind', is: '赠品' }] },
      },
    },
    `select region, count(distinct product), count(distinct product) filter (where kind = '赠品') from orders o left join customers c on c.id = o.customer left join lines l on l.record = o.id group by 1 ${regionOrder}`,
  ),
  question(
    'What did each customer’s last line come to?',
    '每个级别客户最后一条明细金额？',
    {
      from: 'orders',
      rows: [{ field: 'customer.level', as: 'level' }],
      measures: { last: { final: { of: 'lines.amount', by: 'lines.packed_at' } } },
    },
    `select level, (array_agg(amount order by packed_at desc, l.id desc) filter (where packed_at is not null))[1]
     from orders o left join customers c on c.id = o.customer left join lines l on l.record = o.id group by 1 order by 1 nulls last`,
  ),
  question(
    'How many orders, what freight, what turnover does a customer’s city bring, seen from the customers?',
    '从客户看，各城市有多少订单、运费和销售额？',
    {
      from: 'customers',
      rows: [{ field: 'city', as: 'city' }],
      measures: {
        customers: { count: '*' },
        orders: { count: 'orders:customer' },
        freight: { sum: 'orders:customer.freight' },
        turnover: { sum: 'orders:customer.lines.amount' },
      },
    },
    `with x as (select c.city, c.id, (select count(*) from orders o where o.customer = c.id) as n, (select sum(freight) from orders o where o.customer = c.id) as f,
       (select sum(amount) from orders o join lines l on l.record = o.id where o.customer = c.id) as t from customers c)
     select city, count(*), sum(n), sum(f), sum(t) from x group by 1 order by city collate "zh-x-icu" nulls last`,
  ),
  question(
    'What is the turnover of those lines of a month that are no returns, beside all?',
    '每季度非退货明细销售额与全部销售额？',
    {
      from: 'orders',
      rows: [{ field: 'placed_at', as: 'quarter', by: 'quarter' }],
      measures: { all: { sum: 'lines.amount' }, kept: { sum: 'lines.amount', where: [{ field: 'lines.kind', not: '退货' }] } },
    },
    `select date_trunc('quarter', placed_at at time zone 'Asia/Shanghai')::date, sum(amount), sum(amount) filter (where kind is distinct from '退货')
     from orders o left join lines l on l.record = o.id group by 1 order by 1 nulls last`,
  ),
  question(
    'How many orders of each channel have a gift among their lines, and what is their freight?',
    '各渠道含赠品的订单有多少，运费多少？',
    {
      ...byChannel,
      measures: {
        n: { count: '*', where: [{ field: 'lines.kind', is: '赠品' }] },
        freight: { sum: 'freight', where: [{ field: 'lines.kind', is: '赠品' }] },
      },
    },
    `select channel, count(*) filter (where g), sum(freight) filter (where g) from (select o.*, exists (select from lines where record = o.id and kind = '赠品') as g from orders o) as o group by 1 ${channelOrder}`,
  ),
  question(
    'What was on stock at the end of each month, and at the end of all?',
    '每月末库存多少，最后一次盘点多少？',
    {
      from: 'stocks',
      rows: [{ field: 'counted', as: 'month', by: 'month' }],
      measures: { stock: { sum: 'quantity', last: 'counted' }, rows: { count: '*' } },
      totals: ['grand'],
    },
    `select m, (select sum(quantity) from stocks where counted = last), n from (select date_trunc('month', counted)::date as m, max(counted) as last, count(*) as n from stocks group by 1) as x order by 1`,
    {
      totals: [
        {
          over: ['month'],
          sql: `select null, (select sum(quantity) from stocks where counted = (select max(counted) from stocks)), count(*) from stocks`,
        },
      ],
    },
  ),
  question(
    'What was last counted of each category?',
    '各类别最近一次盘点库存？',
    { from: 'stocks', rows: [{ field: 'product.category', as: 'category' }], measures: { stock: { sum: 'quantity', last: 'counted' } } },
    `select category, sum(quantity) filter (where counted = last) from (select s.*, category, max(counted) over (partition by category) as last from stocks s left join products p on p.id = s.product) as x
     group by 1 order by category collate "zh-x-icu" nulls last`,
  ),
]
