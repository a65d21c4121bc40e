import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What the operator can meet when an action runs. */
export const actionErrors = {
  'action.unknown': {
    status: 422,
    text: { en: 'There is no action “{action}”.', 'zh-CN': '没有动作“{action}”。' },
    fix: { en: 'Install the plug-in it comes from, then retry the job.', 'zh-CN': '请安装提供该动作的插件后重试。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(actionErrors)
