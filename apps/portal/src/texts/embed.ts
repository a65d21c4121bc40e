import { defineArea } from './area.ts'

/** Of the page that stands on other sites. */
export const embedTexts = defineArea('portal.embed', {
  gone: { 'zh-CN': '这个看板无法显示', en: 'This dashboard cannot be shown' },
  goneText: { 'zh-CN': '链接可能已失效。请联系提供链接的人。', en: 'The link may have ended. Ask whoever gave it to you.' },
  password: { 'zh-CN': '密码', en: 'Password' },
  locked: { 'zh-CN': '请输入密码查看', en: 'Enter the password to see this dashboard' },
  open: { 'zh-CN': '查看', en: 'Open' },
})
