import { fillAll, type LocalizedText } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { commonPasswords } from './common-passwords.ts'
import { passwordMatches } from './password.ts'
import { type PasswordOwner, type PasswordPolicy, passwordRuleTexts, type Rule, unmetRules } from './password-rules.ts'

/**
 * The one place that says whether a password may be somebody's: at set-up, by themselves, by an administrator, by invitation and reset.
 *
 * @param person absent: somebody who has had no password yet
 * @throws storage.person.weak-password 422 with every rule that it does not meet
 */
export async function checkPassword(
  { db }: Pick<Context, 'db'>,
  policy: PasswordPolicy,
  password: string,
  owner: PasswordOwner,
  person?: string,
): Promise<void> {
  const unmet = unmetRules(password, policy, owner, policy.refuseCommon ? await commonPasswords() : new Map())
  // Each comparison takes as long as a sign-in: what is refused anyway is not compared.
  if (unmet.length === 0 && person && (await wasUsed({ db }, person, password, policy.history))) {
    unmet.push({ rule: 'history', params: { count: policy.history } })
  }
  if (unmet.length === 0) return
  const errors = unmet.map((rule) => ({ path: '/password', code: `password.${rule.rule}`, message: ruleText(rule) }))
  throw fail(
    'storage.person.weak-password',
    { problems: joined(errors.map(({ message }) => message)) },
    { path: '/password', details: { errors } },
  )
}

/** A rule in both languages. */
export function ruleText({ rule, params }: Rule): Required<LocalizedText> {
  return fillAll(passwordRuleTexts[rule].text, params) as Required<LocalizedText>
}

function joined(texts: readonly Required<LocalizedText>[]): LocalizedText {
  return { en: texts.map(({ en }) => en).join('; '), 'zh-CN': texts.map((text) => text['zh-CN']).join('；') }
}

async function wasUsed({ db }: Pick<Context, 'db'>, person: string, password: string, count: number): Promise<boolean> {
  const { rows } = await db.pool.query<{ hash: string }>(
    `select password_hash as hash from tangram.person where id = $1 and password_hash is not null
     union all (select hash from tangram.password_history where person = $1 order by at desc limit $2)`,
    [person, count - 1],
  )
  for (const { hash } of rows) if (await passwordMatches(password, hash)) return true
  return false
}
