import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type FieldDocument, type LocalizedText } from '@tangram/data-model'
import type { DashboardDocument, ReportDocument, Tile } from '@tangram/report-engine'

/** Sales with two dashboards that take turns on a wall; on the first, clicks on kinds narrow the others. */
export function filtersApp(id: string): AppDocument {
  return {
    format: 1,
    id,
    label: both('销售', 'Sales'),
    entities: listed({
      id: 'sale',
      label: both('销售', 'Sale'),
      title: 'no',
      fields: listed<FieldDocument>(
        { id: 'no', type: 'text', label: both('单号', 'Number') },
        select('region', both('区域', 'Region'), { north: both('北区', 'North'), south: both('南区', 'South') }),
        select('kind', both('类别', 'Kind'), { pump: both('水泵', 'Pumps'), valve: both('阀门', 'Valves') }),
      ),
    }),
    ...{ forms: emptyCollection(), processes: emptyCollection(), rules: emptyCollection(), views: emptyCollection() },
    reports: listed(
      report('total', both('销售单数', 'Sales'), 'kpi'),
      report('by_region', both('各区域', 'By region'), 'bar', 'region'),
      report('by_kind', both('各类别', 'By kind'), 'bar', 'kind'),
    ),
    dashboards: listed<DashboardDocument>(
      {
        id: 'overview',
        label: both('销售总览', 'Sales overview'),
        tiles: listed<Tile>(
          { id: 'total', report: 'total', x: 0, y: 0, w: 3, h: 4 },
          { id: 'by_region', report: 'by_region', x: 3, y: 0, w: 5, h: 4 },
          { id: 'by_kind', report: 'by_kind', x: 8, y: 0, w: 4, h: 4, click: 'filter' },
        ),
        filters: listed({
          id: 'region',
          label: both('区域', 'Region'),
          type: 'choice',
          fields: { sale: 'region' },
          defaults: { manager: ['north'] },
        }),
        cockpit: { seconds: 5 },
      },
      {
        id: 'other',
        label: both('另一块看板', 'The other one'),
        tiles: listed<Tile>({ id: 'by_kind', report: 'by_kind', x: 0, y: 0, w: 12, h: 4 }),
        cockpit: { seconds: 5, theme: 'light' },
      },
    ),
    access: {
      roles: listed({
        id: 'manager',
        label: both('主管', 'Manager'),
        grants: { sale: { read: true, create: true } },
        dashboards: 'all' as const,
      }),
    },
  }
}

function report(id: string, label: LocalizedText, type: string, by?: string): ReportDocument {
  return {
    id,
    label,
    from: 'sale',
    rows: by ? [{ field: by, as: by }] : [],
    measures: { count: { count: '*', label: both('单数', 'Sales') } },
    measureOrder: ['count'],
    drill: { columns: ['no', 'region', 'kind'] },
    chart: { type },
  }
}

const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en })

function select(id: string, label: LocalizedText, options: { [id: string]: LocalizedText }) {
  return {
    id,
    type: 'select',
    label,
    config: { options: Object.entries(options).map(([option, text]) => ({ id: option, label: text })) },
  }
}

function listed<T extends { id: string }>(...items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
