import type { EntityDocument, FieldDocument, LocalizedText } from '@tangram/data-model'
import type { LinkableColumn, LinkableDetail, LinkableTable } from '@tangram/ui'

type Column = Partial<LinkableColumn> & { column: string; fieldType: string; label?: LocalizedText; config?: FieldDocument['config'] }

/** What the server tells about a table with these columns. */
export function linkable(
  schema: string,
  table: string,
  columns: readonly Column[],
  key: string[],
  rest: Partial<LinkableDetail> = {},
): LinkableDetail {
  const fields = columns.map(
    ({ column, fieldType, label = { en: column }, config }): FieldDocument => ({
      id: column,
      type: fieldType,
      label,
      config: config ?? {},
      column,
    }),
  )
  const entity: EntityDocument = {
    id: table,
    label: { en: table },
    title: fields[0]?.id ?? '',
    fields: { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
    linked: { schema, table, key, types: Object.fromEntries(columns.map(({ column, type = 'text' }) => [column, type])) },
  }
  return {
    columns: columns.map(({ column, fieldType, type = 'text', comment = null, nullable = true, references = null }) => ({
      column,
      type,
      comment,
      nullable,
      isKey: key.includes(column),
      references,
      fieldType,
    })),
    key,
    entity,
    skipped: [],
    sample: [],
    ...rest,
  }
}

export const customers = linkable(
  'erp',
  'customers',
  [
    { column: 'code', fieldType: 'text', type: 'character varying(20)' },
    { column: 'name', fieldType: 'text', label: { 'zh-CN': '客户名称' } },
    { column: 'region', fieldType: 'text' },
  ],
  ['code'],
  {
    skipped: [{ column: 'shape', type: 'polygon', reason: { en: 'No field holds this type.', 'zh-CN': '没有对应的字段类型。' } }],
    sample: [{ code: 'C/1', name: 'Harbour Foods', region: 'East' }],
  },
)

export const orders = linkable(
  'erp',
  'orders',
  [
    { column: 'no', fieldType: 'text' },
    { column: 'customer_code', fieldType: 'text', references: { schema: 'erp', table: 'customers', column: 'code' } },
    { column: 'ordered_on', fieldType: 'date', type: 'date' },
  ],
  ['no'],
)

/** A view: nothing declares what names its rows. */
export const sales = linkable(
  'erp',
  'sales_by_region',
  [
    { column: 'region', fieldType: 'text' },
    { column: 'year', fieldType: 'integer' },
  ],
  [],
)

const offer = ({ entity, columns }: LinkableDetail, kind: LinkableTable['kind'], rows: number | null): LinkableTable => ({
  schema: entity.linked?.schema ?? '',
  table: entity.linked?.table ?? '',
  kind,
  comment: null,
  rows,
  columns: columns.length,
})

/** The answers of a server that lets apps link these three. */
export const linkedAnswers: { [path: string]: unknown } = {
  '/apps/app/linked-tables': {
    schemas: ['erp'],
    tables: [offer(customers, 'table', 12_000), offer(orders, 'table', 90_000), offer(sales, 'view', null)],
  },
  '/apps/app/linked-tables/erp/customers': customers,
  '/apps/app/linked-tables/erp/orders': orders,
  '/apps/app/linked-tables/erp/sales_by_region': sales,
}
