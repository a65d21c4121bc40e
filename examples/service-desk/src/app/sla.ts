import type { Logic } from '@tangram/expression'
import type { CalendarDocument, OpenHours, SlaDocument, SlaStageDocument, SlaStep } from '@tangram/flow-engine'
import { both, listed } from './write.ts'

const day: OpenHours[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]

/** Working days of 2026 as the State Council has announced them, with the Saturdays and Sundays that are worked instead. */
const office: CalendarDocument = {
  id: 'office',
  label: both('中国大陆工作日历', 'Working days in mainland China'),
  zone: 'Asia/Shanghai',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: [
    { from: '2026-01-01', to: '2026-01-03', label: both('元旦', 'New Year') },
    { from: '2026-02-15', to: '2026-02-23', label: both('春节', 'Spring Festival') },
    { from: '2026-04-04', to: '2026-04-06', label: both('清明节', 'Qingming') },
    { from: '2026-05-01', to: '2026-05-05', label: both('劳动节', 'Labour Day') },
    { from: '2026-06-19', to: '2026-06-21', label: both('端午节', 'Dragon Boat Festival') },
    { from: '2026-09-25', to: '2026-09-27', label: both('中秋节', 'Mid-Autumn Festival') },
    { from: '2026-10-01', to: '2026-10-07', label: both('国庆节', 'National Day') },
  ],
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map((date) => ({
    date,
    hours: day,
    label: both('调休上班', 'Worked in exchange'),
  })),
}

const isUrgency = (urgency: string): Logic => ({ '==': [{ var: 'urgency' }, urgency] })
const isKeyAccount: Logic = { in: [{ var: 'customer.level' }, ['gold', 'key']] }

const tell = (id: string, to: SlaStep['input'], title: ReturnType<typeof both>, mail = false): SlaStep => ({
  id,
  action: 'notify',
  input: {
    to,
    title,
    message: both('{{number}} {{customer_name}}，应于 {{$sla.due_at}} 前完成。', '{{number}} {{customer_name}}, due {{$sla.due_at}}.'),
    mail,
  },
})
const handler = { kind: 'field', field: 'assignee' }
const managers = { kind: 'role', role: 'manager' }

/** Hours of work by urgency; half of them for gold customers and key accounts. */
function stage(id: string, label: SlaStageDocument['label'], doneWhen: Logic, hours: { [urgency: string]: number }): SlaStageDocument {
  const rows = Object.entries(hours)
  return {
    id,
    label,
    doneWhen,
    targets: [
      ...rows.map(([urgency, each]) => ({ id: `key_${urgency}`, when: { and: [isKeyAccount, isUrgency(urgency)] }, minutes: each * 30 })),
      ...rows.map(([urgency, each]) => ({ id: urgency, when: isUrgency(urgency), minutes: each * 60 })),
      { id: 'otherwise', minutes: Math.max(...Object.values(hours)) * 60 },
    ],
    warnAt: [80],
    onWarn: [tell('warn', handler, both('{{$sla.stage}}即将超时', '{{$sla.stage}} is nearly due'))],
    onBreach: [
      tell('handler', handler, both('{{$sla.stage}}已超时', '{{$sla.stage}} is overdue')),
      tell('managers', managers, both('{{$sla.stage}}已超时', '{{$sla.stage}} is overdue')),
    ],
    escalations: [
      {
        id: 'hours_late',
        afterMinutes: 240,
        do: [tell('managers', managers, both('{{$sla.stage}}超时已逾 4 工时', '{{$sla.stage}} is overdue by 4 working hours'), true)],
      },
    ],
  }
}

const complaints: SlaDocument = {
  id: 'complaints',
  label: both('投诉服务承诺', 'Complaints'),
  entity: 'ticket',
  enabled: true,
  calendar: 'office',
  pausedWhile: { '==': [{ var: 'status' }, 'confirming'] },
  stages: listed(
    stage(
      'response',
      both('首次响应', 'First response'),
      { '!=': [{ var: 'first_response_at' }, null] },
      { critical: 2, high: 4, normal: 8, low: 16 },
    ),
    stage(
      'resolution',
      both('解决', 'Resolution'),
      { '!=': [{ var: 'resolved_at' }, null] },
      { critical: 8, high: 16, normal: 24, low: 40 },
    ),
  ),
}

export const calendars = listed(office)
export const slas = listed(complaints)
