import type { AppError, LocalizedText } from '@tangram/data-model'
import { fail } from '../errors.ts'

/** One part of a request that its schema lets through and its meaning does not. `at` is a JSON Pointer. */
export function invalid(at: string, problem: LocalizedText): AppError {
  return fail('server.request.invalid', { part: { en: 'The request', 'zh-CN': '请求' }, at, problem }, { path: at })
}
