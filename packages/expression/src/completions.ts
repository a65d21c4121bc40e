import { type Locale, type LocalizedText, locales, type Option, textIn } from '@tangram/data-model'
import { contextAt } from './cursor-context.ts'
import { type FunctionDescription, functions } from './functions.ts'
import { typeLabel } from './kind-names.ts'
import type { Scope } from './logic.ts'
import { nameText } from './name-text.ts'
import { constants } from './words.ts'

/** One line of a completion list. */
export type Completion = {
  kind: 'field' | 'function' | 'option' | 'word'
  /** What the line says: `产品.产品线`, `SUM`, `已解决`. */
  label: string
  /** Beside it: the type of a field, what a function does. */
  detail: LocalizedText
  /** The text that takes the place of what was typed, and where the cursor stands in it afterwards. */
  insert: string
  cursor: number
  /** The id of a field or option, the operator of a function: a key for lists. */
  id: string
}

/** What may stand at the cursor, best first, and the stretch of text it takes the place of. */
export type Completions = { start: number; end: number; items: Completion[] }

export type CompletionOptions = {
  /** First letters a text is typed with, for writers of Chinese: `已解决` → `yjj`. */
  initialsOf?: (text: string) => string
  /** How many at most; 50. */
  limit?: number
}

/**
 * What can be written at a place of a formula, broken or not: options behind a comparison, fields, functions, words of the language.
 *
 *     completionsAt('IF(状态="', 7, scope, 'zh-CN').items[0] // { kind: 'option', label: '新建', insert: '"新建"', cursor: 4, … }
 *
 * @param cursor offset in the text, 0 before the first character
 */
export function completionsAt(
  text: string,
  cursor: number,
  scope: Scope,
  locale: Locale,
  { initialsOf, limit = 50 }: CompletionOptions = {},
): Completions {
  const context = contextAt(text, cursor, scope)
  const { start, end } = context
  const ranked: { item: Completion; rank: number }[] = []
  const typed = context.typed.toLowerCase()
  const offer = (item: Completion, words: readonly string[], penalty: number) => {
    const found = rankOf(typed, words, initialsOf)
    if (found !== undefined) ranked.push({ item, rank: found * 10 + penalty })
  }
  if (context.expects === 'option' || context.expects === 'value') {
    for (const option of context.options) offer(optionLine(option, locale), optionWords(option), 0)
  }
  if (context.expects === 'value') {
    for (const { item, words, depth } of fieldLines(scope, locale)) offer(item, words, 1 + depth)
    const opensCall = text[end] === '(' || text[end] === '（'
    // Nothing typed yet: every function would bury the fields.
    if (typed !== '' && !typed.includes('.')) {
      for (const each of functions) if (!each.isImplied) offerFunction(each, opensCall)
      for (const word of ['TRUE', 'FALSE', 'NULL', 'NOT']) offer(wordLine(word), wordsLike(word), 6)
    }
  }
  if (context.expects === 'operator') for (const word of ['AND', 'OR', 'IN']) offer(wordLine(word), wordsLike(word), 0)
  function offerFunction(each: FunctionDescription, opensCall: boolean): void {
    const names = [each.name, ...each.aliases]
    // Who begins in Chinese goes on in Chinese.
    const name = names.find((known) => known.toLowerCase().startsWith(typed)) ?? each.name
    offer(functionLine(each, name, opensCall), [...names, each.label[locale]], 5)
  }
  // Fields stay in the order of the form; of functions the shorter name is the commoner one.
  const byName = (a: Completion, b: Completion) => (a.kind === 'function' && b.kind === 'function' ? a.label.length - b.label.length : 0)
  ranked.sort((a, b) => a.rank - b.rank || byName(a.item, b.item))
  return { start, end, items: ranked.slice(0, limit).map(({ item }) => item) }
}

/** 0 for what begins with what was typed, then what holds it, then its initials; undefined when it is something else. */
function rankOf(typed: string, words: readonly string[], initialsOf: CompletionOptions['initialsOf']): number | undefined {
  if (typed === '') return 0
  const lower = words.map((word) => word.toLowerCase())
  if (lower.includes(typed)) return 0
  if (lower.some((word) => word.startsWith(typed))) return 1
  if (lower.some((word) => word.split(/[.\s_]/).some((part) => part.startsWith(typed)))) return 2
  if (initialsOf && /^[a-z]+$/.test(typed) && words.some((word) => initialsOf(word).toLowerCase().startsWith(typed))) return 3
  return lower.some((word) => word.includes(typed)) ? 4 : undefined
}

function fieldLines(scope: Scope, locale: Locale): { item: Completion; words: string[]; depth: number }[] {
  const byId = new Map<string, { path: readonly string[]; words: Set<string> }>()
  for (const { path, label } of scope.names?.() ?? []) {
    const id = path.join('.')
    const known = byId.get(id) ?? { path, words: new Set([id]) }
    byId.set(id, { path, words: known.words.add(label) })
  }
  return [...byId].map(([id, { path, words }]) => {
    const insert = nameText(path, scope, locale)
    const label = lineLabel(path, scope, locale)
    const item: Completion = { kind: 'field', label, detail: typeLabel(scope.typeOf(path)), insert, cursor: insert.length, id }
    return { item, words: [...words, label], depth: Math.min(path.length - 1, 2) + (id.startsWith('$') ? 1 : 0) }
  })
}

/** `产品.产品线`; a name that the situation gives has one label as a whole. */
function lineLabel(path: readonly string[], scope: Scope, locale: Locale): string {
  const labelTo = (end: number) => scope.labelOf?.(path.slice(0, end), locale)
  if (path[0] === '$user') return labelTo(path.length) ?? path.join('.')
  return path.map((segment, index) => labelTo(index + 1) ?? segment).join('.')
}

function optionLine({ id, label }: Option, locale: Locale): Completion {
  const text = textIn(label, locale, id)
  const insert = `"${text.replaceAll('"', '""')}"`
  return { kind: 'option', label: text, detail: { en: 'option', 'zh-CN': '选项' }, insert, cursor: insert.length, id }
}

const optionWords = ({ id, label }: Option): string[] => [id, ...locales.flatMap((locale) => label[locale] ?? [])]

function functionLine(each: FunctionDescription, name: string, opensCall: boolean): Completion {
  const takesNothing = each.params.length === 0
  const insert = opensCall ? name : `${name}()`
  // Between the parentheses, unless nothing goes there.
  const cursor = opensCall ? name.length : name.length + (takesNothing ? 2 : 1)
  return { kind: 'function', label: name, detail: each.label, insert, cursor, id: each.op }
}

const wordDetails: { readonly [word: string]: Required<LocalizedText> } = {
  TRUE: { en: 'true', 'zh-CN': '真' },
  FALSE: { en: 'false', 'zh-CN': '假' },
  NULL: { en: 'nothing', 'zh-CN': '空' },
  NOT: { en: 'the opposite', 'zh-CN': '取反' },
  AND: { en: 'both hold', 'zh-CN': '两者都成立' },
  OR: { en: 'one of them holds', 'zh-CN': '其一成立' },
  IN: { en: 'is one of a list', 'zh-CN': '在列表中' },
}

function wordLine(word: string): Completion {
  const isConstant = Object.hasOwn(constants, word)
  const insert = isConstant ? word : `${word} `
  return { kind: 'word', label: word, detail: wordDetails[word] ?? {}, insert, cursor: insert.length, id: word }
}

const wordsLike = (word: string): string[] => [word, ...Object.values(wordDetails[word] ?? {})]
