import { type Id, type Locale, type LocalizedText, locales, textIn } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { testsOf } from './condition-part.ts'
import { conditionInWords, type NamesById } from './condition-words.ts'
import type { AccessDocument } from './document.ts'
import type { FieldAnswer, FieldSay } from './explain-field.ts'
import type { RightsAction, RightsAnswer, RoleSay } from './explain-rights.ts'

export type Words = Required<LocalizedText>

export type WordsAbout = {
  access: AccessDocument
  /** The names of the table. */
  scope: Scope
  /** Names of what conditions compare with. */
  names?: NamesById
  /** True: one record is asked about. */
  ofRecord: boolean
  /** Whether the reader may learn of this name; a condition with one that they may not is not told. All of them when absent. */
  mayTell?: (path: readonly string[]) => boolean
}

/**
 * An answer as sentences in both languages, the decisive one first.
 *
 *     rightsInWords(answer, { access, scope, ofRecord: true })[0]
 *     // { 'zh-CN': '角色“客服专员”不适用于这条记录：它要求 团队 属于 本人的团队。', en: … }
 */
export function rightsInWords(answer: RightsAnswer, about: WordsAbout): Words[] {
  const { action, basis, held, needsRead, verdict } = answer
  if (basis === 'server' || basis === 'administrator') return [fixed.administrator]
  if (basis === 'linked') return [fixed.linked]
  if (basis === 'organisation') return [verdict === 'yes' ? fixed.organisationRead : fixed.organisationChange]
  if (basis === 'link') return [verdict === 'no' ? fixed.linkNot : fixed.link]
  const shown = basis === 'task' || basis === 'copy' ? [fixed[basis]] : []
  const none = held.length === 0 ? [fixed.noRole] : []
  const unseen = needsRead ? [fixed.needsRead] : []
  const order = ['yes', 'some', 'no'] as const
  const says = held.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)).map((say) => roleInWords(say, action, about))
  return [...shown, ...unseen, ...none, ...says, ...helpInWords(answer, about)]
}

/** Why a field is (not) seen and changed, as sentences in both languages. */
export function fieldInWords(
  { basis, sees, changes, masked, seeing, changing }: FieldAnswer,
  { access }: Pick<WordsAbout, 'access'>,
): Words[] {
  if (basis === 'everything') return [fixed.administrator]
  if (basis === 'record') return [fixed.recordUnseen]
  if (basis === 'organisation') return [sees === 'no' ? fixed.organisationHidden : fixed.organisationRead]
  if (basis === 'link') return [sees === 'no' ? fixed.linkHidden : masked === 'yes' ? fixed.linkMasked : fixed.link]
  const withRule = (says: FieldAnswer['seeing'], isMeant: (rule: FieldSay['rule']) => boolean) =>
    rolesIn(
      access,
      says.filter(({ rule }) => isMeant(rule)).map(({ role }) => role),
    )
  const hiding = withRule(seeing, (rule) => rule === 'hidden')
  if (sees === 'no') return [hiding.length > 0 ? sentence('hidden', { roles: listOf(hiding) }) : fixed.hiddenByStep]
  const showing = withRule(seeing, (rule) => rule !== 'hidden')
  const masking = listOf(withRule(seeing, (rule) => rule === 'masked'))
  const whole = listOf(withRule(seeing, (rule) => rule !== 'hidden' && rule !== 'masked'))
  const seen = [
    ...(sees === 'some' ? [sentence('shownSome', { roles: listOf(showing), others: listOf(hiding) })] : []),
    ...(masked === 'yes' ? [sentence('masked', { roles: masking })] : []),
    ...(masked === 'some' ? [sentence('maskedSome', { roles: whole, others: masking })] : []),
  ]
  const fixing = withRule(changing, (rule) => rule !== 'open')
  if (masked === 'yes') return [...seen, fixed.maskedFixed]
  if (changes === 'no') return [...seen, fixing.length > 0 ? sentence('fixed', { roles: listOf(fixing) }) : fixed.notChanged]
  const opening = withRule(changing, (rule) => rule === 'open')
  return [
    ...seen,
    ...(changes === 'some' ? [sentence('openSome', { roles: listOf(opening) })] : []),
    ...(seen.length > 0 || changes === 'some' ? [] : [fixed.fieldOpen]),
  ]
}

