import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What can go wrong for the person or the operator while a process runs. */
export const flowErrors = {
  'flow.instance.not-running': {
    status: 409,
    text: { en: 'This process is not running.', 'zh-CN': '该流程未在运行。' },
    fix: { en: 'Reload to see where it stands.', 'zh-CN': '请刷新查看当前状态。' },
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
  'flow.operation.not-allowed': {
    status: 409,
    text: { en: 'This cannot be done with “{node}” now.', 'zh-CN': '“{node}”当前不支持此操作。' },
    fix: { en: 'Reload to see what can be done.', 'zh-CN': '请刷新查看可执行的操作。' },
  },
  'flow.fields.required': {
    status: 422,
    text: { en: 'Still to be filled in: {fields}.', 'zh-CN': '还需填写：{fields}。' },
    fix: { en: 'Fill these fields in, then send again.', 'zh-CN': '请填写上述字段后重新提交。' },
  },
  'flow.people.missing': {
    status: 422,
    text: { en: 'Nobody was chosen.', 'zh-CN': '未选择人员。' },
    fix: { en: 'Choose at least one person.', 'zh-CN': '请至少选择一人。' },
  },
  'flow.person.inactive': {
    status: 422,
    text: { en: 'One of the people chosen is no longer active.', 'zh-CN': '所选人员中有人已停用。' },
    fix: { en: 'Choose somebody else.', 'zh-CN': '请选择其他人员。' },
  },
  'flow.signer.already': {
    status: 409,
    text: { en: 'One of the people chosen takes part here already.', 'zh-CN': '所选人员中有人已是此节点的审批人。' },
    fix: { en: 'Choose somebody else.', 'zh-CN': '请选择其他人员。' },
  },
  'flow.signers.too-many': {
    status: 422,
    text: { en: 'At most {most} people can sign here at once.', 'zh-CN': '此处同时审批的人数不能超过 {most} 人。' },
    fix: { en: 'Add fewer people.', 'zh-CN': '请减少人数。' },
  },
  'flow.signers.not-removable': {
    status: 409,
    text: { en: 'None of these people can be taken away.', 'zh-CN': '所选人员均不可减签。' },
    fix: { en: 'Only people who were added and have not acted can be.', 'zh-CN': '只能减去加签且尚未处理的人员。' },
  },
  'flow.return.nowhere': {
    status: 422,
    text: { en: 'The task cannot be sent back there.', 'zh-CN': '不能退回到该节点。' },
    fix: { en: 'Choose one of the steps offered.', 'zh-CN': '请选择可退回的节点。' },
  },
  'flow.withdraw.too-late': {
    status: 409,
    text: { en: 'Somebody has acted on it already.', 'zh-CN': '后续已有人处理，不能拿回。' },
    fix: { en: 'Ask whoever has it now to send it back.', 'zh-CN': '请联系当前办理人退回。' },
  },
  'flow.withdraw.outside': {
    status: 409,
    text: { en: 'Something has been sent out already that cannot be called back.', 'zh-CN': '后续动作已对外执行，不能拿回。' },
    fix: { en: 'Ask whoever has it now to send it back.', 'zh-CN': '请联系当前办理人退回。' },
  },
  'flow.urge.too-soon': {
    status: 429,
    text: { en: 'They were reminded a short while ago.', 'zh-CN': '刚刚已催办过。' },
    fix: { en: 'Wait a while before you remind them again.', 'zh-CN': '请稍后再催办。' },
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
      en: 'An administrator can pass it, or move the process on. A branch that should come here cannot.',
      'zh-CN': '管理员可跳过此处或跳转流程；有分支无法到达此处。',
    },
  },
  'flow.process.endless': {
    status: 409,
    text: { en: 'The process went through {steps} steps without a pause.', 'zh-CN': '流程连续执行了 {steps} 步而没有停顿。' },
    fix: { en: 'Ask the builder of the app to look for a loop.', 'zh-CN': '请联系应用搭建者检查循环。' },
  },
  'flow.instance.suspended': {
    status: 409,
    text: { en: 'This process is suspended.', 'zh-CN': '该流程已挂起。' },
    fix: { en: 'Wait until an administrator resumes it.', 'zh-CN': '请等待管理员恢复流程。' },
  },
  'flow.instance.not-suspended': {
    status: 409,
    text: { en: 'This process is not suspended.', 'zh-CN': '该流程未被挂起。' },
    fix: { en: 'Reload to see where it stands.', 'zh-CN': '请刷新查看当前状态。' },
  },
  'flow.revoke.too-late': {
    status: 409,
    text: { en: 'This process can no longer be taken back.', 'zh-CN': '该流程已不能撤回。' },
    fix: { en: 'Ask whoever has it now to return it to you.', 'zh-CN': '请联系当前办理人退回。' },
  },
  'flow.start.unknown': {
    status: 422,
    text: { en: 'The process does not start at “{start}”.', 'zh-CN': '该流程没有起点“{start}”。' },
    fix: { en: 'Choose one of its starts.', 'zh-CN': '请选择该流程的起点。' },
  },
  'flow.element.unknown': {
    status: 409,
    text: { en: 'This step is no longer active.', 'zh-CN': '该步骤已不再进行。' },
    fix: { en: 'Reload to see where the process stands.', 'zh-CN': '请刷新查看流程当前状态。' },
  },
  'flow.element.no-incident': {
    status: 409,
    text: { en: 'Nothing has gone wrong at “{node}”.', 'zh-CN': '“{node}”没有异常。' },
    fix: { en: 'Reload; somebody may have dealt with it.', 'zh-CN': '请刷新页面，可能已被处理。' },
  },
  'flow.port.unknown': {
    status: 422,
    text: { en: '“{port}” is no way out of “{node}”.', 'zh-CN': '“{port}”不是“{node}”的出口。' },
    fix: { en: 'Choose one of its outcomes.', 'zh-CN': '请选择该步骤的结果。' },
  },
  'flow.jump.unknown': {
    status: 422,
    text: { en: 'There is no step “{node}” to go to.', 'zh-CN': '没有可跳转的步骤“{node}”。' },
    fix: { en: 'Choose a step of this process.', 'zh-CN': '请选择该流程中的步骤。' },
  },
  'flow.jump.loop': {
    status: 409,
    text: { en: '“{node}” runs several times; one cannot go into the middle of it.', 'zh-CN': '“{node}”会多次执行，无法直接跳入其中。' },
    fix: { en: 'Go to the step itself.', 'zh-CN': '请跳转到该步骤本身。' },
  },
  'flow.loop.closed': {
    status: 409,
    text: { en: '“{node}” does not take further instances.', 'zh-CN': '“{node}”不能再增加实例。' },
    fix: { en: 'Ask the builder of the app to keep it open.', 'zh-CN': '请联系应用搭建者开放追加。' },
  },
  'flow.loop.too-many': {
    status: 409,
    text: { en: 'A step would run more than {most} times.', 'zh-CN': '某步骤的执行次数将超过 {most} 次。' },
    fix: { en: 'Let it run over fewer items.', 'zh-CN': '请减少循环的项数。' },
  },
  'flow.ad-hoc.unknown': {
    status: 422,
    text: { en: '“{node}” cannot be begun here now.', 'zh-CN': '现在无法在此开始“{node}”。' },
    fix: { en: 'Choose another activity, or wait until the one running is done.', 'zh-CN': '请选择其他活动，或等待当前活动完成。' },
  },
  'flow.variable.unknown': {
    status: 422,
    text: { en: 'There is no variable “{variable}”.', 'zh-CN': '没有变量“{variable}”。' },
    fix: { en: 'Choose a variable of the process.', 'zh-CN': '请选择该流程的变量。' },
  },
  'flow.variable.unfit': {
    status: 422,
    text: { en: 'The variable “{variable}” cannot hold this value.', 'zh-CN': '变量“{variable}”不能为该值。' },
    fix: { en: 'Give a value of its type.', 'zh-CN': '请输入符合其类型的值。' },
  },
  'flow.migration.unfit': {
    status: 409,
    text: { en: 'This process cannot go on as that version: {problem}', 'zh-CN': '该流程无法迁移到此版本：{problem}' },
    fix: { en: 'Say where each active step goes on.', 'zh-CN': '请为每个进行中的步骤指定去向。' },
  },
  'flow.timer.unreadable': {
    status: 409,
    text: { en: 'At “{node}”, “{value}” is no date or duration.', 'zh-CN': '“{node}”中的“{value}”不是有效的日期或时长。' },
    fix: { en: 'Ask the builder of the app to mend it.', 'zh-CN': '请联系应用搭建者修正。' },
  },
  'flow.assignees.nobody': {
    status: 409,
    text: { en: 'Nobody can take “{node}”, and there is no active administrator.', 'zh-CN': '“{node}”没有可办理人，且没有在职管理员。' },
    fix: { en: 'Activate an administrator, then try again.', 'zh-CN': '请启用一名管理员后重试。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(flowErrors)
