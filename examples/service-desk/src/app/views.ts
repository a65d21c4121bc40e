import type { ViewDocument } from '@tangram/app-model'
import { both, listed } from './write.ts'

export const views = listed<ViewDocument>(
  {
    id: 'tickets',
    label: both('客户投诉', 'Complaints'),
    entity: 'ticket',
    columns: [
      'number',
      'customer_name',
      'product',
      'problem_type',
      'urgency',
      'status',
      'team',
      'assignee',
      'due_at',
      'csat',
      'created_at',
    ],
    sort: [{ by: 'created_at', dir: 'desc' }],
    form: 'ticket_edit',
  },
  {
    id: 'products',
    label: both('产品', 'Products'),
    entity: 'product',
    columns: ['model', 'name', 'line'],
    sort: [{ by: 'model' }],
    form: 'product_edit',
  },
  {
    id: 'customers',
    label: both('客户', 'Customers'),
    entity: 'customer',
    columns: ['name', 'phone', 'level', 'city'],
    sort: [{ by: 'name' }],
    form: 'customer_edit',
  },
)