/** “see”, “查看” */
export const actionWords: { [A in RightsAction]: Words } = {
  read: { en: 'see', 'zh-CN': '查看' },
  create: { en: 'create', 'zh-CN': '新建' },
  update: { en: 'change', 'zh-CN': '修改' },
  delete: { en: 'delete', 'zh-CN': '删除' },
  export: { en: 'export', 'zh-CN': '导出' },
}

function roleInWords({ role, verdict, condition }: RoleSay, action: RightsAction, about: WordsAbout): Words {
  const words = { role: roleName(about.access, role), action: actionWords[action], condition: conditionWords(condition, about) }
  if (!condition) return sentence(verdict === 'yes' ? 'roleAll' : 'roleNone', words)
  if (verdict === 'some') return sentence('roleSome', words)
  return sentence(verdict === 'yes' ? 'roleHolds' : 'roleFails', words)
}

function helpInWords({ verdict, wouldHelp, action }: RightsAnswer, { access, ofRecord }: WordsAbout): Words[] {
  if (verdict === 'yes' || wouldHelp.length === 0) return []
  const roles = listOf(
    rolesIn(
      access,
      wouldHelp.map(({ role }) => role),
    ),
  )
  return [sentence(ofRecord ? 'helpRecord' : 'help', { roles, action: actionWords[action] })]
}

function conditionWords(condition: RoleSay['condition'], { scope, names, mayTell }: WordsAbout): Words {
  const isToTell = !condition || !mayTell || testsOf(condition).every((test) => test.names.every(mayTell))
  if (!isToTell) return fixed.untold
  return inBoth((locale) => (condition ? conditionInWords(condition, scope, locale, names) : ''))
}

export function roleName(access: AccessDocument, id: Id): Words {
  const label = Object.hasOwn(access.roles.items, id) ? access.roles.items[id]?.label : undefined
  return inBoth((locale) => textIn(label, locale, id))
}

function rolesIn(access: AccessDocument, ids: readonly Id[]): Words[] {
  return ids.map((id) => roleName(access, id))
}

function listOf(names: readonly Words[]): Words {
  return inBoth((locale) =>
    names.map((name) => (locale === 'zh-CN' ? `“${name[locale]}”` : `“${name[locale]}”`)).join(locale === 'zh-CN' ? '、' : ', '),
  )
}

function inBoth(say: (locale: Locale) => string): Words {
  return Object.fromEntries(locales.map((locale) => [locale, say(locale)])) as Words
}

function sentence(key: keyof typeof sentences, values: { [name: string]: Words }): Words {
  return inBoth((locale) => sentences[key][locale].replace(/\{(\w+)\}/g, (_whole, name: string) => values[name]?.[locale] ?? ''))
}

