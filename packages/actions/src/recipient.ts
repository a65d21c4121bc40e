import type { Id, LocalizedText } from '@tangram/data-model'
import type { ActionContext, ActionResult } from './action-type.ts'

/** The address a field of the record holds; undefined when it is empty. */
export async function addressIn(field: Id, { record }: ActionContext): Promise<string | undefined> {
  const values = await record.values()
  const value = Object.hasOwn(values, field) ? values[field] : null
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

export function skipped(reason: Required<LocalizedText>): ActionResult {
  return { status: 'skipped', reason }
}

export const noAddress = { en: 'The record has no phone or mail to send to.', 'zh-CN': '记录中没有可发送的手机或邮箱。' }
