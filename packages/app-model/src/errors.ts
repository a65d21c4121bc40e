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
  'app.command.nothing-there': {
    status: 409,
    text: { en: 'There is nothing at “{path}”', 'zh-CN': '“{path}”处没有内容' },
    fix: { en: 'Load the draft again: somebody may have changed it', 'zh-CN': '请重新加载草稿，可能已被他人修改' },
  },
  'app.command.id-taken': {
    status: 409,
    text: { en: 'The id “{id}” is taken', 'zh-CN': 'id“{id}”已被使用' },
    fix: { en: 'Choose another id', 'zh-CN': '请使用其他 id' },
  },
  'app.command.into-itself': {
    status: 409,
    text: { en: 'A section cannot go into itself', 'zh-CN': '分组不能移入自身' },
    fix: { en: 'Choose another place', 'zh-CN': '请选择其他位置' },
  },
  'app.command.wrong-place': {
    status: 409,
    text: { en: 'This element cannot lie there', 'zh-CN': '该元素不能放在这里' },
    fix: {
      en: 'Tabs lie in a group of tabs and steps in a group of steps; fields lie inside of them',
      'zh-CN': '标签页只能放在标签页组中，步骤只能放在步骤组中；字段请放入其内',
    },
  },
} satisfies ErrorCatalogue

export const fail = failures(appErrors)
