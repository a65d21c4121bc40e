import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What can go wrong for the person or the operator while a process runs. */
export const flowErrors = {
  'flow.instance.not-running': {
    status: 409,
    text: { en: 'This process is not running.', 'zh-CN': '该流程未在运行。' },
    fix: { en: 'Reload to see where it stands.', 'zh-CN': '请刷新查看当前状态。' },
  },
  'flow.command.unfit': {
    status: 409,
    text: { en: 'This process does not take “{command}”.', 'zh-CN': '该流程不支持操作“{command}”。' },
    fix: { en: 'Reload to see what can be done now.', 'zh-CN': '请刷新查看当前可执行的操作。' },
  },
  'flow.play.nothing-waits': {
    status: 409,
    text: { en: 'Nothing waits at “{node}” for this step of the play.', 'zh-CN': '试运行到此时，“{node}”处没有等待这一步。' },
    fix: { en: 'Remove the step, or put it later.', 'zh-CN': '请删除该步骤，或将其后移。' },
  },
  'flow.instance.already-started': {
    status: 409,
    text: { en: 'This process has been started already.', 'zh-CN': '该流程已经启动。' },
    fix: { en: 'Reload to see where it stands.', 'zh-CN': '请刷新查看当前状态。' },
  },
  'flow.task.unknown': {
    status: 404,
    text: { en: 'There is no such task in this process.', 'zh-CN': '该流程中没有此任务。' },
    fix: { en: 'Go back to your task list.', 'zh-CN': '请返回待办列表。' },
  },
  'flow.task.closed': {
    status: 409,
    text: { en: 'This task has been dealt with already.', 'zh-CN': '该任务已被处理。' },
    fix: { en: 'Reload; what you wrote was not saved.', 'zh-CN': '请刷新页面；您填写的内容未保存。' },
  },
  'flow.task.not-yours': {
    status: 403,
    text: { en: 'This task belongs to somebody else.', 'zh-CN': '该任务不属于您。' },
    fix: { en: 'Ask the person it is assigned to, or an administrator.', 'zh-CN': '请联系任务办理人或管理员。' },
  },
  'flow.outcome.unknown': {
    status: 422,
    text: { en: '“{outcome}” is not an answer here; possible are {possible}.', 'zh-CN': '“{outcome}”不是可选结果；可选：{possible}。' },
    fix: { en: 'Choose one of the buttons shown.', 'zh-CN': '请选择页面上的按钮。' },
  },
  'flow.opinion.required': {
    status: 422,
    text: { en: '“{outcome}” needs an opinion.', 'zh-CN': '选择“{outcome}”时需填写意见。' },
    fix: { en: 'Write why, then send again.', 'zh-CN': '请填写原因后重新提交。' },
  },
  'flow.link.closed': {
    status: 409,
    text: { en: 'This question is no longer open.', 'zh-CN': '该确认已失效或已完成。' },
    fix: { en: 'It has been answered, or the process went on without it.', 'zh-CN': '可能已经回复过，或流程已继续。' },
  },
  'flow.gateway.nothing-holds': {
    status: 409,
    text: { en: 'At “{node}” no condition holds and there is no default way.', 'zh-CN': '在“{node}”处没有条件成立，也没有默认分支。' },
    fix: { en: 'Ask the builder of the app to add a default flow.', 'zh-CN': '请联系应用搭建者添加默认分支。' },
  },
  'flow.process.no-way-out': {
    status: 409,
    text: { en: 'Nothing follows “{outcome}” of “{node}”.', 'zh-CN': '“{node}”的“{outcome}”之后没有后续。' },
    fix: { en: 'Ask the builder of the app to connect it.', 'zh-CN': '请联系应用搭建者连接后续节点。' },
  },
  'flow.process.stuck': {
    status: 409,
    text: { en: 'The process would wait for ever at “{node}”.', 'zh-CN': '流程将在“{node}”处永远等待。' },
    fix: {
      en: 'Ask the builder of the app: a branch that should come here cannot.',
      'zh-CN': '请联系应用搭建者：有分支无法到达此处。',
    },
  },
  'flow.process.endless': {
    status: 409,
    text: { en: 'The process went through {steps} steps without a pause.', 'zh-CN': '流程连续执行了 {steps} 步而没有停顿。' },
    fix: { en: 'Ask the builder of the app to look for a loop.', 'zh-CN': '请联系应用搭建者检查循环。' },
  },
  'flow.assignees.nobody': {
    status: 409,
    text: { en: 'Nobody can take “{node}”, and there is no active administrator.', 'zh-CN': '“{node}”没有可办理人，且没有在职管理员。' },
    fix: { en: 'Activate an administrator, then try again.', 'zh-CN': '请启用一名管理员后重试。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(flowErrors)
