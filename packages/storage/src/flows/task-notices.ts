import { type LocalizedText, textIn } from '@tangram/data-model'
import type { TaskState } from '@tangram/flow-engine'

/** What a person is told about work. `key`: the same person is told the same thing once. */
export type Notice = { person: string; text: LocalizedText; task: string | null; key: string }

/** A task waits for whoever may do it, except for the one whose own act opened it: they know. `revision`: 0 when it is new. */
export function toDo(task: TaskState, about: { process: LocalizedText; by: string | null; revision: number }): Notice[] {
  const text = told({ en: 'To do', 'zh-CN': '待办' }, task.label, about.process)
  const key = about.revision === 0 ? `task:${task.id}` : `task:${task.id}:${about.revision}`
  return task.candidates.filter((person) => person !== about.by).map((person) => ({ person, text, task: task.id, key }))
}

export function copied(copy: { person: string; label: LocalizedText; process: LocalizedText; instance: string }): Notice {
  const text = told({ en: 'Copy for you', 'zh-CN': '抄送' }, copy.label, copy.process)
  return { person: copy.person, text, task: null, key: `copy:${copy.instance}` }
}

export function reminded(reminder: {
  person: string
  task: string
  label: LocalizedText
  process: LocalizedText
  text?: string
  key: string
}): Notice {
  const { person, task, label, process, text: words, key } = reminder
  return { person, text: told({ en: 'Reminder', 'zh-CN': '催办' }, label, process, words), task, key }
}

function told(what: Required<LocalizedText>, label: LocalizedText, process: LocalizedText, words?: string): LocalizedText {
  return {
    en: `${what.en}: ${textIn(label, 'en')} (${textIn(process, 'en')})${words ? `: ${words}` : ''}`,
    'zh-CN': `${what['zh-CN']}：${textIn(label, 'zh-CN')}（${textIn(process, 'zh-CN')}）${words ? `：${words}` : ''}`,
  }
}
