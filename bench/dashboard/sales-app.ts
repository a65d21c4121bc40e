import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type LocalizedText } from '@tangram/data-model'
import type { Dimension, Measure, ReportDocument } from '@tangram/report-engine'

/** A shop with its sales and customers, and a dashboard of twelve charts over them. */
export function salesApp(): AppDocument {
  const reports = Object.entries(charts).map(
    ([id, { type, rows = [], cols = [], measures, ...rest }]): ReportDocument => ({
      id,
      label: say(id),
      from: 'sale',
      rows,
      ...(cols.length > 0 ? { cols } : {}),
      measures,
      measureOrder: Object.keys(measures),
      chart: { type },
      ...rest,
    }),
  )
  return {
    format: 1,
    id: 'shop',
    label: say('Shop'),
    entities: listed([
      {
        id: 'customer',
        label: say('Customer'),
        title: 'name',
        fields: listed([
          { id: 'name', type: 'text', label: say('Name') },
          { id: 'region', type: 'text', label: say('Region') },
        ]),
      },
      {
        id: 'sale',
        label: say('Sale'),
        title: 'channel',
        fields: listed([
          { id: 'channel', type: 'text', label: say('Channel') },
          { id: 'status', type: 'text', label: say('Status') },
          { id: 'placed_at', type: 'datetime', label: say('Placed at') },
          { id: 'amount', type: 'money', label: say('Amount') },
          { id: 'rating', type: 'integer', label: say('Rating') },
          { id: 'customer', type: 'relation', label: say('Customer'), config: { entity: 'customer' } },
        ]),
      },
    ]),
    forms: emptyCollection(),
    processes: emptyCollection(),
    rules: emptyCollection(),
    reports: listed(reports),
    dashboards: listed([
      {
        id: 'sales',
        label: say('Sales'),
        tiles: listed(reports.map(({ id }, i) => ({ id, report: id, x: (i % 3) * 4, y: Math.floor(i / 3) * 3, w: 4, h: 3 }))),
      },
    ]),
    views: emptyCollection(),
    access: { roles: emptyCollection() },
  }
}

type Chart = Partial<ReportDocument> & { type: string; rows?: Dimension[]; measures: { [id: string]: Measure } }

const count: Measure = { count: '*', label: say('Sales') }
const revenue: Measure = { sum: 'amount', label: say('Revenue') }
const by = (field: string, more: Partial<Dimension> = {}): Dimension => ({ field, as: field.replace('.', '_'), ...more })

const charts: { [id: string]: Chart } = {
  orders: { type: 'kpi', measures: { count } },
  revenue: { type: 'kpi', measures: { revenue } },
  basket: { type: 'kpi', measures: { revenue, count, basket: { ratio: ['revenue', 'count'], label: say('Basket') } } },
  by_month: { type: 'line', rows: [by('placed_at', { by: 'month' })], measures: { revenue } },
  year_before: {
    type: 'combo',
    rows: [by('placed_at', { by: 'month' })],
    measures: { revenue, before: { of: 'revenue', compare: '-1 year', label: say('A year ago') } },
    where: [{ field: 'placed_at', in: { last: '12 months', complete: true } }],
  },
  by_channel: { type: 'donut', rows: [by('channel')], measures: { revenue } },
  by_status: { type: 'bar', rows: [by('status')], cols: [by('channel')], measures: { count } },
  top_customers: { type: 'ranking', rows: [by('customer.name', { top: { n: 10, by: 'revenue' } })], measures: { revenue } },
  by_region: { type: 'horizontal-bar', rows: [by('customer.region')], measures: { revenue } },
  weekdays: {
    type: 'heat-map',
    rows: [by('placed_at', { by: 'day-of-week' })],
    cols: [{ field: 'placed_at', as: 'hour', by: 'hour-of-day' }],
    measures: { count },
  },
  ratings: { type: 'pivot', rows: [by('rating')], cols: [by('channel')], measures: { count }, totals: ['rows', 'cols', 'grand'] },
  growing: {
    type: 'area',
    rows: [by('placed_at', { by: 'month' })],
    measures: { revenue, ytd: { of: 'revenue', running: 'year', label: say('Year to date') } },
  },
}

function say(text: string): LocalizedText {
  return { en: text.replaceAll('_', ' '), 'zh-CN': text.replaceAll('_', ' ') }
}

function listed<T extends { id: string }>(items: readonly T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
