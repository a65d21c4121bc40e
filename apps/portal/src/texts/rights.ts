import { defineArea } from './area.ts'

export const rightsTexts = defineArea('portal.rights', {
  whoSees: { 'zh-CN': '谁能查看，为什么', en: 'Who may see this, and why' },
  myRights: { 'zh-CN': '我的权限', en: 'What I may do' },
  whose: { 'zh-CN': '查看谁的权限', en: 'Whose rights' },
  whoseHint: {
    'zh-CN': '选择一位成员，看看这位成员能对这条记录做什么，原因是什么。',
    en: 'Choose somebody to see what they may do with this record, and why.',
  },
  holds: { 'zh-CN': '在此应用中的角色：{roles}', en: 'Roles in this app: {roles}' },
  noRoles: { 'zh-CN': '在此应用中没有角色', en: 'No role in this app' },
  noted: { 'zh-CN': '查看他人的权限会记入审计日志。', en: 'Asking about others is noted in the audit log.' },
  close: { 'zh-CN': '关闭', en: 'Close' },

  seeAs: { 'zh-CN': '以他人身份查看', en: 'See as somebody else' },
  seeAsThem: { 'zh-CN': '以此身份查看', en: 'See as this person' },
  seeAsText: {
    'zh-CN':
      '接下来 30 分钟内，您看到的应用与所选成员看到的完全一样，但不能修改任何内容。个人待办、抄送、草稿和通知不会显示。开始和结束都会记入审计日志。',
    en: 'For 30 minutes you see the apps exactly as the person you choose sees them, and change nothing. Their own to-dos, copies, drafts and notifications are not shown. Beginning and end are noted in the audit log.',
  },
  begin: { 'zh-CN': '开始查看', en: 'Begin' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  banner: { 'zh-CN': '正在以{name}的身份查看，只能浏览，{time}自动结束', en: 'You see as {name}, only to look, until {time}' },
  roleNamed: { 'zh-CN': '角色“{roles}”', en: 'the role “{roles}”' },
  end: { 'zh-CN': '结束查看', en: 'End' },
  homeTitle: { 'zh-CN': '{name}可以使用的应用', en: 'Apps of {name}' },
  personalHidden: {
    'zh-CN': '待办、抄送、草稿和通知属于个人，不在此显示。',
    en: 'To-dos, copies, drafts and notifications are personal and not shown.',
  },
})
