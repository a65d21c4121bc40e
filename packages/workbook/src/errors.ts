import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What somebody who imports or exports a file can meet. */
export const workbookErrors = {
  'workbook.csv.malformed': {
    status: 422,
    text: { en: 'Line {line} of the CSV file cannot be read: {reason}.', 'zh-CN': 'CSV 文件第 {line} 行无法读取：{reason}。' },
    fix: { en: 'Mend the line, or save the table again as CSV UTF-8.', 'zh-CN': '请修正该行，或将表格重新另存为 CSV UTF-8 格式。' },
  },
  'workbook.csv.encoding': {
    status: 422,
    text: { en: 'The CSV file is neither UTF-8 nor GB 18030 text.', 'zh-CN': 'CSV 文件既不是 UTF-8 也不是 GB 18030 编码的文本。' },
    fix: { en: 'Save the table as CSV UTF-8.', 'zh-CN': '请将表格另存为 CSV UTF-8 格式。' },
  },
  'workbook.xlsx.unreadable': {
    status: 422,
    text: { en: 'This is not an Excel workbook (.xlsx), or it is damaged.', 'zh-CN': '这不是 Excel 工作簿（.xlsx），或文件已损坏。' },
    fix: {
      en: 'Open it in a spreadsheet program and save it as .xlsx without a password.',
      'zh-CN': '请用表格软件打开，去掉密码后另存为 .xlsx。',
    },
  },
  'workbook.xlsx.too-large': {
    status: 413,
    text: { en: 'The workbook unpacks to {found} MB; {max} MB is the most.', 'zh-CN': '工作簿解压后有 {found} MB，最多允许 {max} MB。' },
    fix: { en: 'Split it, or save the sheet as CSV, which has no such limit.', 'zh-CN': '请拆分文件，或将工作表另存为 CSV（无此限制）。' },
  },
  'workbook.xlsx.too-many-rows': {
    status: 422,
    text: { en: 'An Excel sheet holds {max} rows; there are more.', 'zh-CN': 'Excel 工作表最多 {max} 行，数据超出此数。' },
    fix: { en: 'Export as CSV, or narrow the list with a filter.', 'zh-CN': '请导出为 CSV，或用筛选缩小范围。' },
  },
  'workbook.xlsx.cell-too-long': {
    status: 422,
    text: {
      en: 'Row {row} has a text of {found} characters; an Excel cell holds {max}.',
      'zh-CN': '第 {row} 行有 {found} 个字符的文本，Excel 单元格最多 {max} 个。',
    },
    fix: { en: 'Export as CSV, which has no such limit.', 'zh-CN': '请导出为 CSV（无此限制）。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(workbookErrors)
