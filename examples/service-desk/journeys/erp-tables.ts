import { connect } from '@tangram/storage'
import { databaseUrlOf } from './trial.ts'

/** What a trading company's ERP has: customers, their orders, the lines of those, and a view nothing declares the key of. */
const tables = `
  drop schema if exists erp cascade;
  create schema erp;
  create table erp.customers (
    code varchar(20) primary key,
    name text not null,
    region text,
    area polygon
  );
  comment on table erp.customers is '客户档案';
  comment on column erp.customers.code is '客户编号';
  comment on column erp.customers.name is '客户名称';
  comment on column erp.customers.region is '区域';
  create table erp.orders (
    order_no text primary key,
    customer_code varchar(20) not null references erp.customers (code),
    ordered_on date not null,
    remark text
  );
  create table erp.order_lines (
    order_no text not null references erp.orders (order_no),
    line_no integer not null,
    product text not null,
    amount numeric(12, 2) not null,
    primary key (order_no, line_no)
  );
  create view erp.sales_by_region as
    select c.region, sum(l.amount) as amount
    from erp.order_lines l join erp.orders o using (order_no) join erp.customers c on c.code = o.customer_code
    group by c.region;
  insert into erp.customers values
    ('C/1', '海港食品', '华东', null), ('C 2', '东方机械', '华东', null), ('客户%3', '南山电子', '华南', null), ('C-4', '北原纸业', null, null);
  insert into erp.orders
    select 'SO/' || n, (array['C/1', 'C 2', '客户%3'])[1 + n % 3], date '2026-01-01' + n, null from generate_series(1, 30) n;
  insert into erp.order_lines select 'SO/' || n, line, 'P-' || line, n * line + 0.25 from generate_series(1, 30) n, generate_series(1, 2) line;
  analyze erp.customers, erp.orders, erp.order_lines;
`

export type Erp = {
  /** Runs SQL as the ERP's own administrator. */
  run<Row extends object>(sql: string): Promise<Row[]>
  /** Takes the schema away. */
  close(): Promise<void>
}

/** Makes the schema `erp` in the database of a trial. */
export async function makeErp(directory: string): Promise<Erp> {
  const db = await connect({ databaseUrl: await databaseUrlOf(directory), poolSize: 1 })
  const run = async <Row extends object>(sql: string) => (await db.pool.query<Row>(sql)).rows
  await run(tables)
  return {
    run,
    close: async () => {
      await run('drop schema erp cascade')
      await db.close()
    },
  }
}
