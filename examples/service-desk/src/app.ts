import type { AppDocument } from '@tangram/app-model'
import { access } from './app/access.ts'
import { entities } from './app/entities.ts'
import { forms } from './app/forms.ts'
import { complaintHandling } from './app/process.ts'
import { reports, serviceEfficiency } from './app/reports.ts'
import { rules } from './app/rules.ts'
import { calendars, slas } from './app/sla.ts'
import { views } from './app/views.ts'
import { both, listed } from './app/write.ts'

/** 服务过程管理: complaints from the public form to the customer's mark, as one document. */
export const serviceDesk: AppDocument = {
  format: 1,
  id: 'service_desk',
  label: both('服务过程管理', 'Service desk'),
  description: both(
    '客户投诉从登记、派单、处理、会签到客户确认的全过程，以及效率看板。',
    'Complaints from filing through dispatch, handling and countersign to the customer’s confirmation, with a dashboard.',
  ),
  icon: 'headset',
  entities,
  forms,
  processes: listed(complaintHandling),
  rules,
  calendars,
  slas,
  reports,
  dashboards: listed(serviceEfficiency),
  views,
  access,
}
