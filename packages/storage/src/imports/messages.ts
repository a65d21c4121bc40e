import type { MessageCatalogue } from '@tangram/data-model'

/** Why a row of a file cannot become a record, beside what the form engine says about its values. */
export const importProblems = {
  'import.row.no-key': { text: { en: 'The column that tells records apart is empty', 'zh-CN': '用于识别记录的列为空' } },
  'import.row.twice': { text: { en: 'Row {row} names the same record', 'zh-CN': '与第 {row} 行指向同一条记录' } },
  'import.row.unknown': { text: { en: 'There is no record called “{name}”', 'zh-CN': '没有名为“{name}”的记录' } },
  'import.row.ambiguous': { text: { en: 'Several records are called “{name}”', 'zh-CN': '有多条记录名为“{name}”' } },
  'import.row.belongs': {
    text: { en: 'Belongs to the record of row {row}, which is refused', 'zh-CN': '属于第 {row} 行的记录，该记录未导入' },
  },
} satisfies MessageCatalogue