const sentences = {
  roleAll: { en: 'The role “{role}” may {action} every record.', 'zh-CN': '角色“{role}”可以{action}全部记录。' },
  roleNone: { en: 'The role “{role}” may not {action} records here.', 'zh-CN': '角色“{role}”没有{action}权限。' },
  roleSome: {
    en: 'The role “{role}” may {action} records where {condition}.',
    'zh-CN': '角色“{role}”可以{action}满足条件的记录：{condition}。',
  },
  roleHolds: {
    en: 'The role “{role}” may {action} this record, because {condition}.',
    'zh-CN': '角色“{role}”可以{action}这条记录，因为它满足：{condition}。',
  },
  roleFails: {
    en: 'The role “{role}” may {action} only records where {condition}; this one is not.',
    'zh-CN': '角色“{role}”只能{action}满足条件的记录：{condition}。这条记录不满足。',
  },
  help: { en: 'These roles would give it: {roles}.', 'zh-CN': '以下角色可以{action}：{roles}。' },
  helpRecord: { en: 'For this record these roles would give it: {roles}.', 'zh-CN': '对这条记录，以下角色可以{action}：{roles}。' },
  hidden: { en: 'Hidden by the role {roles}.', 'zh-CN': '被角色{roles}隐藏。' },
  shownSome: {
    en: 'Seen only in records that the role {roles} reaches; {others} hides it.',
    'zh-CN': '只在角色{roles}能看到的记录中可见；角色{others}隐藏了它。',
  },
  masked: { en: 'Seen masked, in part only, by the role {roles}.', 'zh-CN': '角色{roles}只能看到脱敏后的内容。' },
  maskedSome: {
    en: 'Seen whole only in records that the role {roles} reaches; {others} sees it masked.',
    'zh-CN': '只在角色{roles}能看到的记录中完整可见；角色{others}看到的是脱敏后的内容。',
  },
  fixed: { en: 'Read only for the role {roles}.', 'zh-CN': '角色{roles}只能查看，不能修改。' },
  openSome: { en: 'May be changed only in records that the role {roles} may change.', 'zh-CN': '只有角色{roles}能修改的记录中可以修改。' },
} satisfies { [key: string]: Words }

const fixed = {
  administrator: { en: 'Administrators may do everything in every app.', 'zh-CN': '管理员在所有应用中拥有全部权限。' },
  linked: {
    en: 'The table belongs to another system and is only read here, by everybody.',
    'zh-CN': '该表由其他系统维护，任何人都只能查看。',
  },
  organisationRead: {
    en: 'Everybody with an account may see people, teams and departments.',
    'zh-CN': '所有成员都可以查看成员、团队和部门。',
  },
  organisationChange: { en: 'Only administrators change people, teams and departments.', 'zh-CN': '只有管理员可以修改成员、团队和部门。' },
  organisationHidden: { en: 'Sign-in names, mail and phone are for administrators only.', 'zh-CN': '登录名、邮箱和电话只对管理员可见。' },
  link: { en: 'The link is made for this.', 'zh-CN': '该链接的用途包含此操作。' },
  linkNot: { en: 'The link is made for something else.', 'zh-CN': '该链接的用途不包含此操作。' },
  linkHidden: { en: 'What any role hides no link shows.', 'zh-CN': '只要有角色隐藏了该字段，任何链接都不会显示它。' },
  linkMasked: {
    en: 'What any role sees masked every link shows masked.',
    'zh-CN': '只要有角色看到的是脱敏内容，所有链接也只显示脱敏内容。',
  },
  maskedFixed: { en: 'What is masked cannot be changed.', 'zh-CN': '脱敏的内容不能修改。' },
  task: { en: 'An open to-do of theirs is about this record.', 'zh-CN': '有一项未完成的待办与这条记录有关。' },
  copy: { en: 'They were sent a copy of this record.', 'zh-CN': '曾收到这条记录的抄送。' },
  noRole: { en: 'They hold no role in this app.', 'zh-CN': '在这个应用中没有任何角色。' },
  untold: { en: 'something holds that is not shown to you', 'zh-CN': '涉及您无权查看的内容' },
  needsRead: { en: 'What is not seen cannot be used: the record is not visible to them.', 'zh-CN': '看不到这条记录，因此无法进行此操作。' },
  recordUnseen: { en: 'The record is not visible to them.', 'zh-CN': '看不到这条记录。' },
  hiddenByStep: { en: 'Hidden by a step of the process.', 'zh-CN': '被流程的某个步骤隐藏。' },
  notChanged: { en: 'The record may not be changed.', 'zh-CN': '这条记录不能修改。' },
  fieldOpen: { en: 'No rule limits this field.', 'zh-CN': '没有规则限制该字段。' },
} satisfies { [key: string]: Words }
