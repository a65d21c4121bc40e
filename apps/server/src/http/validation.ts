import type { JsonObject } from '@tangram/data-model'
import { Ajv, type ErrorObject } from 'ajv'

const options = {
  removeAdditional: false,
  useDefaults: true,
  allErrors: false,
  strict: true,
  strictTypes: false,
  strictRequired: false,
} as const

/** Bodies are taken as they are; what comes as text (path, query, headers) is turned into numbers and booleans. */
const forBodies = new Ajv({ ...options, coerceTypes: false })
const forText = new Ajv({ ...options, coerceTypes: true })

export function compileValidator(schema: JsonObject, part: string | undefined) {
  return (part === 'body' ? forBodies : forText).compile(schema)
}

/** What is wrong at one place, in both languages. */
export function problemOf(error: Pick<ErrorObject, 'keyword' | 'params' | 'message'>): { en: string; 'zh-CN': string } {
  const params = error.params as { [name: string]: unknown }
  switch (error.keyword) {
    case 'required':
      return { en: `“${params.missingProperty}” is missing`, 'zh-CN': `缺少“${params.missingProperty}”` }
    case 'additionalProperties':
      return { en: `“${params.additionalProperty}” is not known here`, 'zh-CN': `“${params.additionalProperty}”在此处无法识别` }
    case 'type':
      return { en: `expected ${params.type}`, 'zh-CN': `应为 ${params.type}` }
    case 'enum':
      return { en: `expected one of ${list(params.allowedValues)}`, 'zh-CN': `应为以下之一：${list(params.allowedValues)}` }
    case 'minLength':
    case 'minItems':
      return { en: `at least ${params.limit} long`, 'zh-CN': `长度至少为 ${params.limit}` }
    case 'maxLength':
    case 'maxItems':
      return { en: `at most ${params.limit} long`, 'zh-CN': `长度最多为 ${params.limit}` }
    case 'minimum':
      return { en: `at least ${params.limit}`, 'zh-CN': `不小于 ${params.limit}` }
    case 'maximum':
      return { en: `at most ${params.limit}`, 'zh-CN': `不大于 ${params.limit}` }
    default:
      return { en: error.message ?? 'not in the expected form', 'zh-CN': '格式不符合要求' }
  }
}

const list = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : '')
