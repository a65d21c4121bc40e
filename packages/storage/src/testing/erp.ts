import type { RoleDocument } from '@tangram/access'
import { type AppDocument, linkedEntity } from '@tangram/app-model'
import { type EntityDocument, emptyCollection, type FieldDocument, inOrder, itemOf } from '@tangram/data-model'
import type { Measure, ReportDocument } from '@tangram/report-engine'
import type { Database } from '../database.ts'
import type { Storage } from '../storage.ts'
import { listed } from './desk.ts'

/**
 * Tables as an ERP keeps them: keys of every kind, columns of types that no field shows, names that need quotes. 40 customers, 1,500
 * orders, three lines each.
 */
export async function makeErp({ pool }: Database): Promise<void> {
  await pool.query(`
    create schema erp;
    create type erp.region as enum ('north', 'south', 'far east');
    create table erp.customers (id integer primary key, name varchar(80) not null, region erp.region, credit numeric, since date,
      tags text[], active boolean not null default true, place point, parent integer references erp.customers);
    create table erp.orders (id bigint primary key, customer_id integer not null references erp.customers, ordered_at timestamp not null,
      total numeric(12, 2) not null, state text, info jsonb, called_at time, weight double precision);
    create table erp.order_lines (order_id bigint not null references erp.orders, line_no integer not null, sku char(8) not null, qty numeric not null,
      primary key (order_id, line_no));
    create table erp."产品 ""A"" 表" ("SKU No." char(8) primary key, "名称" text not null, "select" numeric(10, 3), "x""; drop schema erp; --" uuid);
    create table erp.bins (year smallint, code text, held numeric, unique (year, code));
    create view erp.monthly as select to_char(ordered_at, 'YYYY-MM') as month, sum(total) as total from erp.orders group by 1;
    comment on table erp.customers is '客户';
    comment on column erp.customers.name is 'Name of the customer';
    insert into erp.customers select g, case g when 7 then '100%_sure 客户' else 'Customer ' || g end,
        case when g % 10 = 0 then null else (array['north', 'south', 'far east'])[1 + g % 3]::erp.region end,
        g * 1.005, date '2020-02-28' + g, case when g % 4 = 0 then array['big', 'old'] end, g % 5 <> 0, point(g, g), nullif(g / 10, 0)
      from generate_series(1, 40) g;
    insert into erp.orders select 9007199254000000 + g, 1 + (g * 7) % 38, timestamp '2026-01-01 23:30' + g * interval '97 minutes', (g * 37 % 1000) + 0.25,
        case when g % 11 <> 0 then (array['open', 'sent', 'paid'])[1 + g % 3] end, jsonb_build_object('g', g), time '08:00' + g * interval '1 second', g / 7.0
      from generate_series(1, 1500) g;
    insert into erp.order_lines select o.id, n, 'SKU' || lpad(((o.id + n) % 9)::text, 5, '0'), n * 1.5 from erp.orders o, generate_series(1, 3) n;
    insert into erp."产品 ""A"" 表" select 'SKU' || lpad(g::text, 5, '0'), '零件 ' || g, g / 3.0, null from generate_series(0, 8) g;
    insert into erp.bins values (2026, 'A~1', 3), (2026, 'A%7E1', 4), (2026, 'A/1', 5), (2027, ' ', 6);
    analyze`)
}

/** As an author links them: by the proposal, a key being declared where the database knows none. */
export async function linkedTables(storage: Storage, app: AppDocument): Promise<EntityDocument[]> {
  const known = inOrder(app.entities)
  for (const [table, key] of [
    ['customers'],
    ['orders'],
    ['order_lines'],
    ['产品 "A" 表'],
    ['bins', 'year', 'code'],
    ['monthly', 'month'],
  ].map(([table = '', ...key]) => [table, key] as const)) {
    const source = await storage.linkable.table('erp', table)
    const declared = { ...source, key: key.length > 0 ? [...key] : source.key }
    known.push(linkedEntity(declared, { known, taken: new Set(known.map(({ id }) => id)), zone: 'Asia/Shanghai' }).entity)
  }
  return known.slice(inOrder(app.entities).length)
}

const say = (en: string) => ({ en, 'zh-CN': en })
const relation = (id: string, entity: string, more: Partial<FieldDocument> = {}): FieldDocument => ({
  id,
  type: 'relation',
  label: say(id),
  config: { entity, many: false },
  ...more,
})

/** An app of its own `claim` beside the linked tables, with a role that reads some of them in part. */
export async function erpApp(storage: Storage): Promise<AppDocument> {
  const app: AppDocument = {
    format: 1,
    id: 'sales',
    label: say('Sales'),
    entities: emptyCollection(),
    forms: emptyCollection(),
    processes: emptyCollection(),
    rules: emptyCollection(),
    reports: emptyCollection(),
    dashboards: emptyCollection(),
    views: emptyCollection(),
    access: { roles: emptyCollection() },
  }
  const tables = await linkedTables(storage, app)
  const product = tables[3]
  const sku = tables[2]?.fields.items.sku
  // The database declares no foreign key here: the author does.
  if (product && sku) Object.assign(sku, { type: 'relation', config: { entity: product.id, many: false } })
  const claim: EntityDocument = {
    id: 'claim',
    label: say('Claim'),
    title: 'subject',
    fields: listed<FieldDocument>([
      { id: 'subject', type: 'text', label: say('Subject'), required: true },
      relation('order', 'orders'),
      relation('product', product?.id ?? ''),
      relation('line', 'order_lines'),
      relation('customers', 'customers', { config: { entity: 'customers', many: true } }),
      { id: 'region', type: 'lookup', label: say('Region'), config: { relation: 'order', field: 'customer_id.region' } },
      { id: 'total', type: 'computed', label: say('Total'), computed: { var: 'order.total' } },
    ]),
  }
  app.entities = listed([claim, ...tables])
  const roles: RoleDocument[] = [
    {
      id: 'north',
      label: say('North'),
      grants: {
        claim: { read: true, create: true, update: true },
        customers: { read: { '==': [{ var: 'region' }, 'north'] }, export: true, fields: { credit: 'hidden' } },
        orders: { read: { '==': [{ var: 'customer_id.region' }, 'north'] } },
        order_lines: { read: true },
      },
    },
    {
      id: 'boss',
      label: say('Boss'),
      designs: true,
      grants: Object.fromEntries(tables.map(({ id }) => [id, { read: true, export: true }])),
    },
  ]
  const boss = roles[1]
  if (boss) boss.grants.claim = { read: true, create: true, update: true, delete: true, export: true }
  app.access.roles = listed(roles)
  return app
}

/** Adds a report over one of the tables. */
export function withReport(
  app: AppDocument,
  id: string,
  from: string,
  rows: readonly string[],
  measures: { [id: string]: object },
  more: Partial<ReportDocument> = {},
): void {
  const report: ReportDocument = {
    id,
    label: say(id),
    from,
    rows: rows.map((field, i) => ({ field, as: `d${i}` })),
    measures: Object.fromEntries(Object.entries(measures).map(([name, measure]) => [name, { label: say(name), ...measure } as Measure])),
    measureOrder: Object.keys(measures),
    chart: { type: 'table' },
    ...more,
  }
  app.reports.order.push(id)
  app.reports.items[id] = report
}

export const entityOf = (app: AppDocument, id: string): EntityDocument => {
  const entity = itemOf(app.entities, id)
  if (!entity) throw new Error(`the app has no ${id}`)
  return entity
}
