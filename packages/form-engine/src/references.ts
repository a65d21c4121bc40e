import type { MessageCatalogue } from '@tangram/data-model'
import type { Problem } from './field-type.ts'

/** A list of references names each once. */
export function twiceProblem(value: string | string[]): Problem | undefined {
  return Array.isArray(value) && new Set(value).size < value.length ? { code: 'reference.twice' } : undefined
}

export const manyMessages = {
  'reference.twice': { text: { en: 'Each entry may be chosen once', 'zh-CN': '每条记录只能选择一次' } },
} satisfies MessageCatalogue

/** Two ids for examples and tests. */
export const exampleIds: string[] = ['0192f3a0-0000-7000-8000-000000000001', '0192f3a0-0000-7000-8000-000000000002']
