import type { ReportFilter } from '../../document.ts'
import type { Question } from './question.ts'
import { question } from './question.ts'

/** How many orders meet the filters, and what freight they have. */
function among(en: string, zh: string, where: ReportFilter[], condition: string, fiscalYearStart = 1): Question {
  return question(
    en,
    zh,
    {
      from: 'orders',
      where,
      measures: { n: { count: '*' }, freight: { sum: 'freight' }, turnover: { sum: 'lines.amount' } },
      fiscalYearStart,
    },
    `select count(*), sum(freight), sum((select sum(amount) from lines where record = o.id)) from orders o left join customers c on c.id = o.customer where ${condition}`,
  )
}

const from = (at: string, op: string) => `placed_at ${op} timestamp '${at}' at time zone 'Asia/Shanghai'`

/** What records are left out. */
export const shopFilters: Question[] = [
  among('… of the region East?', '华东的订单？', [{ field: 'customer.region', is: '华东' }], `region = '华东'`),
  among(
    '… not of the region East, those of no region too?',
    '非华东的订单，含未填？',
    [{ field: 'customer.region', not: '华东' }],
    `region is distinct from '华东'`,
  ),
  among('… of a shop or by telephone?', '门店或电话订单？', [{ field: 'channel', oneOf: ['门店', '电话'] }], `channel in ('门店', '电话')`),
  among('… without a region?', '没有地区的订单？', [{ field: 'customer.region', empty: true }], `region is null`),
  among(
    '… of a freight from 10 to 20.50, exactly?',
    '运费 10 到 20.50 的订单？',
    [
      { field: 'freight', gte: '10' },
      { field: 'freight', lte: '20.50' },
    ],
    `freight between 10 and 20.50`,
  ),
  among(
    '… of the last 12 complete months?',
    '最近 12 个完整月？',
    [{ field: 'placed_at', in: { last: '12 months', complete: true } }],
    `${from('2025-11-01', '>=')} and ${from('2026-11-01', '<')}`,
  ),
  among(
    '… of the last 30 days, today included?',
    '最近 30 天（含今天）？',
    [{ field: 'placed_at', in: { last: '30 days' } }],
    `${from('2026-10-24', '>=')} and ${from('2026-11-23', '<')}`,
  ),
  among(
    '… of this fiscal year from April?',
    '本财年（四月起）？',
    [{ field: 'placed_at', in: { this: 'fiscal-year' } }],
    `${from('2026-04-01', '>=')} and ${from('2027-04-01', '<')}`,
    4,
  ),
  among('… due before today?', '今天之前到期？', [{ field: 'due', before: 'today' }], `due < '2026-11-22'`),
  among('… placed before this moment?', '此刻之前下单？', [{ field: 'placed_at', before: 'now' }], `placed_at < '2026-11-22T08:00:00Z'`),
  among(
    '… placed on the first of May in Shanghai?',
    '五一当天下单？',
    [{ field: 'placed_at', is: '2026-05-01' }],
    `${from('2026-05-01', '>=')} and ${from('2026-05-02', '<')}`,
  ),
  among(
    '… placed after the first of May (that day excluded)?',
    '五一之后下单（不含当天）？',
    [{ field: 'placed_at', after: '2026-05-01' }],
    from('2026-05-02', '>='),
  ),
  among(
    '… with a line of seafood? (Each order once.)',
    '含海鲜明细的订单？（每单一次）',
    [{ field: 'lines.product.category', is: '海鲜' }],
    `exists (select from lines l join products p on p.id = l.product where l.record = o.id and p.category = '海鲜')`,
  ),
  among(
    '… with a gift of which at least ten were given?',
    '赠品数量至少十件的订单？',
    [
      {
        some: 'lines',
        where: [
          { field: 'kind', is: '赠品' },
          { field: 'quantity', gte: 10 },
        ],
      },
    ],
    `exists (select from lines where record = o.id and kind = '赠品' and quantity >= 10)`,
  ),
  among(
    '… with a gift, and with a line of at least ten, whichever?',
    '有赠品且有数量至少十件的明细（可不同行）？',
    [
      { field: 'lines.kind', is: '赠品' },
      { field: 'lines.quantity', gte: 10 },
    ],
    `exists (select from lines where record = o.id and kind = '赠品') and exists (select from lines where record = o.id and quantity >= 10)`,
  ),
  among(
    '… that nothing was paid for?',
    '没有任何回款的订单？',
    [{ none: 'payments', where: [] }],
    `not exists (select from payments where orders = o.id)`,
  ),
  among(
    '… without a payment in cash, but with the tag “urgent”?',
    '没有现金回款但有“加急”标签？',
    [
      { none: 'payments', where: [{ field: 'method', is: '现金' }] },
      { field: 'tags', is: '加急' },
    ],
    `not exists (select from payments where orders = o.id and method = '现金') and exists (select from tags where record = o.id and value = '加急')`,
  ),
  among(
    '… that are urgent or of the best customers?',
    '加急或五级客户的订单？',
    [
      {
        any: [
          { field: 'tags', is: '加急' },
          { field: 'customer.level', gte: 5 },
        ],
      },
    ],
    `(exists (select from tags where record = o.id and value = '加急') or level >= 5)`,
  ),
  among(
    '… whose freight is above ten times their rating, by a formula?',
    '运费超过评分十倍的订单（公式）？',
    [{ logic: { 'dec>': [{ var: 'freight' }, { 'dec*': [{ var: 'rating' }, 10] }] } }],
    `coalesce(freight, 0) > coalesce(rating, 0) * 10`,
  ),
  among(
    '… of customers who once bought by telephone?',
    '曾电话下单的客户的订单？',
    [{ field: 'customer.orders:customer.channel', is: '电话' }],
    `exists (select from orders p where p.customer = c.id and p.channel = '电话')`,
  ),
]
