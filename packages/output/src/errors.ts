import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What somebody who asks for a picture or a document can meet. */
export const outputErrors = {
  'output.busy': {
    status: 503,
    text: { en: 'Too many files are being drawn at the moment.', 'zh-CN': '当前正在生成的文件较多。' },
    fix: { en: 'Try again in half a minute.', 'zh-CN': '请半分钟后重试。' },
  },
  'output.too-large': {
    status: 413,
    text: {
      en: 'A picture or PDF shows at most {max} cells; there are more.',
      'zh-CN': '图片和 PDF 最多显示 {max} 个单元格，数据超出此数。',
    },
    fix: { en: 'Save it as Excel or CSV, or narrow it with a filter.', 'zh-CN': '请另存为 Excel 或 CSV，或用筛选缩小范围。' },
  },
  'output.left': {
    status: 499,
    text: { en: 'Nobody waits for the file any more.', 'zh-CN': '已取消生成文件。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(outputErrors)
