import { fill, type LocalizedText, textIn } from '@tangram/data-model'
import { useMemo } from 'react'
import { useLocale } from '../../../i18n/locale.ts'

/** What the rarer widgets say. Kept here, so that forms without them do not load it. */
export const widgetWords = {
  'first-day': { 'zh-CN': '开始日期', en: 'First day' },
  'last-day': { 'zh-CN': '结束日期', en: 'Last day' },
  year: { 'zh-CN': '年', en: 'Year' },
  month: { 'zh-CN': '月', en: 'Month' },
  choose: { 'zh-CN': '请选择', en: 'Choose…' },
  level: { 'zh-CN': '第 {n} 级', en: 'Level {n}' },
  'add-tag': { 'zh-CN': '输入后按回车', en: 'Type and press Enter' },
  'choose-tag': { 'zh-CN': '选择标签', en: 'Choose tags' },
  'find-option': { 'zh-CN': '搜索或展开选择', en: 'Search or unfold' },
  nothing: { 'zh-CN': '没有找到', en: 'Nothing found' },
  loading: { 'zh-CN': '加载中…', en: 'Loading…' },
  'out-of-reach': { 'zh-CN': '暂时无法加载，请稍后再试', en: 'This cannot be loaded just now; try again later' },
  remove: { 'zh-CN': '移除 {name}', en: 'Remove {name}' },
  clear: { 'zh-CN': '清除', en: 'Clear' },
  province: { 'zh-CN': '省', en: 'Province' },
  city: { 'zh-CN': '市', en: 'City' },
  district: { 'zh-CN': '区县', en: 'District' },
  detail: { 'zh-CN': '详细地址', en: 'Street and number' },
  'detail-example': { 'zh-CN': '街道、门牌号、楼层', en: 'Street, number, floor' },
  longitude: { 'zh-CN': '经度', en: 'Longitude' },
  latitude: { 'zh-CN': '纬度', en: 'Latitude' },
  'place-name': { 'zh-CN': '地点名称', en: 'Name of the place' },
  'my-location': { 'zh-CN': '使用当前位置', en: 'Use my location' },
  locating: { 'zh-CN': '正在定位…', en: 'Locating…' },
  located: { 'zh-CN': '已定位，精确到约 {n} 米', en: 'Found, to about {n} m' },
  'locating-refused': {
    'zh-CN': '浏览器未允许定位。请在地址栏旁允许，或手动填写。',
    en: 'The browser does not allow it. Allow it beside the address bar, or fill it in yourself.',
  },
  'locating-failed': { 'zh-CN': '无法取得位置，请手动填写。', en: 'The position was not found. Please fill it in yourself.' },
  'draw-here': { 'zh-CN': '请在框内签名', en: 'Sign in the box' },
  'type-name': { 'zh-CN': '改为键入姓名', en: 'Type the name instead' },
  'draw-name': { 'zh-CN': '改为手写', en: 'Draw instead' },
  'your-name': { 'zh-CN': '姓名', en: 'Your name' },
  'sign-done': { 'zh-CN': '完成签名', en: 'Done' },
  'sign-again': { 'zh-CN': '重新签名', en: 'Sign again' },
  'sign-not-kept': { 'zh-CN': '按“完成签名”后才会保存。', en: 'Press “Done” to keep it.' },
  signed: { 'zh-CN': '签名', en: 'Signature' },
  'sign-failed': { 'zh-CN': '签名未能上传：{problem}', en: 'The signature was not uploaded: {problem}' },
  signing: { 'zh-CN': '正在保存签名…', en: 'Saving the signature…' },
  formatting: { 'zh-CN': '格式', en: 'Formatting' },
  bold: { 'zh-CN': '加粗', en: 'Bold' },
  italic: { 'zh-CN': '斜体', en: 'Italic' },
  underline: { 'zh-CN': '下划线', en: 'Underline' },
  strike: { 'zh-CN': '删除线', en: 'Strike through' },
  heading: { 'zh-CN': '标题', en: 'Heading' },
  'bullet-list': { 'zh-CN': '项目列表', en: 'Bulleted list' },
  'ordered-list': { 'zh-CN': '编号列表', en: 'Numbered list' },
  quote: { 'zh-CN': '引用', en: 'Quote' },
  link: { 'zh-CN': '链接', en: 'Link' },
  'link-address': { 'zh-CN': '链接地址', en: 'Address of the link' },
  'link-set': { 'zh-CN': '应用', en: 'Apply' },
  'link-remove': { 'zh-CN': '取消链接', en: 'Remove link' },
  undo: { 'zh-CN': '撤销', en: 'Undo' },
  redo: { 'zh-CN': '重做', en: 'Redo' },
} satisfies { [key: string]: Required<LocalizedText> }

export type WidgetWord = keyof typeof widgetWords

/** Says these words in the language of the page. */
export function useWidgetWords(): (key: WidgetWord, values?: { [name: string]: string | number }) => string {
  const { locale } = useLocale()
  return useMemo(
    () =>
      (key, values = {}) =>
        fill(textIn(widgetWords[key], locale), values, locale),
    [locale],
  )
}
