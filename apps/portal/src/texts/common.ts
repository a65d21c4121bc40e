import { defineArea } from './area.ts'

/** Words that every page shares. */
export const commonTexts = defineArea('portal.common', {
  product: { 'zh-CN': '七巧', en: 'Tangram' },
  language: { 'zh-CN': '语言', en: 'Language' },
  loading: { 'zh-CN': '正在加载', en: 'Loading' },
  close: { 'zh-CN': '关闭', en: 'Close' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  save: { 'zh-CN': '保存', en: 'Save' },
  copy: { 'zh-CN': '复制', en: 'Copy' },
  copied: { 'zh-CN': '已复制', en: 'Copied' },
  failed: { 'zh-CN': '没有成功', en: 'That did not work' },
  offline: {
    'zh-CN': '没有网络。已显示的内容仍可查看，联网后会自动更新。',
    en: 'No network. What is on screen stays readable and updates once you are back.',
  },
  reconnecting: { 'zh-CN': '实时更新已中断，正在重新连接…', en: 'Live updates stopped, reconnecting…' },
  notFoundTitle: { 'zh-CN': '这里没有页面', en: 'Nothing lives here' },
  notFound: { 'zh-CN': '地址可能写错了，或者它已被移除。', en: 'The address may be mistyped, or what it named is gone.' },
  home: { 'zh-CN': '回到首页', en: 'Go to home' },
})
