import type { Id, LocalizedText } from '@tangram/data-model'
import type { FlowEvent } from '@tangram/flow-engine'
import type { Storage, StoredEvent } from '@tangram/storage'
import { asSystem } from './system-principal.ts'
import type { TimelineEntry } from './timeline.ts'

type Operated = Extract<FlowEvent, { type: 'task.operated' }>

/** What each operation is called; `{people}`, `{task}` and `{to}` are filled in. */
const words: { [operation in Operated['operation']]: Required<LocalizedText> } = {
  claim: { en: 'Took on: {task}', 'zh-CN': '认领：{task}' },
  release: { en: 'Put back: {task}', 'zh-CN': '放回任务池：{task}' },
  transfer: { en: 'Handed on to {people}: {task}', 'zh-CN': '转交给 {people}：{task}' },
  delegate: { en: 'Asked {people} for an opinion: {task}', 'zh-CN': '委派给 {people}：{task}' },
  'add-before': { en: 'Added {people} before: {task}', 'zh-CN': '前加签 {people}：{task}' },
  'add-after': { en: 'Added {people} after: {task}', 'zh-CN': '后加签 {people}：{task}' },
  'add-beside': { en: 'Added {people} beside: {task}', 'zh-CN': '并加签 {people}：{task}' },
  'remove-signers': { en: 'Took {people} away: {task}', 'zh-CN': '减签 {people}：{task}' },
  return: { en: 'Sent back to “{to}”: {task}', 'zh-CN': '退回到“{to}”：{task}' },
  withdraw: { en: 'Took back: {task}', 'zh-CN': '拿回：{task}' },
  urge: { en: 'Urged {people}: {task}', 'zh-CN': '催办 {people}：{task}' },
  remind: { en: 'Reminded {people}: {task}', 'zh-CN': '提醒 {people}：{task}' },
  copy: { en: 'Sent a copy to {people}: {task}', 'zh-CN': '抄送给 {people}：{task}' },
  'hand-over': { en: 'Handed over to {people}: {task}', 'zh-CN': '交接给 {people}：{task}' },
  escalate: { en: 'Passed on to {people}, the time was up: {task}', 'zh-CN': '超时转给 {people}：{task}' },
}

/** What people and the clock did with the tasks of some instances, as entries of a timeline. Whoever asks has been let in already. */
export async function operationsOf(storage: Pick<Storage, 'flows' | 'people'>, instances: readonly string[]): Promise<TimelineEntry[]> {
  const events = await Promise.all(instances.map((instance) => storage.flows.events(asSystem('timeline'), instance)))
  const operated = events.flatMap((all) =>
    all.flatMap((stored) => (stored.event.type === 'task.operated' ? [{ all, event: stored.event }] : [])),
  )
  const ids = [...new Set(operated.flatMap(({ event }) => [...(event.by === null ? [] : [event.by]), ...(event.people ?? [])]))]
  const people = ids.length === 0 ? [] : await storage.people.find(asSystem('timeline'), { ids, limit: ids.length })
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? ''
  return operated.map(({ all, event }) => {
    const about = {
      people: (event.people ?? []).map(nameOf).filter((name) => name !== ''),
      task: labelOf(all, (other) => (other.type === 'task.opened' && other.task.id === event.task ? other.task.label : undefined)),
      to: labelOf(all, (other) => (other.type === 'element.entered' && other.node === event.to ? other.label : undefined)),
    }
    return {
      at: event.at,
      kind: 'task' as const,
      actor: event.by === null ? null : { id: event.by, name: nameOf(event.by) },
      text: textOf(event.operation, about),
      ...(event.words ? { opinion: event.words } : {}),
    }
  })
}

function textOf(operation: Operated['operation'], about: { people: string[]; task: LocalizedText; to: LocalizedText }): LocalizedText {
  const say = (locale: 'zh-CN' | 'en') =>
    words[operation][locale]
      .replace('{people}', about.people.join(locale === 'en' ? ', ' : '、'))
      .replace('{task}', about.task[locale] ?? '')
      .replace('{to}', about.to[locale] ?? '')
  return { 'zh-CN': say('zh-CN'), en: say('en') }
}

function labelOf(events: readonly StoredEvent[], find: (event: FlowEvent) => LocalizedText | undefined): LocalizedText {
  for (const { event } of events) {
    const label = find(event)
    if (label) return label
  }
  return {}
}

/** Outcomes of tasks that such an entry tells better. */
export const toldAsOperation: ReadonlySet<Id> = new Set(['transferred', 'returned'])
