import { fill, type LocalizedText, textIn } from '@tangram/data-model'
import { useLocale } from '@tangram/ui'
import { useMemo } from 'react'

/** What importing and exporting BPMN files says. */
const bpmnWords = {
  menu: { 'zh-CN': 'BPMN 文件', en: 'BPMN file' },
  import: { 'zh-CN': '导入 BPMN 文件', en: 'Import a BPMN file' },
  export: { 'zh-CN': '导出为 BPMN', en: 'Export as BPMN' },
  intro: {
    'zh-CN': '支持 Camunda、Zeebe、Flowable 及其他建模工具的 BPMN 2.0 文件。图形与暂不使用的内容会保留，导出时原样写回。',
    en: 'BPMN 2.0 files of Camunda, Zeebe, Flowable and other modellers. The drawing and whatever does not run here is kept and written again by an export.',
  },
  file: { 'zh-CN': 'BPMN 文件', en: 'BPMN file' },
  'choose-file': { 'zh-CN': '选择 .bpmn 或 .xml 文件', en: 'Choose a .bpmn or .xml file' },
  table: { 'zh-CN': '流程处理的数据表', en: 'Table whose records run through it' },
  reading: { 'zh-CN': '正在读取文件…', en: 'Reading the file…' },
  refused: { 'zh-CN': '无法导入此文件', en: 'This file cannot be imported' },
  look: { 'zh-CN': '导入后请检查（{n}）', en: 'To look at after the import ({n})' },
  kept: { 'zh-CN': '已保留、不执行（{n}）', en: 'Kept, does not run ({n})' },
  found: { 'zh-CN': '将创建流程：{names}', en: 'Makes the process: {names}' },
  made: { 'zh-CN': '已导入流程：{names}', en: 'Imported: {names}' },
  steps: { 'zh-CN': '{name}（{n} 个步骤）', en: '{name} ({n} steps)' },
  add: { 'zh-CN': '导入', en: 'Import' },
  'table-first': { 'zh-CN': '请先创建一个数据表。', en: 'Make a table first.' },
  'not-read': { 'zh-CN': '无法读取该文件。', en: 'The file cannot be read.' },
} satisfies { [key: string]: Required<LocalizedText> }

export function useBpmnWords(): (key: keyof typeof bpmnWords, values?: { [name: string]: string | number }) => string {
  const { locale } = useLocale()
  return useMemo(
    () =>
      (key, values = {}) =>
        fill(textIn(bpmnWords[key], locale), values, locale),
    [locale],
  )
}
