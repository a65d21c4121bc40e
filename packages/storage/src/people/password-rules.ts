import type { Message, MessageParams } from '@tangram/data-model'
import type { SecuritySettings } from './security-settings.ts'

export type PasswordPolicy = SecuritySettings['password']
/** Whose password it is to be: words that everybody knows of them. */
export type PasswordOwner = { name: string; login: string | null; email: string | null }
export type PasswordRule = keyof typeof passwordRuleTexts
/** One rule with what fills its words; as a requirement or, when it is not met, as what is missing. */
export type Rule = { rule: PasswordRule; params: MessageParams }

/** What each rule asks for. */
export const passwordRuleTexts = {
  length: { text: { en: 'at least {min} characters', 'zh-CN': '至少 {min} 个字符' } },
  classes: {
    text: {
      en: 'at least {count} of these kinds: small letters, capitals, digits, other characters',
      'zh-CN': '小写字母、大写字母、数字、其他字符中至少包含 {count} 种',
    },
  },
  common: { text: { en: 'not one that many people use or that is easy to guess', 'zh-CN': '不能是常用密码或容易猜到的密码' } },
  own: { text: { en: 'not your own name, login or e-mail address', 'zh-CN': '不能只由本人的姓名、登录名或邮箱组成' } },
  history: { text: { en: 'none of your last {count} passwords', 'zh-CN': '不能与最近 {count} 次用过的密码相同' } },
} as const satisfies { [rule: string]: Message }

/** The rules that hold here, in the order they are told. */
export function passwordRules(policy: PasswordPolicy): Rule[] {
  return [
    { rule: 'length', params: { min: policy.minLength } },
    ...(policy.classes > 1 ? [{ rule: 'classes', params: { count: policy.classes } } as const] : []),
    ...(policy.refuseCommon ? [{ rule: 'common', params: {} } as const] : []),
    { rule: 'own', params: {} },
    { rule: 'history', params: { count: policy.history } },
  ]
}

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

/**
 * The rules that a password does not meet, all at once; whether it was used before is for whoever knows the hashes.
 *
 * @param common passwords that many use, in small letters, the most frequent first
 */
export function unmetRules(password: string, policy: PasswordPolicy, owner: PasswordOwner, common: ReadonlyMap<string, number>): Rule[] {
  const plain = password.normalize('NFKC')
  const isUnmet: { [rule in PasswordRule]: () => boolean } = {
    length: () => [...plain].length < policy.minLength,
    classes: () => kinds.filter((kind) => kind.test(plain)).length < policy.classes,
    common: () => isCommon(plain.toLowerCase(), common),
    own: () => isOwn(plain.toLowerCase(), owner),
    history: () => false,
  }
  return passwordRules(policy).filter(({ rule }) => isUnmet[rule]())
}

/** So many of the most frequent passwords are refused with digits and signs around them as well. */
const frequent = 10_000
const leastDifferent = 4

function isCommon(password: string, common: ReadonlyMap<string, number>): boolean {
  if (new Set(password).size < leastDifferent || common.has(password)) return true
  const word = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return word.length >= 4 && (common.get(word) ?? Number.POSITIVE_INFINITY) < frequent
}

/** Whether next to nothing is left once one's own words, digits and signs are taken out. */
function isOwn(password: string, { name, login, email }: PasswordOwner): boolean {
  const words = [name, ...name.split(/\s+/), login, email?.split('@')[0]].flatMap((word) => (word ? [word.toLowerCase()] : []))
  const own = [...new Set(words.flatMap((word) => [word, [...word].reverse().join('')]))].filter((word) => [...word].length > 1)
  const rest = own.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), password)
  return rest !== password && [...rest.replace(/[^\p{L}]/gu, '')].length < leastDifferent
}
