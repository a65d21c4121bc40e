import type { Platform } from '@tangram/app-model'
import { type LocalizedText, locales } from '@tangram/data-model'
import type { Incident } from '@tangram/storage'

const kinds: { [kind: string]: Required<LocalizedText> } = {
  'change.follow': { en: 'Start processes and rules after a change', 'zh-CN': '数据变更后启动流程和规则' },
  'rule.action': { en: 'Step of a rule', 'zh-CN': '规则步骤' },
  'flow.action': { en: 'Step of a process', 'zh-CN': '流程步骤' },
  'flow.timer': { en: 'Move a process on when its time is up', 'zh-CN': '流程到期处理' },
  'flow.step': { en: 'Step of a process that waits for a decision', 'zh-CN': '等待处理的流程步骤' },
  'flow.publish': { en: 'Send a message between processes', 'zh-CN': '流程消息发送' },
  'flow.deliver': { en: 'Bring a message to a process', 'zh-CN': '流程消息投递' },
  'flow.call': { en: 'Start a process that another one calls', 'zh-CN': '启动被调用的流程' },
  'flow.child-ended': { en: 'Tell a process that the one it called is over', 'zh-CN': '通知流程其调用的流程已结束' },
  'flow.cancel-child': { en: 'Call off a process that another one had called', 'zh-CN': '取消被调用的流程' },
  'flow.retry': { en: 'Try a step of a process again', 'zh-CN': '重试流程步骤' },
  'flow.schedule': { en: 'Start a process by the clock', 'zh-CN': '定时启动流程' },
  'flow.schedules': { en: 'Plan the starts of processes by the clock', 'zh-CN': '安排流程的定时启动' },
  'flow.send-link': { en: 'Send a confirmation link', 'zh-CN': '发送确认链接' },
  'sla.timer': { en: 'Watch the deadlines of a record', 'zh-CN': '检查记录的服务时限' },
  'sla.action': { en: 'Step of a service agreement', 'zh-CN': '服务承诺步骤' },
  'sla.revise': { en: 'Go on by changed service agreements', 'zh-CN': '按新的服务承诺重新计时' },
  'encryption.sweep': { en: 'Encrypt the history of a field', 'zh-CN': '加密字段的历史记录' },
  'delivery.due': { en: 'Send a dashboard as agreed', 'zh-CN': '定期发送看板' },
  'delivery.send': { en: 'Send a dashboard to somebody', 'zh-CN': '向收件人发送看板' },
  'message.send': { en: 'Send a text message or mail', 'zh-CN': '发送短信或邮件' },
  'invitation.send': { en: 'Mail an address to set a password by', 'zh-CN': '发送设置密码的邮件' },
  'password.forgotten': { en: 'Help somebody who forgot their password', 'zh-CN': '处理忘记密码的申请' },
  housekeeping: { en: 'Tidy up', 'zh-CN': '定期清理' },
}

/** What a job was to do, in words: its kind, and the action it was to carry out. */
export function whatFailed({ kind, payload }: Pick<Incident, 'kind' | 'payload'>, platform: Pick<Platform, 'actions'>): LocalizedText {
  const words = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  const action = platform.actions.find(({ type }) => type === payload.action)
  return Object.fromEntries(
    locales.map((locale) => [
      locale,
      [words?.[locale] ?? kind, action?.label[locale]].filter((part) => part).join(locale === 'en' ? ': ' : '：'),
    ]),
  )
}

type Cause = { sign: RegExp; words: Required<LocalizedText> }

/** What a technical failure means for whoever runs the installation, most telling sign first. */
const causes: readonly Cause[] = [
  {
    sign: /EAUTH|Invalid login|\b535\b/,
    words: {
      en: 'The mail server refused the sign-in. Check user and password in SMTP_URL.',
      'zh-CN': '邮件服务器拒绝登录。请检查 SMTP_URL 中的用户名和密码。',
    },
  },
  {
    sign: /EENVELOPE|No recipients|\b55[0-4]\b/,
    words: {
      en: 'The mail server does not take this address. Check the address in the record.',
      'zh-CN': '邮件服务器不接受该地址。请检查记录中的地址。',
    },
  },
  {
    sign: /sms gateway answered/,
    words: {
      en: 'The text message gateway refused the message. Look into its log, then retry.',
      'zh-CN': '短信网关拒绝了该消息。请查看网关日志后重试。',
    },
  },
  {
    sign: /ETIMEDOUT|TimeoutError|timed? ?out|ESOCKET.*timeout/i,
    words: { en: 'The other system did not answer in time. Retry once it is well again.', 'zh-CN': '对方系统未及时响应。待其恢复后重试。' },
  },
  {
    sign: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ECONNRESET|ESOCKET|fetch failed/,
    words: {
      en: 'The other system could not be reached. Check its address and the network, then retry.',
      'zh-CN': '无法连接对方系统。请检查其地址和网络后重试。',
    },
  },
  {
    sign: /ENOSPC|No space left|disk full/i,
    words: { en: 'The disk is full. Make room, then retry.', 'zh-CN': '磁盘已满。请清理空间后重试。' },
  },
]

const unforeseen: Required<LocalizedText> = {
  en: 'Something happened that we did not foresee. Retry; if it fails again, pass the technical details on to your developers.',
  'zh-CN': '发生了意外情况。请重试；如再次失败，请将技术详情转给开发人员。',
}

/** Why it failed, in words for people. */
export function whyItFailed({ problem, error }: Pick<Incident, 'problem' | 'error'>): LocalizedText {
  return problem ?? causes.find(({ sign }) => sign.test(error))?.words ?? unforeseen
}
