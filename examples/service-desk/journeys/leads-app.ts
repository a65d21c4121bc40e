import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type FieldDocument, type LocalizedText } from '@tangram/data-model'
import type { DashboardDocument, ReportDocument, Tile } from '@tangram/report-engine'

/** Leads that are asked, offered and won, from customers who come again; one report on a dashboard. */
export function leadsApp(id: string): AppDocument {
  return {
    format: 1,
    id,
    label: both('线索', 'Leads'),
    entities: listed({
      id: 'lead',
      label: both('线索', 'Lead'),
      title: 'no',
      fields: listed<FieldDocument>(
        { id: 'no', type: 'text', label: both('编号', 'Number') },
        { id: 'customer', type: 'text', label: both('客户', 'Customer') },
        { id: 'came', type: 'date', label: both('来访日期', 'Came on') },
        {
          id: 'state',
          type: 'select',
          label: both('状态', 'State'),
          config: {
            options: [
              { id: 'asked', label: both('询价', 'Asked') },
              { id: 'offered', label: both('已报价', 'Offered') },
              { id: 'won', label: both('成交', 'Won') },
            ],
          },
        },
      ),
    }),
    ...{ forms: emptyCollection(), processes: emptyCollection(), rules: emptyCollection(), views: emptyCollection() },
    reports: listed<ReportDocument>({
      id: 'who',
      label: both('客户', 'Customers'),
      from: 'lead',
      rows: [{ field: 'customer', as: 'customer' }],
      measures: { count: { count: '*', label: both('线索数', 'Leads') } },
      measureOrder: ['count'],
      drill: { columns: ['no', 'customer', 'came', 'state'] },
      chart: { type: 'bar' },
    }),
    dashboards: listed<DashboardDocument>({
      id: 'sales',
      label: both('销售', 'Sales'),
      tiles: listed<Tile>({ id: 'who', report: 'who', x: 0, y: 0, w: 6, h: 5 }),
    }),
    access: {
      roles: listed({
        id: 'seller',
        label: both('销售', 'Seller'),
        grants: { lead: { read: true, create: true } },
        dashboards: 'all' as const,
      }),
    },
  }
}

const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en })

function listed<T extends { id: string }>(...items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
