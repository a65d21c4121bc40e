import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type FieldDocument, type LocalizedText } from '@tangram/data-model'
import type { DashboardDocument, ReportDocument, Tile } from '@tangram/report-engine'

/** Sales, and refunds that refer to them; sellers may see and export everything, until somebody restricts that. */
export function rightsApp(id: string): AppDocument {
  const sale = {
    id: 'sale',
    label: both('销售单', 'Sale'),
    title: 'no',
    fields: listed<FieldDocument>(
      { id: 'no', type: 'text', label: both('单号', 'Number') },
      {
        id: 'region',
        type: 'select',
        label: both('区域', 'Region'),
        config: {
          options: [
            { id: 'north', label: both('北区', 'North') },
            { id: 'south', label: both('南区', 'South') },
          ],
        },
      },
      { id: 'margin', type: 'integer', label: both('毛利', 'Margin') },
    ),
  }
  const refund = {
    id: 'refund',
    label: both('退款', 'Refund'),
    title: 'reason',
    fields: listed<FieldDocument>(
      { id: 'reason', type: 'text', label: both('原因', 'Reason') },
      { id: 'sale', type: 'relation', label: both('关联销售单', 'Sale refunded'), config: { entity: 'sale' } },
    ),
  }
  const all = { read: true, create: true, update: true, delete: true, export: true }
  return {
    format: 1,
    id,
    label: both('销售', 'Trade'),
    entities: listed(sale, refund),
    ...{ forms: emptyCollection(), processes: emptyCollection(), rules: emptyCollection() },
    views: listed(
      { id: 'sales', label: both('销售单', 'Sales'), entity: 'sale', columns: ['no', 'region', 'margin'] },
      { id: 'refunds', label: both('退款', 'Refunds'), entity: 'refund', columns: ['reason', 'sale'] },
    ),
    reports: listed<ReportDocument>({
      id: 'total',
      label: both('销售单数', 'Number of sales'),
      from: 'sale',
      rows: [],
      measures: { count: { count: '*', label: both('单数', 'Sales') } },
      measureOrder: ['count'],
      drill: { columns: ['no', 'region'] },
      chart: { type: 'kpi' },
    }),
    dashboards: listed<DashboardDocument>({
      id: 'overview',
      label: both('总览', 'Overview'),
      tiles: listed<Tile>({ id: 'total', report: 'total', x: 0, y: 0, w: 4, h: 4 }),
    }),
    access: {
      roles: listed(
        {
          id: 'seller',
          label: both('销售', 'Seller'),
          grants: { sale: { read: true, export: true }, refund: all },
          dashboards: 'all' as const,
        },
        { id: 'builder', label: both('搭建者', 'Builder'), grants: { sale: all, refund: all }, designs: true, dashboards: 'all' as const },
      ),
    },
  }
}

const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en })

function listed<T extends { id: string }>(...items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
