import type { Principal } from '@tangram/access'
import type { Id, Instant, JsonValue, LocalizedText } from '@tangram/data-model'
import type { ChangeEntry, Opinion, ProcessStanding, RecordMessage, RowsChanged, Storage } from '@tangram/storage'
import { operationsOf, toldAsOperation } from './operations-of-process.ts'

export type TimelineEntry = {
  at: Instant
  kind: 'created' | 'changed' | 'task' | 'opinion' | 'flow' | 'message'
  actor: { id: string; name: string } | null
  text: LocalizedText
  opinion?: string
  outcome?: string
  /** With `rows` it is about those of a sub-form, which are told by their number. */
  changes?: { field: Id; before: JsonValue; after: JsonValue; rows?: RowsChanged }[]
  /** `to` is masked. */
  message?: Pick<RecordMessage, 'channel' | 'to' | 'status'>
}

/** What happened to a record, oldest first: changes, tasks, opinions, steps of its processes and messages, as the principal may see them. */
export async function timelineOf(
  storage: Pick<Storage, 'records' | 'tasks' | 'flows' | 'messages' | 'people'>,
  principal: Principal,
  record: { app: Id; entity: Id; id: string },
): Promise<TimelineEntry[]> {
  const [history, opinions, processes, messages] = await Promise.all([
    storage.records(principal).history(record.app, record.entity, record.id),
    storage.tasks(principal).opinions(record.app, record.entity, record.id),
    storage.flows.process(principal, record.app, record.entity, record.id),
    storage.messages.ofRecord(principal, record.app, record.entity, record.id),
  ])
  const operations = await operationsOf(
    storage,
    processes.map(({ instance }) => instance),
  )
  // Sorting keeps this order within one instant, where one thing led to the next.
  const entries = [
    ...history.filter(({ kind }) => kind === 'create').map(ofChange),
    ...processes.map(ofStart),
    ...operations,
    ...opinions.flatMap(ofOutcome),
    ...history.filter(({ kind }) => kind !== 'create').map(ofChange),
    ...opinions.map(ofTask),
    ...messages.map(ofMessage),
    ...processes.flatMap(ofEnd),
  ]
  return entries.filter((entry) => entry !== undefined).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const changeTexts: { [kind in ChangeEntry['kind']]: LocalizedText } = {
  create: { en: 'Created', 'zh-CN': '创建' },
  update: { en: 'Changed', 'zh-CN': '修改' },
  remove: { en: 'Moved to the recycle bin', 'zh-CN': '移入回收站' },
  restore: { en: 'Restored', 'zh-CN': '恢复' },
}

function ofChange(change: ChangeEntry): TimelineEntry | undefined {
  const fields = new Set([...Object.keys(change.before), ...Object.keys(change.after)])
  const changes = [...fields].map((field) => {
    const rows = change.rows?.[field]
    return rows
      ? { field, before: null, after: null, rows }
      : { field, before: change.before[field] ?? null, after: change.after[field] ?? null }
  })
  // A change of which the reader may see nothing did not happen for them.
  if (change.kind === 'update' && changes.length === 0) return undefined
  return {
    at: change.at,
    kind: change.kind === 'create' ? 'created' : 'changed',
    actor: change.actor,
    text: changeTexts[change.kind],
    ...(change.kind === 'update' ? { changes } : {}),
  }
}

function nameOf(task: Opinion): LocalizedText {
  return task.group ? both((locale) => `${task.label[locale] ?? task.node} · ${task.group?.[locale] ?? ''}`) : task.label
}

function ofTask(task: Opinion): TimelineEntry {
  const name = nameOf(task)
  return {
    at: task.openedAt,
    kind: 'task',
    actor: null,
    text: both((locale) => (locale === 'en' ? `To do: ${name.en ?? task.node}` : `待办：${name['zh-CN'] ?? task.node}`)),
  }
}

function ofOutcome(task: Opinion): TimelineEntry[] {
  if (task.status !== 'done' || toldAsOperation.has(task.outcome ?? '')) return []
  const name = nameOf(task)
  const outcome = task.outcomeLabel ?? (task.outcome ? { en: task.outcome, 'zh-CN': task.outcome } : {})
  return [
    {
      at: task.at,
      kind: 'opinion',
      actor: task.by,
      text: both((locale) =>
        locale === 'en' ? `${name.en ?? task.node}: ${outcome.en ?? ''}` : `${name['zh-CN'] ?? task.node}：${outcome['zh-CN'] ?? ''}`,
      ),
      ...(task.opinion ? { opinion: task.opinion } : {}),
      ...(task.outcome ? { outcome: task.outcome } : {}),
    },
  ]
}

function ofStart(process: ProcessStanding): TimelineEntry {
  return {
    at: process.startedAt,
    kind: 'flow',
    actor: null,
    text: both((locale) =>
      locale === 'en' ? `Started: ${process.label.en ?? process.process}` : `启动流程：${process.label['zh-CN'] ?? process.process}`,
    ),
  }
}

function ofEnd(process: ProcessStanding): TimelineEntry[] {
  if (!process.endedAt) return []
  const ended: TimelineEntry = {
    at: process.endedAt,
    kind: 'flow',
    actor: null,
    text: both((locale) =>
      locale === 'en' ? `Ended: ${process.label.en ?? process.process}` : `流程结束：${process.label['zh-CN'] ?? process.process}`,
    ),
    ...(process.outcome ? { outcome: process.outcome } : {}),
  }
  return [ended]
}

const messageTexts: { [status in RecordMessage['status']]: { [channel in RecordMessage['channel']]: LocalizedText } } = {
  waiting: {
    sms: { en: 'Text message waiting', 'zh-CN': '短信待发送' },
    mail: { en: 'Mail waiting', 'zh-CN': '邮件待发送' },
    app: { en: 'Notification waiting', 'zh-CN': '通知待发送' },
  },
  sent: {
    sms: { en: 'Text message sent', 'zh-CN': '已发送短信' },
    mail: { en: 'Mail sent', 'zh-CN': '已发送邮件' },
    app: { en: 'Notification sent', 'zh-CN': '已发送通知' },
  },
  failed: {
    sms: { en: 'Text message not sent', 'zh-CN': '短信发送失败' },
    mail: { en: 'Mail not sent', 'zh-CN': '邮件发送失败' },
    app: { en: 'Notification not sent', 'zh-CN': '通知未送达' },
  },
}

function ofMessage({ at, channel, to, text, status }: RecordMessage): TimelineEntry {
  const said = messageTexts[status][channel]
  return {
    at,
    kind: 'message',
    actor: null,
    text: both((locale) => {
      if (locale === 'en') return `${said.en}${to && ` (${to})`}: ${text}`
      return `${said['zh-CN']}${to && `（${to}）`}：${text}`
    }),
    message: { channel, to, status },
  }
}

const both = (text: (locale: 'zh-CN' | 'en') => string): LocalizedText => ({ 'zh-CN': text('zh-CN'), en: text('en') })
