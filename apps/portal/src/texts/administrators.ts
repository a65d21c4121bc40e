import { defineArea } from './area.ts'

export const administratorsTexts = defineArea('portal.administrators', {
  title: { 'zh-CN': '管理员分设（三员）', en: 'Separated administrators' },
  hint: {
    'zh-CN':
      '启用后，每位管理员只承担一项职责，并且不再因职责看到任何业务数据；三项职责都必须有在用人员承担。请先在“人员”中把至少三个人设为管理员。',
    en: 'Each administrator then holds one duty only, and no business data comes with it. Somebody active has to hold each of the three duties: first make at least three people administrators under People.',
  },
  system: { 'zh-CN': '系统管理员：应用、消息、后台任务', en: 'System: apps, messages, jobs' },
  security: { 'zh-CN': '安全管理员：人员、授权、登录', en: 'Security: people, grants, sign-in' },
  audit: { 'zh-CN': '审计管理员：审计日志', en: 'Audit: the audit log' },
  none: { 'zh-CN': '请选择职责', en: 'Choose a duty' },
  suspended: { 'zh-CN': '{name}（已停用）', en: '{name} (suspended)' },
  separate: { 'zh-CN': '启用分设', en: 'Separate' },
  join: { 'zh-CN': '取消分设', en: 'End the separation' },
  joinText: {
    'zh-CN': '每位管理员重新承担全部职责，并可看到所有应用的数据。此操作记入审计。',
    en: 'Every administrator holds all duties again and sees the data of every app. The audit notes it.',
  },
  saved: { 'zh-CN': '职责已更新', en: 'Duties changed' },
})
