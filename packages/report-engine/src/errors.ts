import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What a reader of a report can meet. */
export const reportErrors = {
  'report.field.unreadable': {
    status: 403,
    text: { en: 'The report “{report}” reads “{field}”, which you may not see.', 'zh-CN': '报表“{report}”用到了您无权查看的“{field}”。' },
    fix: { en: 'Ask whoever runs this app for access to the field.', 'zh-CN': '请向应用管理员申请该字段的查看权限。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(reportErrors)
