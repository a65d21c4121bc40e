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
  'workbook.unreadable': {
    status: 422,
    text: {
      en: '“{name}” is no table: an Excel workbook (.xlsx, .xls) or CSV file is needed.',
      'zh-CN': '“{name}”不是表格文件，请选择 Excel（.xlsx、.xls）或 CSV 文件。',
    },
    fix: { en: 'Save the table as .xlsx and choose that file.', 'zh-CN': '请将表格另存为 .xlsx 后重新选择。' },
  },
  'workbook.empty': {
    status: 422,
    text: { en: 'The file holds no rows.', 'zh-CN': '文件中没有数据。' },
    fix: { en: 'Put the headings into the first row and the records below.', 'zh-CN': '请在第一行填写表头，下面逐行填写数据。' },
  },
  'workbook.password': {
    status: 422,
    text: { en: 'The workbook is protected by a password.', 'zh-CN': '工作簿设有打开密码。' },
    fix: { en: 'Save it without a password and try again.', 'zh-CN': '请取消密码后重新保存再试。' },
  },
  'workbook.external-link': {
    status: 422,
    text: {
      en: 'The workbook fetches values from other files or programs, which is not followed here. {sheet}',
      'zh-CN': '工作簿引用了其他文件或程序中的数据，此处不会读取。{sheet}',
    },
    fix: {
      en: 'Copy the cells, paste them as values into a new workbook and use that one.',
      'zh-CN': '请复制单元格，以“粘贴为数值”方式存入新工作簿后使用。',
    },
  },
  'workbook.too-many-rows': {
    status: 422,
    text: { en: 'Sheet “{sheet}” has more than {max} rows.', 'zh-CN': '工作表“{sheet}”超过 {max} 行。' },
    fix: { en: 'Split it into several files and import one after the other.', 'zh-CN': '请拆分为多个文件分次导入。' },
  },
  'workbook.too-many-columns': {
    status: 422,
    text: { en: 'Sheet “{sheet}” has more than {max} columns.', 'zh-CN': '工作表“{sheet}”超过 {max} 列。' },
    fix: { en: 'Remove columns nobody needs, or split the table.', 'zh-CN': '请删除不需要的列，或拆分表格。' },
  },
  'workbook.too-many-sheets': {
    status: 422,
    text: { en: 'The workbook has more than {max} sheets.', 'zh-CN': '工作簿超过 {max} 个工作表。' },
    fix: { en: 'Keep the sheets that hold records.', 'zh-CN': '请只保留存放数据的工作表。' },
  },
  'workbook.xls.unreadable': {
    status: 422,
    text: { en: 'This Excel workbook (.xls) is damaged.', 'zh-CN': '该 Excel 工作簿（.xls）已损坏。' },
    fix: { en: 'Open it in a spreadsheet program and save it as .xlsx.', 'zh-CN': '请用表格软件打开并另存为 .xlsx。' },
  },
  'workbook.xls.too-old': {
    status: 422,
    text: { en: 'This workbook was saved by Excel 95 or older.', 'zh-CN': '该工作簿由 Excel 95 或更早版本保存。' },
    fix: { en: 'Open it in a spreadsheet program and save it as .xlsx.', 'zh-CN': '请用表格软件打开并另存为 .xlsx。' },
  },
  'workbook.xls.too-large': {
    status: 413,
    text: { en: 'The .xls file is too large.', 'zh-CN': '.xls 文件过大。' },
    fix: { en: 'Save it as .xlsx, which may be larger.', 'zh-CN': '请另存为 .xlsx 后导入，可支持更大的表格。' },
  },
  'workbook.xls.too-many-cells': {
    status: 413,
    text: { en: 'An .xls file may hold {max} cells here.', 'zh-CN': '.xls 文件最多支持 {max} 个单元格。' },
    fix: { en: 'Save it as .xlsx, which may hold more.', 'zh-CN': '请另存为 .xlsx 后导入，可支持更多数据。' },
  },
  'workbook.xlsx.broken-xml': {
    status: 422,
    text: { en: 'The part {part} of the workbook cannot be read: {problem}.', 'zh-CN': '工作簿中的 {part} 无法读取：{problem}。' },
    fix: { en: 'Open it in a spreadsheet program and save it again.', 'zh-CN': '请用表格软件打开后重新保存。' },
  },
  'workbook.xlsx.bomb': {
    status: 422,
    text: {
      en: 'The part {part} of the workbook unpacks to far more than a table holds; it was not read further.',
      'zh-CN': '工作簿中的 {part} 解压后远超正常表格大小，已停止读取。',
    },
    fix: { en: 'Copy the cells you need into a new workbook.', 'zh-CN': '请将需要的单元格复制到新工作簿。' },
  },
  'workbook.xlsx.too-large': {
    status: 413,
    text: { en: 'A part of the workbook unpacks to more than {max} GB.', 'zh-CN': '工作簿的某个部分解压后超过 {max} GB。' },
    fix: { en: 'Split it into several files.', 'zh-CN': '请拆分为多个文件。' },
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
