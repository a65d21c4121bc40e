import { type Diagnostic, diagnose, type MessageCatalogue, type MessageParams, pointer } from '@tangram/data-model'

/** What an import can say of a BPMN file. `{element}` is the id in the file. */
export const bpmnMessages = {
  'bpmn.file.too-large': {
    text: { en: 'The file has {found} characters; {most} are read.', 'zh-CN': '文件有 {found} 个字符，最多读取 {most} 个。' },
    fix: { en: 'Split it into several processes.', 'zh-CN': '请拆分为多个流程。' },
  },
  'bpmn.file.too-many': {
    text: { en: 'The file has more than {most} elements.', 'zh-CN': '文件中的元素超过 {most} 个。' },
    fix: { en: 'Split it into several processes.', 'zh-CN': '请拆分为多个流程。' },
  },
  'bpmn.file.too-deep': {
    text: { en: 'Elements of the file are nested more than {most} deep.', 'zh-CN': '文件中的元素嵌套超过 {most} 层。' },
    fix: { en: 'Save it again with a BPMN modeller.', 'zh-CN': '请用 BPMN 建模工具重新保存。' },
  },
  'bpmn.file.doctype': {
    text: {
      en: 'The file declares a document type or entities, which are not read.',
      'zh-CN': '文件声明了文档类型或实体，出于安全不予读取。',
    },
    fix: { en: 'Remove <!DOCTYPE …> and <!ENTITY …> from it.', 'zh-CN': '请删除其中的 <!DOCTYPE …> 与 <!ENTITY …>。' },
  },
  'bpmn.file.not-bpmn': {
    text: { en: 'This is not a BPMN 2.0 file: {why}.', 'zh-CN': '这不是 BPMN 2.0 文件：{why}。' },
    fix: { en: 'Choose a file that a BPMN modeller has saved.', 'zh-CN': '请选择由 BPMN 建模工具保存的文件。' },
  },
  'bpmn.file.no-process': {
    text: { en: 'The file has no process that can run.', 'zh-CN': '文件中没有可执行的流程。' },
    fix: { en: 'Draw a start event in it, or mark its process executable.', 'zh-CN': '请在其中绘制开始事件，或将流程标记为可执行。' },
  },
  'bpmn.content.unknown': {
    text: { en: 'BPMN has no “{name}” here (line {line}).', 'zh-CN': 'BPMN 在此处没有“{name}”元素（第 {line} 行）。' },
    fix: { en: 'Remove it, or save the file again with a BPMN modeller.', 'zh-CN': '请删除，或用 BPMN 建模工具重新保存。' },
  },
  'bpmn.content.left-out': {
    text: {
      en: '“{name}” (line {line}) stands where nothing can be kept and is left out.',
      'zh-CN': '“{name}”（第 {line} 行）所在位置无法保留，已略去。',
    },
    fix: { en: 'Move it into the extension elements of its element.', 'zh-CN': '请将其移入所属元素的 extensionElements。' },
  },
  'bpmn.id.twice': {
    text: { en: 'The id “{element}” occurs twice.', 'zh-CN': '标识“{element}”重复。' },
    fix: { en: 'Give one of the two elements another id.', 'zh-CN': '请更换其中一个元素的标识。' },
  },
  'bpmn.id.illegal': {
    text: { en: '“{element}” is not an id that can be read.', 'zh-CN': '“{element}”不是可读取的标识。' },
    fix: {
      en: 'Use letters a–z, digits, “_”, “-” and “.”, a letter or “_” first.',
      'zh-CN': '标识只能使用字母 a–z、数字、“_”、“-”、“.”，并以字母或“_”开头。',
    },
  },
  'bpmn.id.missing': {
    text: { en: 'A {type} of “{element}” has no id.', 'zh-CN': '“{element}”中的一个 {type} 没有标识。' },
    fix: { en: 'Save the file again with a BPMN modeller.', 'zh-CN': '请用 BPMN 建模工具重新保存。' },
  },
  'bpmn.reference.dangling': {
    text: {
      en: '{property} of “{element}” names “{missing}”, which the file does not have.',
      'zh-CN': '“{element}”的 {property} 指向不存在的“{missing}”。',
    },
    fix: { en: 'Connect it again, or remove it.', 'zh-CN': '请重新连接或删除。' },
  },
  'bpmn.flow.crosses': {
    text: { en: 'The flow “{element}” crosses the border of a sub-process.', 'zh-CN': '连线“{element}”跨越了子流程的边界。' },
    fix: { en: 'Lead it to the sub-process itself.', 'zh-CN': '请改为连接到子流程本身。' },
  },
  'bpmn.flow.conditional': {
    text: { en: 'The flow “{element}” has a condition, but leaves no gateway.', 'zh-CN': '连线“{element}”带有条件，但不是从网关出发。' },
    fix: { en: 'Put an inclusive gateway before it.', 'zh-CN': '请在其前面加入一个包容网关。' },
  },
  'bpmn.element.unsupported': {
    text: { en: '“{element}” ({type}) cannot be run here.', 'zh-CN': '“{element}”（{type}）无法在此执行。' },
    fix: { en: 'Use {instead} instead.', 'zh-CN': '请改用{instead}。' },
  },
  'bpmn.task.no-handler': {
    text: {
      en: 'Nobody said what “{element}” ({implementation}) does here.',
      'zh-CN': '未指定“{element}”（{implementation}）在此执行什么。',
    },
    fix: { en: 'Map it to an action, or choose its action after the import.', 'zh-CN': '请将其映射到动作，或导入后选择动作。' },
  },
  'bpmn.task.no-people': {
    text: {
      en: 'The file does not say who does “{element}”; the initiator is taken.',
      'zh-CN': '文件未说明“{element}”由谁办理；暂定为发起人。',
    },
    fix: { en: 'Choose who does it.', 'zh-CN': '请选择办理人。' },
  },
  'bpmn.task.people-in-part': {
    text: {
      en: 'Of those who may do “{element}” only “{taken}” could be taken over.',
      'zh-CN': '“{element}”的候选人中只带入了“{taken}”。',
    },
    fix: { en: 'Look at who does it.', 'zh-CN': '请检查办理人设置。' },
  },
  'bpmn.expression.unknown': {
    text: { en: '“{text}” of “{element}” cannot be translated.', 'zh-CN': '无法翻译“{element}”中的表达式“{text}”。' },
    fix: { en: 'Write it anew after the import; the original is kept.', 'zh-CN': '请在导入后重新填写；原文已保留。' },
  },
  'bpmn.name.unknown': {
    text: { en: '“{element}” reads “{name}”, which the table does not have.', 'zh-CN': '“{element}”读取了表中没有的“{name}”。' },
    fix: { en: 'Add such a field, or change the expression.', 'zh-CN': '请添加该字段，或修改表达式。' },
  },
  'bpmn.timer.unknown': {
    text: { en: 'The time “{text}” of “{element}” cannot be read.', 'zh-CN': '无法识别“{element}”的时间“{text}”。' },
    fix: {
      en: 'Write a duration like PT4H, a date, or a cycle like R3/PT1H.',
      'zh-CN': '请使用 PT4H 这样的时长、日期，或 R3/PT1H 这样的周期。',
    },
  },
  'bpmn.event.nameless': {
    text: { en: '“{element}” does not say which {what} it means.', 'zh-CN': '“{element}”没有说明是哪个 {what}。' },
    fix: { en: 'Name it.', 'zh-CN': '请填写名称。' },
  },
  'bpmn.tangram.unreadable': {
    text: { en: 'The settings that “{element}” carries cannot be read.', 'zh-CN': '“{element}”携带的设置无法读取。' },
    fix: { en: 'Export the process again.', 'zh-CN': '请重新导出该流程。' },
  },
  'bpmn.listener.not-run': {
    text: { en: 'Listeners of “{element}” are kept but not run.', 'zh-CN': '“{element}”的监听器已保留，但不会执行。' },
    fix: { en: 'Add a step that does what they did.', 'zh-CN': '请添加一个步骤来完成其工作。' },
  },
  'bpmn.setting.not-used': {
    text: { en: '“{setting}” of “{element}” is kept but does nothing here.', 'zh-CN': '“{element}”的“{setting}”已保留，但在此不起作用。' },
    fix: { en: 'Say it anew in the settings of the step.', 'zh-CN': '请在该步骤的设置中重新填写。' },
  },
} satisfies MessageCatalogue

type Code = keyof typeof bpmnMessages

/** Diagnostics of an import. Their path names the element of the file: `/elements/Task_1`. */
export const findings = {
  file: (code: Code, params: MessageParams = {}, isError = true): Diagnostic =>
    diagnose(bpmnMessages, code, '', params, isError ? 'error' : 'warning'),
  at: (code: Code, element: string, params: MessageParams = {}, isError = true): Diagnostic =>
    diagnose(bpmnMessages, code, pointer('elements', element), { element, ...params }, isError ? 'error' : 'warning'),
}
