import { defineArea } from './area.ts'

export const messagesTexts = defineArea('portal.messages', {
  title: { 'zh-CN': '外发消息', en: 'Messages sent' },
  trialHint: {
    'zh-CN': '试用版不会真的发出短信和邮件。发给客户的内容都列在这里，链接可以直接打开。',
    en: 'The trial sends no real text messages or mail. What customers would get is listed here; its links work.',
  },
  hint: { 'zh-CN': '发给客户和同事的短信与邮件。', en: 'Text messages and mail to customers and colleagues.' },
  emptyTitle: { 'zh-CN': '还没有发出消息', en: 'Nothing sent yet' },
  empty: { 'zh-CN': '流程和规则发给客户的短信、邮件会列在这里。', en: 'Texts and mail that processes and rules send appear here.' },
  sms: { 'zh-CN': '短信', en: 'Text message' },
  mail: { 'zh-CN': '邮件', en: 'Mail' },
  app: { 'zh-CN': '应用内通知', en: 'Notification' },
  nobody: { 'zh-CN': '没有接收人', en: 'To nobody' },
  to: { 'zh-CN': '发给 {to}', en: 'To {to}' },
  queued: { 'zh-CN': '等待发送', en: 'Queued' },
  sent: { 'zh-CN': '已发送', en: 'Sent' },
  failed: { 'zh-CN': '发送失败', en: 'Failed' },
  list: { 'zh-CN': '外发消息列表', en: 'Messages sent' },
})
