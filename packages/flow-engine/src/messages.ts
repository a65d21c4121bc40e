import type { MessageCatalogue } from '@tangram/data-model'

/** What `checkProcess` can find. */
export const flowMessages = {
  'flow.start.missing': {
    text: { en: 'The process has no start.', 'zh-CN': '流程缺少开始节点。' },
    fix: { en: 'Drag a start node in.', 'zh-CN': '请拖入一个开始节点。' },
  },
  'flow.node.unknown-type': {
    text: { en: '“{node}” is of the unknown type “{type}”.', 'zh-CN': '节点“{node}”的类型“{type}”未知。' },
    fix: { en: 'Remove it, or install the plug-in it comes from.', 'zh-CN': '请删除该节点，或安装提供它的插件。' },
  },
  'flow.node.unreachable': {
    text: { en: 'No way leads to “{node}”.', 'zh-CN': '没有路径可到达“{node}”。' },
    fix: { en: 'Connect it, or remove it.', 'zh-CN': '请将其连接或删除。' },
  },
  'flow.node.no-way-to-end': {
    text: { en: 'No way leads from “{node}” to an end.', 'zh-CN': '从“{node}”无法到达结束节点。' },
    fix: { en: 'Connect it to something that leads to an end.', 'zh-CN': '请将其连接到通往结束的节点。' },
  },
  'flow.port.unconnected': {
    text: { en: 'Nothing follows “{port}” of “{node}”.', 'zh-CN': '“{node}”的“{port}”之后没有后续。' },
    fix: { en: 'Draw a flow from it.', 'zh-CN': '请从此处连出一条线。' },
  },
  'flow.port.unknown': {
    text: { en: '“{node}” has no outcome “{port}”.', 'zh-CN': '“{node}”没有结果“{port}”。' },
    fix: { en: 'Draw the flow again from one of its outcomes.', 'zh-CN': '请从已有结果重新连线。' },
  },
  'flow.flow.dangling': {
    text: { en: 'A flow leads to or from “{node}”, which does not exist.', 'zh-CN': '有连线指向不存在的节点“{node}”。' },
    fix: { en: 'Remove the flow or draw it again.', 'zh-CN': '请删除该连线或重新连接。' },
  },
  'flow.flow.into-start': {
    text: { en: 'A flow leads back into the start.', 'zh-CN': '有连线回到开始节点。' },
    fix: { en: 'Lead it to the node after the start.', 'zh-CN': '请改为连到开始之后的节点。' },
  },
  'flow.flow.out-of-end': {
    text: { en: 'A flow leaves the end “{node}”.', 'zh-CN': '有连线从结束节点“{node}”出发。' },
    fix: { en: 'Remove the flow.', 'zh-CN': '请删除该连线。' },
  },
  'flow.flow.useless-condition': {
    text: {
      en: 'The condition on a flow that leaves “{node}” is never looked at.',
      'zh-CN': '从“{node}”出发的连线上的条件不会生效。',
    },
    fix: { en: 'Put a condition node between.', 'zh-CN': '请在中间加入条件分支节点。' },
  },
  'flow.gateway.no-default': {
    text: { en: '“{node}” has no default way for when no condition holds.', 'zh-CN': '“{node}”缺少条件都不成立时的默认分支。' },
    fix: { en: 'Mark one flow as the default.', 'zh-CN': '请将一条连线设为默认。' },
  },
  'flow.gateway.several-defaults': {
    text: { en: '“{node}” has more than one default way.', 'zh-CN': '“{node}”有多个默认分支。' },
    fix: { en: 'Keep one default.', 'zh-CN': '请只保留一个默认分支。' },
  },
  'flow.condition.missing': {
    text: { en: 'A condition is missing.', 'zh-CN': '缺少条件。' },
    fix: { en: 'Write the condition, or make this the default.', 'zh-CN': '请填写条件，或设为默认。' },
  },
  'flow.process.stuck': {
    text: { en: 'The process can come to wait for ever at “{node}”.', 'zh-CN': '流程可能在“{node}”处永远等待。' },
    fix: {
      en: 'Join only branches that one parallel node has split.',
      'zh-CN': '并行汇合只应等待由同一并行节点分出的分支。',
    },
  },
  'flow.process.multiplies': {
    text: { en: 'Branches pile up without end at “{node}”.', 'zh-CN': '分支会在“{node}”处无限增多。' },
    fix: { en: 'Join the branches before going back.', 'zh-CN': '请在返回之前先汇合分支。' },
  },
  'flow.process.too-wide': {
    text: {
      en: 'Its parallel branches can meet in more than {looked} ways; not all of them were checked.',
      'zh-CN': '并行分支的组合超过 {looked} 种，未能全部检查。',
    },
    fix: { en: 'Put fewer tasks side by side, or try the process out.', 'zh-CN': '请减少并行的任务，或实际试运行流程。' },
  },
  'flow.process.endless': {
    text: { en: 'A loop through “{node}” has no step that waits for anybody.', 'zh-CN': '经过“{node}”的循环中没有任何等待步骤。' },
    fix: { en: 'Put a task in the loop, or a condition that ends it.', 'zh-CN': '请在循环中加入任务或退出条件。' },
  },
  'flow.case.differs': {
    text: {
      en: 'The case “{case}” ends otherwise: {what} should be {expected} and is {found}.',
      'zh-CN': '用例“{case}”结果不符：{what} 应为 {expected}，实际为 {found}。',
    },
    fix: { en: 'Mend the process, or what the case expects.', 'zh-CN': '请修改流程，或修改用例的期望。' },
  },
  'flow.case.entered': {
    text: { en: 'The case “{case}” comes to “{node}”, which it must not.', 'zh-CN': '用例“{case}”不应经过“{node}”，但实际经过了。' },
    fix: { en: 'Mend the process, or what the case expects.', 'zh-CN': '请修改流程，或修改用例的期望。' },
  },
  'flow.case.refused': {
    text: { en: 'Step {step} of the case “{case}” cannot be played: {why}', 'zh-CN': '用例“{case}”的第 {step} 步无法进行：{why}' },
    fix: { en: 'Mend the process, or record the case again.', 'zh-CN': '请修改流程，或重新录制用例。' },
  },
  'flow.flow.crosses': {
    text: { en: 'A flow crosses the border of a sub-process.', 'zh-CN': '有连线跨越了子流程的边界。' },
    fix: { en: 'Lead it to the sub-process itself.', 'zh-CN': '请将连线连到子流程本身。' },
  },
  'flow.flow.into-event': {
    text: { en: 'A flow leads into “{node}”, which begins by itself.', 'zh-CN': '有连线进入自行触发的“{node}”。' },
    fix: { en: 'Remove the flow.', 'zh-CN': '请删除该连线。' },
  },
  'flow.scope.empty': {
    text: { en: 'There are no steps in “{node}”.', 'zh-CN': '“{node}”中没有步骤。' },
    fix: { en: 'Drag steps into it, or remove it.', 'zh-CN': '请拖入步骤，或删除该子流程。' },
  },
  'flow.scope.unknown': {
    text: { en: '“{node}” stands in “{parent}”, which is no sub-process.', 'zh-CN': '“{node}”所在的“{parent}”不是子流程。' },
    fix: { en: 'Move it out, or into a sub-process.', 'zh-CN': '请将其移出或移入子流程。' },
  },
  'flow.scope.circular': {
    text: { en: '“{node}” stands in itself.', 'zh-CN': '“{node}”包含了自身。' },
    fix: { en: 'Move it out.', 'zh-CN': '请将其移出。' },
  },
  'flow.border.missing': {
    text: { en: '“{node}” has to sit on the border of a step.', 'zh-CN': '“{node}”必须附着在某个步骤上。' },
    fix: { en: 'Drop it on the step it belongs to.', 'zh-CN': '请将其拖到所属的步骤上。' },
  },
  'flow.border.misplaced': {
    text: { en: '“{node}” cannot sit on the border of a step.', 'zh-CN': '“{node}”不能附着在步骤上。' },
    fix: { en: 'Put it between steps.', 'zh-CN': '请将其放在步骤之间。' },
  },
  'flow.cancel.no-transaction': {
    text: { en: '“{node}” belongs to a sub-process that is a transaction.', 'zh-CN': '“{node}”只能用于事务子流程。' },
    fix: { en: 'Turn on “All or nothing” of the sub-process.', 'zh-CN': '请为子流程开启“事务”。' },
  },
  'flow.compensation.handler': {
    text: { en: '“{node}” has to lead to one step that stands alone.', 'zh-CN': '“{node}”必须指向一个独立的步骤。' },
    fix: { en: 'Draw one flow to the step that undoes this one; nothing follows it.', 'zh-CN': '请连到一个用于撤销的步骤，其后不再连线。' },
  },
  'flow.loop.unfit': {
    text: { en: 'It is not said how often “{node}” runs.', 'zh-CN': '未指定“{node}”的循环次数或条件。' },
    fix: { en: 'Give a list, a number or a condition.', 'zh-CN': '请填写列表、次数或条件。' },
  },
  'flow.loop.no-activity': {
    text: { en: '“{node}” cannot run in a loop.', 'zh-CN': '“{node}”不能循环执行。' },
    fix: { en: 'Put it into a sub-process that does.', 'zh-CN': '请将其放入可循环的子流程。' },
  },
  'flow.loop.no-variable': {
    text: { en: 'There is no variable “{variable}” to collect into.', 'zh-CN': '没有可收集结果的变量“{variable}”。' },
    fix: { en: 'Add the variable to the process.', 'zh-CN': '请在流程中添加该变量。' },
  },
  'flow.link.unmatched': {
    text: { en: 'The link of “{node}” comes out nowhere.', 'zh-CN': '“{node}”的链接没有对应的入口。' },
    fix: { en: 'Add a link of the same name beside it.', 'zh-CN': '请在同一层添加同名链接。' },
  },
  'flow.link.several': {
    text: { en: 'The link of “{node}” comes out in several places.', 'zh-CN': '“{node}”的链接有多个入口。' },
    fix: { en: 'Keep one of them.', 'zh-CN': '请只保留一个。' },
  },
  'flow.event-gateway.follower': {
    text: { en: 'What follows “{node}” has to be an event it can wait for.', 'zh-CN': '“{node}”之后只能连接可等待的事件。' },
    fix: { en: 'Put a timer, message or signal event there.', 'zh-CN': '请改为定时、消息或信号事件。' },
  },
  'flow.process.unplayed': {
    text: {
      en: 'Whether “{node}” lets enough branches through depends on data; it was not played.',
      'zh-CN': '“{node}”的条件取决于数据，未能推演。',
    },
    fix: { en: 'Try the process out, or give a number of branches.', 'zh-CN': '请试运行流程，或改为指定分支数。' },
  },
  'flow.migration.node-gone': {
    text: { en: 'The other version has no step for “{node}”.', 'zh-CN': '目标版本中没有与“{node}”对应的步骤。' },
    fix: { en: 'Choose the step it goes on at.', 'zh-CN': '请选择对应的步骤。' },
  },
  'flow.migration.type': {
    text: { en: '“{node}” is another kind of step there.', 'zh-CN': '“{node}”在目标版本中是另一种步骤。' },
    fix: { en: 'Choose a step of the same kind.', 'zh-CN': '请选择同类型的步骤。' },
  },
  'flow.migration.scope': {
    text: {
      en: '“{node}” stands in another sub-process there, or runs in another way.',
      'zh-CN': '“{node}”在目标版本中所处的子流程或循环方式不同。',
    },
    fix: { en: 'Choose a step in the same place, or let this instance end first.', 'zh-CN': '请选择同一层级的步骤，或等待该实例结束。' },
  },
  'flow.migration.flow-gone': {
    text: {
      en: 'A branch waits on the flow “{flow}”, which the other version does not have.',
      'zh-CN': '有分支等待在目标版本中不存在的连线“{flow}”上。',
    },
    fix: { en: 'Choose the flow it waits on there.', 'zh-CN': '请选择对应的连线。' },
  },
  'flow.start.no-schedule': {
    text: { en: 'It is not said when the clock starts it.', 'zh-CN': '未填写有效的时间计划。' },
    fix: { en: 'Write five parts: minute, hour, day, month, weekday.', 'zh-CN': '请填写五段：分 时 日 月 星期。' },
  },
  'flow.complex.both': {
    text: { en: 'It has a number of branches and a condition; only the condition counts.', 'zh-CN': '同时设置了数量和条件，仅条件生效。' },
    fix: { en: 'Keep one of them.', 'zh-CN': '请只保留一个。' },
  },
  'flow.timer.missing': {
    text: { en: 'It is not said how long or until when it waits.', 'zh-CN': '未指定等待的时长或日期。' },
    fix: { en: 'Enter a duration, or choose a field with a date.', 'zh-CN': '请填写时长或选择日期字段。' },
  },
  'flow.timer.unreadable': {
    text: { en: '“{value}” is no duration.', 'zh-CN': '“{value}”不是有效的时长。' },
    fix: { en: 'Write it like P1DT2H30M.', 'zh-CN': '请按 P1DT2H30M 的格式填写。' },
  },
  'flow.message.unnamed': {
    text: { en: 'The message or signal has no name.', 'zh-CN': '消息或信号没有名称。' },
    fix: { en: 'Give it a name; the other side uses the same.', 'zh-CN': '请填写名称，发送与接收方使用同一名称。' },
  },
  'flow.ad-hoc.nobody': {
    text: { en: 'Nobody is to choose its steps.', 'zh-CN': '未指定由谁选择步骤。' },
    fix: { en: 'Choose people, or let all steps begin by themselves.', 'zh-CN': '请指定负责人，或改为全部自动启动。' },
  },
  'flow.item.no-id': {
    text: { en: 'An entry has no valid id.', 'zh-CN': '有一项缺少有效的标识。' },
    fix: { en: 'Remove it and add it again.', 'zh-CN': '请删除后重新添加。' },
  },
  'flow.item.twice': {
    text: { en: 'The id “{id}” occurs twice.', 'zh-CN': '标识“{id}”重复。' },
    fix: { en: 'Give one of them another id.', 'zh-CN': '请更换其中一个标识。' },
  },
  'flow.assignees.incomplete': {
    text: { en: 'It is not said who does this.', 'zh-CN': '未指定办理人。' },
    fix: {
      en: 'Choose people, a team, a role, a department, a field, a leader, a formula or the initiator, and complete what it asks for.',
      'zh-CN': '请选择人员、团队、角色、部门、字段、上级、公式或发起人，并补全所需内容。',
    },
  },
  'flow.assignees.no-people-in-field': {
    text: { en: 'The field “{field}” does not hold people.', 'zh-CN': '字段“{field}”的内容不是人员。' },
    fix: { en: 'Choose a field with people, teams or departments.', 'zh-CN': '请选择人员、团队或部门字段。' },
  },
  'flow.signers.none': {
    text: { en: 'It is not said who approves.', 'zh-CN': '未指定审批人。' },
    fix: { en: 'Choose approvers, or add a group.', 'zh-CN': '请选择审批人，或添加审批组。' },
  },
  'flow.timeout.incomplete': {
    text: { en: 'What happens after the time is not said completely.', 'zh-CN': '超时处理设置不完整。' },
    fix: { en: 'Say after how many hours, and what is done then.', 'zh-CN': '请填写超时小时数与处理方式。' },
  },
  'flow.timeout.unfit': {
    text: { en: '“{do}” cannot be done with this task.', 'zh-CN': '此任务不支持超时处理“{do}”。' },
    fix: { en: 'Choose another way to deal with the timeout.', 'zh-CN': '请选择其他超时处理方式。' },
  },
  'flow.return.incomplete': {
    text: { en: 'Where tasks may be sent back to is not said completely.', 'zh-CN': '退回规则设置不完整。' },
    fix: { en: 'Choose where to, and how they come back.', 'zh-CN': '请选择可退回的位置与重新提交方式。' },
  },
  'flow.node.unknown': {
    text: { en: 'There is no step “{node}”.', 'zh-CN': '没有节点“{node}”。' },
    fix: { en: 'Choose a step of this process.', 'zh-CN': '请选择本流程中的节点。' },
  },
  'flow.field.unknown': {
    text: { en: 'There is no field “{field}”.', 'zh-CN': '没有字段“{field}”。' },
    fix: { en: 'Choose a field of the record.', 'zh-CN': '请选择记录中的字段。' },
  },
  'flow.action.unknown': {
    text: { en: 'There is no action “{action}”.', 'zh-CN': '没有动作“{action}”。' },
    fix: { en: 'Choose an action from the list.', 'zh-CN': '请从列表中选择动作。' },
  },
  'flow.placeholder.unknown': {
    text: { en: 'A text asks for “{name}”, which the record does not have.', 'zh-CN': '文本引用了记录中没有的“{name}”。' },
    fix: { en: 'Choose a field of the record.', 'zh-CN': '请选择记录中的字段。' },
  },
  'flow.placeholder.encrypted': {
    text: {
      en: 'A text asks for “{name}”, which is encrypted: sent out, it would be readable.',
      'zh-CN': '文本引用了加密字段“{name}”，发送后其内容将不再保密。',
    },
    fix: { en: 'Take it out of the text.', 'zh-CN': '请从文本中去掉该字段。' },
  },
  'flow.value.name-as-text': {
    text: { en: '“{found}” would be written as this very text.', 'zh-CN': '“{found}”将被原样写为文本。' },
    fix: { en: 'Use the formula {found} instead of a text.', 'zh-CN': '请改用公式 {found}，而不是文本。' },
  },
} satisfies MessageCatalogue
