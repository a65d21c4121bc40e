import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What can go wrong with a whole document at run time. */
export const appErrors = {
  'app.not-an-app': {
    status: 422,
    text: { en: 'This is not an app document', 'zh-CN': '这不是应用文档' },
    fix: { en: 'Choose a file that was exported as an app', 'zh-CN': '请选择导出的应用文件' },
  },
  'app.format-unknown': {
    status: 422,
    text: {
      en: 'This app has format {found}; this version of Tangram reads up to {newest}',
      'zh-CN': '此应用的格式为 {found}，当前版本最高支持 {newest}',
    },
    fix: { en: 'Update Tangram', 'zh-CN': '请升级七巧' },
  },
} satisfies ErrorCatalogue

export const fail = failures(appErrors)
