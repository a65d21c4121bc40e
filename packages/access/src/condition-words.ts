import { isJsonObject, type JsonValue, type Locale, type Option, valueText } from '@tangram/data-model'
import { type Logic, namesIn, printFormula, type Scope } from '@tangram/expression'
import type { ConditionPart } from './condition-part.ts'

/** The names of people, teams and records that a condition compares with, by id. */
export type NamesById = { readonly [id: string]: string }

/**
 * A row condition as a sentence says it: “团队 属于 本人的团队，或者 负责人 是 本人”. What has no plain words is shown as its formula.
 *
 * @param scope the names of the table the condition stands at
 */
export function conditionInWords(part: ConditionPart, scope: Scope, locale: Locale, names: NamesById = {}): string {
  const say = (each: ConditionPart): string => {
    if (each.kind === 'test') return testInWords(each.logic, scope, locale, names)
    if (each.kind === 'not') return `${words[locale].not}${brackets(locale, each.parts.map(say).join(words[locale].all))}`
    const inner = each.parts.map((one) => (one.kind === 'all' || one.kind === 'any' ? brackets(locale, say(one)) : say(one)))
    return inner.join(words[locale][each.kind])
  }
  return say(part)
}

/** One comparison in words. */
export function testInWords(logic: Logic, scope: Scope, locale: Locale, names: NamesById = {}): string {
  return plainTest(logic, scope, locale, names) ?? formulaOf(logic, scope, locale)
}

/** What a name of a condition is called: `产品 › 产品线`, `本人`. */
export function nameInWords(path: readonly string[], scope: Scope, locale: Locale): string {
  const name = path.join('.')
  if (Object.hasOwn(own, name)) return own[name]?.[locale] ?? name
  return path.map((segment, index) => scope.labelOf?.(path.slice(0, index + 1), locale) ?? segment).join(' › ')
}

function plainTest(logic: Logic, scope: Scope, locale: Locale, names: NamesById): string | undefined {
  if (!isJsonObject(logic)) return undefined
  const [[op, raw = null] = ['', null], ...others] = Object.entries(logic)
  const sign = others.length === 0 ? op.replace(/^dec/, '') : ''
  if (op === 'var') return nameOf(logic, scope, locale)
  const args = Array.isArray(raw) ? raw : []
  const [left = null, right = null] = args
  const path = pathOf(left) ?? pathOf(right)
  if (args.length !== 2 || !Object.hasOwn(comparisons, sign) || !path) return undefined
  const options = scope.optionsOf?.(path)
  const [a, b] = [left, right].map((each) => operandInWords(each, { scope, locale, names, options }))
  if (a === undefined || b === undefined) return undefined
  if (right === null && (sign === '==' || sign === '!=')) return `${a} ${comparisons[sign === '==' ? 'empty' : 'filled']?.[locale]}`
  return `${a} ${comparisons[sign]?.[locale]} ${b}`
}

type Around = { scope: Scope; locale: Locale; names: NamesById; options: readonly Option[] | undefined }

function operandInWords(operand: JsonValue, { scope, locale, names, options }: Around): string | undefined {
  if (isJsonObject(operand)) return pathOf(operand) && nameOf(operand, scope, locale)
  const named = (value: JsonValue) => (typeof value === 'string' && Object.hasOwn(names, value) ? (names[value] ?? value) : value)
  const value = Array.isArray(operand) ? operand.map(named) : named(operand)
  return `“${valueText(value, { locale, zone: 'UTC', options })}”`
}

function nameOf(logic: Logic, scope: Scope, locale: Locale): string | undefined {
  const path = pathOf(logic)
  return path && nameInWords(path, scope, locale)
}

function pathOf(logic: JsonValue): string[] | undefined {
  if (!isJsonObject(logic) || !Object.hasOwn(logic, 'var') || Object.keys(logic).length !== 1) return undefined
  return namesIn(logic)[0]
}

function formulaOf(logic: Logic, scope: Scope, locale: Locale): string {
  try {
    return printFormula(logic, scope, locale)
  } catch {
    // A condition that is broken holds for nothing; its author is told where it is edited.
    return words[locale].unreadable
  }
}

function brackets(locale: Locale, text: string): string {
  return locale === 'zh-CN' ? `（${text}）` : `(${text})`
}

const words = {
  en: { all: ' and ', any: ' or ', not: 'not ', unreadable: 'a condition that cannot be read' },
  'zh-CN': { all: '，并且 ', any: '，或者 ', not: '不满足', unreadable: '无法识别的条件' },
} as const

/** What conditions say of whoever asks. */
const own: { readonly [name: string]: { readonly [L in Locale]: string } } = {
  '$user.id': { en: 'they themselves', 'zh-CN': '本人' },
  '$user.teams': { en: 'their teams', 'zh-CN': '本人的团队' },
  '$user.departments': { en: 'their departments', 'zh-CN': '本人的部门' },
  '$user.roles': { en: 'their roles', 'zh-CN': '本人的角色' },
  $today: { en: 'today', 'zh-CN': '今天' },
  $now: { en: 'now', 'zh-CN': '现在' },
}

const comparisons: { readonly [sign: string]: { readonly [L in Locale]: string } } = {
  '==': { en: 'is', 'zh-CN': '是' },
  '!=': { en: 'is not', 'zh-CN': '不是' },
  in: { en: 'is among', 'zh-CN': '属于' },
  '<': { en: 'is below', 'zh-CN': '小于' },
  '<=': { en: 'is at most', 'zh-CN': '不大于' },
  '>': { en: 'is above', 'zh-CN': '大于' },
  '>=': { en: 'is at least', 'zh-CN': '不小于' },
  empty: { en: 'is empty', 'zh-CN': '为空' },
  filled: { en: 'is filled in', 'zh-CN': '不为空' },
}
