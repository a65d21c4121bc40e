import type { LocalizedText } from '@tangram/data-model'
import { useLocale } from '../i18n/locale.ts'

const rightsTexts = {
  actions: { 'zh-CN': '操作', en: 'What may be done' },
  fields: { 'zh-CN': '字段', en: 'Fields' },
  read: { 'zh-CN': '查看', en: 'See' },
  create: { 'zh-CN': '新建', en: 'Create' },
  update: { 'zh-CN': '修改', en: 'Change' },
  delete: { 'zh-CN': '删除', en: 'Delete' },
  export: { 'zh-CN': '导出', en: 'Export' },
  yes: { 'zh-CN': '可以', en: 'Yes' },
  no: { 'zh-CN': '不可以', en: 'No' },
  some: { 'zh-CN': '部分记录', en: 'Some records' },
  field: { 'zh-CN': '字段', en: 'Field' },
  sees: { 'zh-CN': '可见', en: 'Seen' },
  changes: { 'zh-CN': '可改', en: 'Changed' },
  why: { 'zh-CN': '原因', en: 'Why' },
  holds: { 'zh-CN': '满足', en: 'Holds' },
  fails: { 'zh-CN': '不满足', en: 'Does not hold' },
  untold: { 'zh-CN': '涉及您看不到的内容', en: 'About something you do not see' },
  empty: { 'zh-CN': '空', en: 'empty' },
} satisfies { [key: string]: Required<LocalizedText> }

export function useRightsTexts(): (key: keyof typeof rightsTexts) => string {
  const { locale } = useLocale()
  return (key) => rightsTexts[key][locale]
}
