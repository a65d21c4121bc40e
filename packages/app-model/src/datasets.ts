import {
  type Attribute,
  boolean,
  decimal,
  type Entity,
  type Id,
  inOrder,
  integer,
  type LocalizedText,
  type Option,
  reference,
  text,
  timestamp,
  type ValueType,
} from '@tangram/data-model'
import type { AppDocument } from './document.ts'

type Column = { label: LocalizedText; valueType: ValueType; fieldType: string; options?: Option[] }

/**
 * What reports may ask beside records: the time every step of a process took, whole runs of processes, clocks of service agreements. Each
 * row is about a record, which it names as `record_<table>`, so that a report may group by fields of that record. Times are hours.
 */
export function datasetsOf(document: AppDocument): Entity[] {
  const ofProcesses = recordsOf(document, inOrder(document.processes))
  return [activity(document, ofProcesses), cycle(document, ofProcesses), clocks(document, recordsOf(document, inOrder(document.slas)))]
}

/** The name by which a dataset tells of records of a table. */
export const recordColumn = (entity: Id): Id => `record_${entity}`.slice(0, 40)

function activity(document: AppDocument, records: Columns): Entity {
  return dataset(document, 'flow_activity', { en: 'Steps of processes', 'zh-CN': '流程环节' }, 'node', {
    process: choice({ en: 'Process', 'zh-CN': '流程' }, processOptions(document)),
    node: choice({ en: 'Step', 'zh-CN': '环节' }, nodeOptions(document)),
    status: choice({ en: 'State', 'zh-CN': '状态' }, [
      { id: 'active', label: { en: 'Under way', 'zh-CN': '进行中' } },
      { id: 'open', label: { en: 'To do', 'zh-CN': '待办' } },
      { id: 'done', label: { en: 'Done', 'zh-CN': '已完成' } },
      { id: 'cancelled', label: { en: 'Cancelled', 'zh-CN': '已取消' } },
    ]),
    outcome: plain({ en: 'Outcome', 'zh-CN': '结果' }),
    handler: refersTo({ en: 'Handler', 'zh-CN': '处理人' }, 'person', 'member'),
    department: refersTo({ en: 'Department', 'zh-CN': '部门' }, 'department', 'relation'),
    visit: { label: { en: 'Visit', 'zh-CN': '第几次进入' }, valueType: integer(), fieldType: 'integer' },
    is_rework: { label: { en: 'Rework', 'zh-CN': '是否返工' }, valueType: boolean, fieldType: 'switch' },
    started_at: moment({ en: 'Begun', 'zh-CN': '开始时间' }),
    ended_at: moment({ en: 'Ended', 'zh-CN': '结束时间' }),
    queued_hours: hours({ en: 'Waiting for somebody', 'zh-CN': '等待认领时长' }),
    active_hours: hours({ en: 'In hand', 'zh-CN': '处理时长' }),
    suspended_hours: hours({ en: 'Suspended', 'zh-CN': '挂起时长' }),
    wall_hours: hours({ en: 'Time taken', 'zh-CN': '总时长' }),
    working_hours: hours({ en: 'Working time taken', 'zh-CN': '工作时长' }),
    ...records,
  })
}

function cycle(document: AppDocument, records: Columns): Entity {
  return dataset(document, 'flow_cycle', { en: 'Runs of processes', 'zh-CN': '流程实例' }, 'process', {
    process: choice({ en: 'Process', 'zh-CN': '流程' }, processOptions(document)),
    status: choice({ en: 'State', 'zh-CN': '状态' }, [
      { id: 'running', label: { en: 'Running', 'zh-CN': '运行中' } },
      { id: 'ended', label: { en: 'Ended', 'zh-CN': '已结束' } },
      { id: 'cancelled', label: { en: 'Cancelled', 'zh-CN': '已取消' } },
    ]),
    outcome: plain({ en: 'Outcome', 'zh-CN': '结果' }),
    initiator: refersTo({ en: 'Initiator', 'zh-CN': '发起人' }, 'person', 'member'),
    started_at: moment({ en: 'Begun', 'zh-CN': '开始时间' }),
    ended_at: moment({ en: 'Ended', 'zh-CN': '结束时间' }),
    wall_hours: hours({ en: 'Cycle time', 'zh-CN': '流程时长' }),
    working_hours: hours({ en: 'Working time', 'zh-CN': '工作时长' }),
    visits: { label: { en: 'Steps', 'zh-CN': '环节数' }, valueType: integer(), fieldType: 'integer' },
    rework_visits: { label: { en: 'Steps done again', 'zh-CN': '返工环节数' }, valueType: integer(), fieldType: 'integer' },
    rework_hours: hours({ en: 'Time of rework', 'zh-CN': '返工时长' }),
    ...records,
  })
}

