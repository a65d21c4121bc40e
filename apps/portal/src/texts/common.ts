import { defineArea } from './area.ts'

/** Words that every page shares. */
export const commonTexts = defineArea('portal.common', {
  product: { 'zh-CN': '七巧', en: 'Tangram' },
  language: { 'zh-CN': '语言', en: 'Language' },
  skip: { 'zh-CN': '跳到主要内容', en: 'Skip to content' },
  loading: { 'zh-CN': '正在加载', en: 'Loading' },
  retry: { 'zh-CN': '重试', en: 'Try again' },
  close: { 'zh-CN': '关闭', en: 'Close' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  save: { 'zh-CN': '保存', en: 'Save' },
  copy: { 'zh-CN': '复制', en: 'Copy' },
  copied: { 'zh-CN': '已复制', en: 'Copied' },
  failed: { 'zh-CN': '没有成功', en: 'That did not work' },
  offlineTitle: { 'zh-CN': '网络已断开', en: 'You are offline' },
  offline: {
    'zh-CN': '没有网络。已显示的内容仍可查看，联网后会自动更新。',
    en: 'No network. What is on screen stays readable and updates once you are back.',
  },
  reconnecting: { 'zh-CN': '实时更新已中断，正在重新连接…', en: 'Live updates stopped, reconnecting…' },
  notFoundTitle: { 'zh-CN': '这里没有页面', en: 'Nothing lives here' },
  notFound: { 'zh-CN': '地址可能写错了，或者它已被移除。', en: 'The address may be mistyped, or what it named is gone.' },
  home: { 'zh-CN': '回到首页', en: 'Go to home' },
  forbidden: { 'zh-CN': '你没有权限查看这里。', en: 'You may not see this.' },
  brokenTitle: { 'zh-CN': '这一页出了问题', en: 'This page broke' },
  broken: { 'zh-CN': '你已保存的内容没有丢失。重新加载后可以继续。', en: 'Nothing you saved is lost. Reload to go on.' },
  reload: { 'zh-CN': '重新加载', en: 'Reload' },
})
