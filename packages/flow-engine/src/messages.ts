import type { MessageCatalogue } from '@tangram/data-model'

/** What `checkProcess` can find. */
export const flowMessages = {
  'flow.start.missing': {
    text: { en: 'The process has no start.', 'zh-CN': '流程缺少开始节点。' },
    fix: { en: 'Drag a start node in.', 'zh-CN': '请拖入一个开始节点。' },
  },
  'flow.start.several': {
    text: { en: 'The process has more than one start.', 'zh-CN': '流程有多个开始节点。' },
    fix: { en: 'Keep one of them.', 'zh-CN': '请只保留一个。' },
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
    fix: { en: 'Choose people, a team, a role, a field or the initiator.', 'zh-CN': '请选择人员、团队、角色、字段或发起人。' },
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
  'flow.value.name-as-text': {
    text: { en: '“{found}” would be written as this very text.', 'zh-CN': '“{found}”将被原样写为文本。' },
    fix: { en: 'Use the formula {found} instead of a text.', 'zh-CN': '请改用公式 {found}，而不是文本。' },
  },
} satisfies MessageCatalogue
