import { date, decimal, integer, reference, text, timestamp } from '@tangram/data-model'
import type { Row, World } from '../oracle/world.ts'
import { Draw, uuidOf } from './draw.ts'

const regions = ['华东', '华南', '华北', '西南', '', null]
const cities = ['上海', '北京', '广州', '成都', '重庆', '厦门', '长沙', '杭州', null]
const categories = ['海鲜', '饮料', '调味品', '点心', '日用品', null]
const [customers, products, orders, lines, payments, tags, stocks] = [1, 2, 3, 4, 5, 6, 7]
const money = decimal(12, 2)

/**
 * A wholesaler with two years of orders: orders without a customer or lines, customers without a region, payments in parts and refunds,
 * products never sold, a monthly count of the stock.
 */
export function shop(): World {
  const draw = new Draw(20_261_122)
  const many = (count: number, make: (n: number) => Row): Row[] => Array.from({ length: count }, (_, n) => make(n))
  return {
    customers: {
      columns: { id: reference('customers'), name: text(), region: text(), city: text(), level: integer(), since: date },
      relations: { 'orders:customer': { to: 'orders', from: 'id', on: 'customer', many: true } },
      rows: many(60, (n) => ({
        id: uuidOf(customers, n),
        name: `客户${n}`,
        region: draw.of(regions),
        city: draw.of(cities),
        level: draw.maybe(1 + draw.below(5)),
        since: draw.instant('2020-01-01T00:00:00Z', 2000).slice(0, 10),
      })),
    },
    products: {
      columns: { id: reference('products'), name: text(), category: text(), cost: money },
      relations: {
        'lines:product': { to: 'lines', from: 'id', on: 'product', many: true },
        'stocks:product': { to: 'stocks', from: 'id', on: 'product', many: true },
      },
      rows: many(40, (n) => ({
        id: uuidOf(products, n),
        name: `产品${n}`,
        category: draw.of(categories),
        cost: draw.maybe(draw.money(1, 90)),
      })),
    },
    orders: {
      columns: {
        id: reference('orders'),
        number: text(),
        customer: reference('customers'),
        status: text(),
        channel: text(),
        placed_at: timestamp,
        shipped_at: timestamp,
        due: date,
        freight: money,
        rating: integer({ min: 1, max: 5 }),
      },
      options: { status: ['draft', 'paid', 'shipped', 'closed'] },
      relations: {
        customer: { to: 'customers', from: 'customer', on: 'id', many: false },
        lines: { to: 'lines', from: 'id', on: 'record', many: true },
        payments: { to: 'payments', from: 'id', on: 'orders', many: true },
        tags: { to: 'tags', from: 'id', on: 'record', many: true, value: 'value' },
      },
      rows: many(900, (n) => {
        const placed = draw.maybe(draw.instant('2024-11-01T00:00:00Z', 760), 40)
        return {
          id: uuidOf(orders, n),
          number: `N${n}`,
          customer: draw.maybe(uuidOf(customers, draw.below(64)), 20),
          status: draw.maybe(draw.of(['draft', 'paid', 'shipped', 'closed']), 20),
          channel: draw.maybe(draw.of(['门店', '网店', '电话', '微信'])),
          placed_at: placed,
          shipped_at: placed && draw.maybe(new Date(Date.parse(placed) + draw.below(20 * 86_400) * 1000).toISOString(), 4),
          due: draw.maybe(draw.instant('2024-11-10T00:00:00Z', 770).slice(0, 10), 30),
          freight: draw.maybe(draw.money(-5, 60)),
          rating: draw.maybe(1 + draw.below(5), 3),
        }
      }),
    },
    lines: {
      columns: {
        id: reference('lines'),
        record: reference('orders'),
        product: reference('products'),
        kind: text(),
        quantity: integer(),
        amount: money,
        packed_at: timestamp,
      },
      relations: { product: { to: 'products', from: 'product', on: 'id', many: false } },
      rows: many(2200, (n) => ({
        id: uuidOf(lines, n),
        record: draw.maybe(uuidOf(orders, draw.below(900)), 60),
        product: draw.maybe(uuidOf(products, draw.below(36)), 30),
        kind: draw.of(['普通', '赠品', '退货', null]),
        quantity: draw.maybe(1 + draw.below(12), 25),
        amount: draw.maybe(draw.money(-80, 900), 25),
        packed_at: draw.maybe(draw.instant('2024-11-01T00:00:00Z', 770)),
      })),
    },
    payments: {
      columns: { id: reference('payments'), orders: reference('orders'), paid: money, method: text(), paid_at: timestamp },
      relations: {},
      rows: many(1100, (n) => ({
        id: uuidOf(payments, n),
        orders: uuidOf(orders, draw.below(900)),
        paid: draw.maybe(draw.money(-30, 700), 25),
        method: draw.maybe(draw.of(['现金', '转账', '支付宝'])),
        paid_at: draw.maybe(draw.instant('2024-11-05T00:00:00Z', 770)),
      })),
    },
    tags: {
      columns: { id: reference('tags'), record: reference('orders'), value: text() },
      relations: {},
      rows: many(700, (n) => ({
        id: uuidOf(tags, n),
        record: uuidOf(orders, draw.below(900)),
        value: draw.of(['加急', '礼品', '合同', '老客户']),
      })),
    },
    stocks: {
      columns: { id: reference('stocks'), product: reference('products'), counted: date, quantity: integer(), place: text() },
      relations: { product: { to: 'products', from: 'product', on: 'id', many: false } },
      rows: many(480, (n) => ({
        id: uuidOf(stocks, n),
        product: uuidOf(products, n % 40),
        counted: `2026-${String(1 + (Math.floor(n / 40) % 11)).padStart(2, '0')}-${draw.of(['27', '28'])}`,
        quantity: draw.maybe(draw.below(500), 20),
        place: draw.of(['甲库', '乙库', null]),
      })),
    },
  }
}
