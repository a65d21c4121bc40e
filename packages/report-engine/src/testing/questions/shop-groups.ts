import type { AskedMeasure, Question } from './question.ts'
import { question } from './question.ts'

const n: { n: AskedMeasure } = { n: { count: '*' } }
const local = `(placed_at at time zone 'Asia/Shanghai')`

/** What records are grouped by. */
export const shopGroups: Question[] = [
  question('How many orders are there?', '一共有多少订单？', { from: 'orders', measures: n }, `select count(*) from orders`),
  question(
    'How many orders are in each state?',
    '各状态有多少订单？',
    { from: 'orders', rows: [{ field: 'status', as: 'status' }], measures: n },
    `select status, count(*) from orders group by 1 order by array_position(array['draft','paid','shipped','closed'], status)`,
  ),
  question(
    'How many orders come by which channel, in the order of pinyin?',
    '各渠道有多少订单，按拼音排序？',
    { from: 'orders', rows: [{ field: 'channel', as: 'channel' }], measures: n },
    `select channel, count(*) from orders group by 1 order by channel collate "zh-x-icu" nulls last`,
  ),
  question(
    'How many customers live in each city, in the order of pinyin?',
    '各城市有多少客户，按拼音排序？',
    { from: 'customers', rows: [{ field: 'city', as: 'city' }], measures: n },
    `select city, count(*) from customers group by 1 order by city collate "zh-x-icu" nulls last`,
  ),
  question(
    'How many orders does each region place, an unnamed region, an empty one and none apart?',
    '各地区有多少订单，空文本与未填分开？',
    { from: 'orders', rows: [{ field: 'customer.region', as: 'region' }], measures: n },
    `select region, count(*) from orders o left join customers c on c.id = o.customer group by 1 order by region collate "zh-x-icu" nulls last`,
  ),
  question(
    'How many orders does each customer place, best first?',
    '各客户有多少订单，从多到少？',
    { from: 'orders', rows: [{ field: 'customer', as: 'customer' }], measures: n, sort: [{ by: 'n', dir: 'desc' }], limit: 5 },
    `select customer, count(*) from orders group by 1 order by 2 desc, customer nulls last limit 5`,
    { truncated: true },
  ),
  question(
    'How many orders are placed each month in Shanghai?',
    '每月（上海时间）有多少订单？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'month', by: 'month' }], measures: n },
    `select date_trunc('month', ${local})::date, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'And each month in New York?',
    '每月（纽约时间）呢？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'month', by: 'month' }], measures: n },
    `select date_trunc('month', placed_at at time zone 'America/New_York')::date, count(*) from orders group by 1 order by 1 nulls last`,
    { zone: 'America/New_York' },
  ),
  question(
    'How many orders are placed each week from Monday?',
    '每周（周一开始）有多少订单？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'week', by: 'week' }], measures: n, weekStart: 'mon' },
    `select date_trunc('week', ${local})::date, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'How many orders are placed each week from Sunday?',
    '每周（周日开始）有多少订单？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'week', by: 'week' }], measures: n, weekStart: 'sun' },
    `select ${local}::date - extract(dow from ${local})::int, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'How many orders are due each quarter?',
    '每季度到期多少订单？',
    { from: 'orders', rows: [{ field: 'due', as: 'quarter', by: 'quarter' }], measures: n },
    `select date_trunc('quarter', due)::date, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'How many orders are due on each day?',
    '每天到期多少订单？',
    { from: 'orders', rows: [{ field: 'due', as: 'day', by: 'day' }], measures: n, limit: 20 },
    `select due, count(*) from orders group by 1 order by 1 nulls last limit 20`,
    { truncated: true },
  ),
  question(
    'How many orders are placed in each year?',
    '每年有多少订单？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'year', by: 'year' }], measures: n, sort: [{ by: 'year', dir: 'desc' }] },
    `select date_trunc('year', ${local})::date, count(*) from orders group by 1 order by 1 desc nulls last`,
  ),
  question(
    'How many orders fall into each fiscal year from April?',
    '每个财年（四月开始）有多少订单？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'year', by: 'fiscal-year' }], measures: n, fiscalYearStart: 4 },
    `select make_date(extract(year from ${local})::int - case when extract(month from ${local}) < 4 then 1 else 0 end, 4, 1), count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'How many orders are due in each fiscal quarter from February?',
    '每个财季（二月开始）到期多少订单？',
    { from: 'orders', rows: [{ field: 'due', as: 'quarter', by: 'fiscal-quarter' }], measures: n, fiscalYearStart: 2 },
    `select (date_trunc('quarter', due - interval '1 month') + interval '1 month')::date, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'At which hour of the day are orders placed?',
    '订单在一天的哪个小时下单？',
    { from: 'orders', rows: [{ field: 'placed_at', as: 'hour', by: 'hour-of-day' }], measures: n },
    `select extract(hour from ${local})::int, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'On which weekday are orders due?',
    '订单在星期几到期？',
    { from: 'orders', rows: [{ field: 'due', as: 'weekday', by: 'day-of-week' }], measures: n },
    `select extract(isodow from due)::int, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'On which day of the month, in which week and month and quarter of the year are orders placed?',
    '订单在一月的哪天、一年的哪周、哪月、哪季下单？',
    {
      from: 'orders',
      rows: [
        { field: 'placed_at', as: 'quarter', by: 'quarter-of-year' },
        { field: 'placed_at', as: 'month', by: 'month-of-year' },
        { field: 'placed_at', as: 'week', by: 'week-of-year' },
        { field: 'placed_at', as: 'day', by: 'day-of-month' },
      ],
      measures: n,
    },
    `select extract(quarter from ${local})::int, extract(month from ${local})::int, extract(week from ${local})::int, extract(day from ${local})::int, count(*)
     from orders group by 1, 2, 3, 4 order by 1 nulls last, 2 nulls last, 3 nulls last, 4 nulls last limit 1000`,
  ),
  question(
    'How is the freight spread over steps of ten?',
    '运费按十元分段的分布？',
    { from: 'orders', rows: [{ field: 'freight', as: 'freight', bins: { width: 10 } }], measures: n },
    `select floor(freight / 10) * 10, count(*) from orders group by 1 order by 1 nulls last`,
  ),
  question(
    'How are amounts of lines spread over steps of 250 from −80, empty steps included?',
    '明细金额从 −80 起每 250 一段的分布，含空段？',
    {
      from: 'lines',
      rows: [{ field: 'amount', as: 'amount', bins: { width: 250, from: -80 }, fill: 0 }],
      measures: n,
      where: [{ field: 'amount', empty: false }],
    },
    `select b, (select count(*) from lines where amount >= b and amount < b + 250)
     from (select generate_series(min(floor((amount + 80) / 250)), max(floor((amount + 80) / 250))) * 250 - 80 as b from lines) as steps order by 1`,
  ),
  question(
    'How many orders are there by channel and state?',
    '按渠道和状态有多少订单？',
    { from: 'orders', rows: [{ field: 'channel', as: 'channel' }], cols: [{ field: 'status', as: 'status' }], measures: n },
    `select channel, status, count(*) from orders group by 1, 2
     order by channel collate "zh-x-icu" nulls last, array_position(array['draft','paid','shipped','closed'], status)`,
  ),
  question(
    'How many customers are there of each level?',
    '各级别有多少客户？',
    { from: 'customers', rows: [{ field: 'level', as: 'level' }], measures: n, sort: [{ by: 'level', dir: 'desc' }] },
    `select level, count(*) from customers group by 1 order by 1 desc nulls last`,
  ),
  question(
    'How many orders are placed each month of this year, months without any included?',
    '今年每月有多少订单，没有订单的月份也列出？',
    {
      from: 'orders',
      rows: [{ field: 'placed_at', as: 'month', by: 'month', fill: 0 }],
      measures: { n: { count: '*' }, freight: { sum: 'freight' }, mean: { avg: 'freight' } },
      where: [
        { field: 'placed_at', in: { this: 'year' } },
        { field: 'channel', is: '微信' },
        { field: 'rating', is: 5 },
      ],
    },
    `select m::date, count(o.id), coalesce(sum(freight), case when count(o.id) = 0 then 0 end), avg(freight)
     from generate_series(timestamp '2026-01-01', timestamp '2026-11-01', '1 month') as m
     left join orders o on date_trunc('month', placed_at at time zone 'Asia/Shanghai') = m and channel = '微信' and rating = 5 group by 1 order by 1`,
  ),
  question(
    'How many orders does each channel have in each of the last three weeks, gaps filled?',
    '近三周各渠道每周有多少订单，空缺补零？',
    {
      from: 'orders',
      rows: [
        { field: 'placed_at', as: 'week', by: 'week', fill: 0 },
        { field: 'channel', as: 'channel' },
      ],
      measures: n,
      where: [{ field: 'placed_at', in: { last: '3 weeks' } }],
    },
    `with o as (select *, date_trunc('week', placed_at at time zone 'Asia/Shanghai') as w from orders
       where placed_at >= timestamp '2026-11-02' at time zone 'Asia/Shanghai' and placed_at < timestamp '2026-11-23' at time zone 'Asia/Shanghai')
     select p::date, c.channel, count(o.id) from generate_series(timestamp '2026-11-02', timestamp '2026-11-16', '1 week') as p
     cross join (select distinct channel from o) as c left join o on o.w = p and o.channel is not distinct from c.channel
     group by p, c.channel order by p, c.channel collate "zh-x-icu" nulls last`,
  ),
]
