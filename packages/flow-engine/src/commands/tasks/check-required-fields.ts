import { type Locale, type LocalizedText, pointer } from '@tangram/data-model'
import { fail } from '../../errors.ts'
import { eachWithFacts } from '../../people.ts'
import { readValue } from '../../read-value.ts'
import type { Run } from '../../run.ts'
import type { TaskState } from '../../state.ts'

/** Fields the node asks for have to be filled in, now or before. @throws flow.fields.required, its details name each field */
export function checkRequiredFields(run: Run, task: TaskState): void {
  const required = Object.keys(task.fields).filter((field) => task.fields[field] === 'required')
  const values = eachWithFacts(required, (field) => readValue(run, [field]))
  const empty = required.filter((_, index) => isEmpty(values[index]))
  if (empty.length === 0) return
  const label = (field: string, locale: Locale) => run.process.scope?.labelOf?.([field], locale) ?? field
  const fields: LocalizedText = {
    en: empty.map((field) => label(field, 'en')).join(', '),
    'zh-CN': empty.map((field) => label(field, 'zh-CN')).join('、'),
  }
  const message = { en: 'Please fill this in', 'zh-CN': '请填写此项' }
  const errors = empty.map((field) => ({ path: pointer(field), code: 'field.required', params: {}, message }))
  throw fail('flow.fields.required', { fields }, { details: { errors } })
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}
