import { defineArea } from './area.ts'

export const saveTexts = defineArea('portal.save', {
  save: { 'zh-CN': '另存为…', en: 'Save as…' },
  saveNamed: { 'zh-CN': '将“{name}”另存为…', en: 'Save “{name}” as…' },
  xlsx: { 'zh-CN': 'Excel 工作簿', en: 'Excel workbook' },
  csv: { 'zh-CN': 'CSV 表格', en: 'CSV table' },
  png: { 'zh-CN': '图片（PNG）', en: 'Picture (PNG)' },
  svg: { 'zh-CN': '矢量图（SVG）', en: 'Drawing (SVG)' },
  pdf: { 'zh-CN': 'PDF 文档', en: 'PDF document' },
  making: { 'zh-CN': '正在生成文件…', en: 'Making the file…' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  send: { 'zh-CN': '定期发送…', en: 'Send regularly…' },
  made: { 'zh-CN': '已保存 {name}', en: 'Saved {name}' },
})
