import { fillAll, invariant, type LocalizedText, type Message } from '@tangram/data-model'
import type { FieldType, Problem } from './field-type.ts'
import { valueMessages } from './messages.ts'

/** The words of a problem: the field type's own, else those every field shares. */
export function wordsOf(
  problem: Problem,
  fieldType: FieldType | undefined,
  shared: { readonly [code: string]: Message } = valueMessages,
): { message: LocalizedText; fix?: LocalizedText } {
  const own = fieldType && Object.hasOwn(fieldType.messages, problem.code) ? fieldType.messages[problem.code] : undefined
  const words = own ?? (Object.hasOwn(shared, problem.code) ? shared[problem.code] : undefined)
  invariant(words, `no message for code ${problem.code}`)
  const params = problem.params ?? {}
  return { message: fillAll(words.text, params), ...(words.fix ? { fix: fillAll(words.fix, params) } : {}) }
}
