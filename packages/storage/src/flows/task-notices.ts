import { type Id, type Instant, type LocalizedText, textIn } from '@tangram/data-model'
import type { PoolClient } from 'pg'

export type OpenedTask = {
  id: string
  app: Id
  entity: Id
  record: string
  label: LocalizedText
  process: LocalizedText
  candidates: readonly string[]
  /** Whose own act opened it: they know. */
  by: string | null
}

/** Tells whoever may do the task that it waits for them. Returns the people told. */
export async function noticeOpened(client: PoolClient, task: OpenedTask, now: Instant): Promise<string[]> {
  const people = task.candidates.filter((person) => person !== task.by)
  if (people.length === 0) return []
  const text: LocalizedText = {
    en: `To do: ${textIn(task.label, 'en')} (${textIn(task.process, 'en')})`,
    'zh-CN': `待办：${textIn(task.label, 'zh-CN')}（${textIn(task.process, 'zh-CN')}）`,
  }
  const { rows } = await client.query<{ person: string }>({
    name: 'notice.opened',
    text: `insert into tangram.notification (person, text, app, entity, record, task, key, created_at)
           select p.id, $2::jsonb, $3, $4, $5::uuid, $6::uuid, 'task:' || $6, $7::timestamptz from tangram.person p where p.id = any($1::uuid[])
           on conflict (person, key) do nothing returning person`,
    values: [people, JSON.stringify(text), task.app, task.entity, task.record, task.id, now],
  })
  return rows.map(({ person }) => person)
}

/** What was said about a task is read once it is closed. Returns the people for whom that changes something. */
export async function noticeClosed(client: PoolClient, task: string, now: Instant): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>({
    name: 'notice.closed',
    text: 'update tangram.notification set read_at = $2 where task = $1 and read_at is null returning person',
    values: [task, now],
  })
  return rows.map(({ person }) => person)
}