function clocks(document: AppDocument, records: Columns): Entity {
  const slas = inOrder(document.slas)
  return dataset(document, 'sla_clock', { en: 'Service agreements', 'zh-CN': '服务承诺' }, 'sla', {
    sla: choice(
      { en: 'Agreement', 'zh-CN': '服务承诺' },
      slas.map(({ id, label }) => ({ id, label })),
    ),
    stage: choice({ en: 'Stage', 'zh-CN': '阶段' }, unique(slas.flatMap(({ stages }) => inOrder(stages)))),
    status: choice({ en: 'State', 'zh-CN': '状态' }, [
      { id: 'running', label: { en: 'Running', 'zh-CN': '计时中' } },
      { id: 'paused', label: { en: 'Paused', 'zh-CN': '已暂停' } },
      { id: 'met', label: { en: 'Met', 'zh-CN': '已达成' } },
      { id: 'breached', label: { en: 'Breached', 'zh-CN': '已超时' } },
      { id: 'cancelled', label: { en: 'Cancelled', 'zh-CN': '已取消' } },
    ]),
    is_met: { label: { en: 'Kept', 'zh-CN': '是否达成' }, valueType: boolean, fieldType: 'switch' },
    started_at: moment({ en: 'Begun', 'zh-CN': '开始时间' }),
    due_at: moment({ en: 'Due', 'zh-CN': '到期时间' }),
    warned_at: moment({ en: 'Warned', 'zh-CN': '预警时间' }),
    breached_at: moment({ en: 'Breached', 'zh-CN': '超时时间' }),
    ended_at: moment({ en: 'Ended', 'zh-CN': '结束时间' }),
    target_hours: hours({ en: 'Target', 'zh-CN': '时限' }),
    elapsed_hours: hours({ en: 'Used', 'zh-CN': '已用时长' }),
    paused_hours: hours({ en: 'Paused for', 'zh-CN': '暂停时长' }),
    overrun_hours: hours({ en: 'Overrun', 'zh-CN': '超时时长' }),
    ...records,
  })
}

type Columns = { [id: Id]: Column }

function dataset(document: AppDocument, id: Id, label: LocalizedText, title: Id, columns: Columns): Entity {
  const attributes: { [id: Id]: Attribute } = Object.fromEntries(
    Object.entries(columns).map(([column, each]) => [column, { id: column, ...each, required: false, unique: false }]),
  )
  return {
    app: document.id,
    id,
    label,
    title,
    attributes,
    order: Object.keys(attributes),
    unique: [],
    indexes: [],
    system: true,
    dataset: true,
  }
}

function recordsOf(document: AppDocument, about: readonly { entity: Id }[]): Columns {
  const ids = [...new Set(about.map(({ entity }) => entity))]
  const entities = inOrder(document.entities).filter(({ id }) => ids.includes(id))
  return Object.fromEntries(entities.map(({ id, label }) => [recordColumn(id), refersTo(label, id, 'relation')]))
}

const processOptions = (document: AppDocument): Option[] => inOrder(document.processes).map(({ id, label }) => ({ id, label }))
const nodeOptions = (document: AppDocument): Option[] => unique(inOrder(document.processes).flatMap(({ nodes }) => inOrder(nodes)))

/** Things of several processes may share an id; the first says how it is called. */
function unique(things: readonly { id: Id; label: LocalizedText }[]): Option[] {
  return [...new Map(things.toReversed().map(({ id, label }) => [id, { id, label }])).values()].toReversed()
}

const choice = (label: LocalizedText, options: Option[]): Column => ({ label, valueType: text(), fieldType: 'select', options })
const plain = (label: LocalizedText): Column => ({ label, valueType: text(), fieldType: 'text' })
const moment = (label: LocalizedText): Column => ({ label, valueType: timestamp, fieldType: 'datetime' })
const hours = (label: LocalizedText): Column => ({ label, valueType: decimal(14, 4), fieldType: 'number' })
const refersTo = (label: LocalizedText, to: Id, fieldType: string): Column => ({ label, valueType: reference(to), fieldType })
