import type { MessageCatalogue } from '@tangram/data-model'

/** What the author of an app reads when a publish deserves a second look. */
export const planMessages = {
  'plan.other-app': {
    text: { en: 'This document is the app “{found}”, not “{expected}”', 'zh-CN': '此文档属于应用“{found}”，而不是“{expected}”' },
    fix: { en: 'Publish it under its own id', 'zh-CN': '请以其自身的 id 发布' },
  },
  'plan.new-column': {
    text: {
      en: 'The field “{field}” becomes another kind of value; what cannot be converted is put aside and no longer shown',
      'zh-CN': '字段“{field}”的值类型改变；无法转换的数据会另行保留，不再显示',
    },
    fix: { en: 'Add a new field instead if people still need the old values', 'zh-CN': '如仍需旧数据，请改为新增字段' },
  },
  'plan.now-encrypted': {
    text: {
      en: 'The field “{field}” is encrypted by this publish: its values, their history and drafts. Older backups and files that were imported stay as they are',
      'zh-CN': '本次发布会加密字段“{field}”：包括现有数据、历史记录和草稿。此前的备份和已导入的文件保持原样',
    },
    fix: {
      en: 'Afterwards it can be found by its whole value only, and no longer sorted, grouped or searched in part',
      'zh-CN': '加密后只能按完整的值查找，不能再排序、分组或模糊搜索',
    },
  },
  'plan.now-plain': {
    text: {
      en: 'The field “{field}” is no longer encrypted: this publish writes its values and their history readable into the database',
      'zh-CN': '字段“{field}”不再加密：本次发布会将其数据和历史记录以明文写入数据库',
    },
    fix: { en: 'Leave it encrypted if it is personal or confidential', 'zh-CN': '如属个人信息或机密信息，请保持加密' },
  },
  'plan.now-required': {
    text: {
      en: 'The field “{field}” becomes required; records without it must be completed when they are next edited',
      'zh-CN': '字段“{field}”变为必填；缺少该值的记录在下次编辑时须补全',
    },
    fix: { en: 'Give it a default value, or fill it in beforehand', 'zh-CN': '请设置默认值，或提前补全数据' },
  },
  'plan.now-unique': {
    text: {
      en: 'The field “{field}” no longer allows duplicates; the publish stops if there are any',
      'zh-CN': '字段“{field}”不再允许重复；如已有重复值，发布会中止',
    },
    fix: { en: 'Look for duplicates first', 'zh-CN': '请先检查重复数据' },
  },
  'plan.id-used': {
    text: {
      en: 'The id “{id}” of the field “{field}” belonged to a retired field of type {was}; its data would come back under the new one',
      'zh-CN': '字段“{field}”的 id“{id}”曾属于一个已停用的 {was} 类型字段，发布后旧数据会出现在新字段中',
    },
    fix: {
      en: 'Remove the field and add it again: it is then given an id of its own. To bring the old field back, restore the version that had it',
      'zh-CN': '请删除该字段后重新添加，系统会分配新的 id。如需恢复旧字段，请恢复包含它的版本',
    },
  },
  'plan.field-again': {
    text: {
      en: 'The field “{field}” comes back with the data it had when it was retired',
      'zh-CN': '字段“{field}”恢复使用，停用前的数据会一并恢复',
    },
    fix: { en: 'Add a new field instead if it should begin empty', 'zh-CN': '如需从空白开始，请改为新增字段' },
  },
  'plan.option-again': {
    text: {
      en: 'The choice “{option}” of the field “{field}” comes back; records that held it show it again',
      'zh-CN': '字段“{field}”的选项“{option}”恢复使用，曾选择它的数据会重新显示',
    },
    fix: { en: 'Add a new choice instead if it means something else', 'zh-CN': '如含义不同，请改为新增选项' },
  },
} satisfies MessageCatalogue

/** Where the shape of a document departs from the schema, or its ids from what they may be. */
export const shapeMessages = {
  'app.shape.wrong-type': {
    text: { en: 'Here stands {found}; {expected} is expected', 'zh-CN': '此处为{found}，应为{expected}' },
    fix: { en: 'Replace it', 'zh-CN': '请替换' },
  },
  'app.shape.not-this': {
    text: { en: 'Only “{expected}” may stand here', 'zh-CN': '此处只能为“{expected}”' },
    fix: { en: 'Replace it', 'zh-CN': '请替换' },
  },
  'app.shape.not-one-of': {
    text: { en: 'One of these is expected: {expected}', 'zh-CN': '应为以下之一：{expected}' },
    fix: { en: 'Choose one of them', 'zh-CN': '请选择其中一个' },
  },
  'app.shape.none-fits': {
    text: { en: 'This is none of the things that may stand here', 'zh-CN': '此处内容不属于任何允许的形式' },
    fix: { en: 'Look the place up in app.schema.json', 'zh-CN': '请参阅 app.schema.json' },
  },
  'app.shape.missing': {
    text: { en: '“{name}” is missing', 'zh-CN': '缺少“{name}”' },
    fix: { en: 'Add it', 'zh-CN': '请补充' },
  },
  'app.shape.unknown': {
    text: { en: 'There is no property “{name}” here', 'zh-CN': '此处没有属性“{name}”' },
    fix: { en: 'Remove it, or correct its spelling', 'zh-CN': '请删除或更正拼写' },
  },
  'app.shape.empty': {
    text: { en: 'A text is needed in at least one language', 'zh-CN': '至少需要一种语言的文本' },
    fix: { en: 'Enter it in Chinese or English', 'zh-CN': '请输入中文或英文' },
  },
  'app.shape.too-many': {
    text: { en: 'There may be at most {most}', 'zh-CN': '最多 {most} 个' },
    fix: { en: 'Remove some', 'zh-CN': '请减少数量' },
  },
  'app.shape.too-few': {
    text: { en: 'There must be at least {least}', 'zh-CN': '至少 {least} 个' },
    fix: { en: 'Add some', 'zh-CN': '请补充' },
  },
  'app.shape.too-long': {
    text: { en: 'This text has more than {most} characters', 'zh-CN': '文本超过 {most} 个字符' },
    fix: { en: 'Shorten it', 'zh-CN': '请缩短' },
  },
  'app.shape.out-of-range': {
    text: { en: 'The number must be {min} to {max}', 'zh-CN': '数字须在 {min} 到 {max} 之间' },
    fix: { en: 'Enter another number', 'zh-CN': '请输入其他数字' },
  },
  'app.shape.too-deep': {
    text: { en: 'The document is nested more than {most} levels deep', 'zh-CN': '文档嵌套超过 {most} 层' },
    fix: { en: 'Simplify the formula or settings that nest so deep', 'zh-CN': '请简化嵌套过深的公式或设置' },
  },
  'app.id.bad': {
    text: { en: '“{id}” is not an id', 'zh-CN': '“{id}”不是合法的 id' },
    fix: {
      en: 'Use a lower-case letter, then letters, digits and underscores, 40 at most',
      'zh-CN': '以小写字母开头，仅含小写字母、数字和下划线，最多 40 个字符',
    },
  },
  'app.id.differs': {
    text: { en: 'This is kept under “{key}” but calls itself “{id}”', 'zh-CN': '此项以“{key}”保存，但自身 id 为“{id}”' },
    fix: { en: 'Make the two the same', 'zh-CN': '请使两者一致' },
  },
  'app.id.reserved': {
    text: { en: 'The id “{id}” is taken by the system', 'zh-CN': 'id“{id}”已被系统占用' },
    fix: { en: 'Choose another id', 'zh-CN': '请使用其他 id' },
  },
  'app.order.unknown': {
    text: { en: 'The order names “{id}”, which does not exist', 'zh-CN': '顺序中的“{id}”不存在' },
    fix: { en: 'Remove it from the order', 'zh-CN': '请从顺序中删除' },
  },
  'app.order.twice': {
    text: { en: 'The order names “{id}” twice', 'zh-CN': '顺序中“{id}”出现两次' },
    fix: { en: 'Keep it once', 'zh-CN': '请只保留一次' },
  },
  'app.order.missing': {
    text: { en: '“{id}” is not in the order', 'zh-CN': '“{id}”不在顺序中' },
    fix: { en: 'Add it to the order, or remove it', 'zh-CN': '请加入顺序，或删除' },
  },
} satisfies MessageCatalogue

/** Ids that do not meet. */
export const linkMessages = {
  'app.entity.unknown': {
    text: { en: 'There is no table “{id}”', 'zh-CN': '不存在数据表“{id}”' },
    fix: { en: 'Choose one of: {known}', 'zh-CN': '请选择：{known}' },
  },
  'app.field.no-column': {
    text: {
      en: '“{field}” is not stored in a column of its own, so it cannot be this',
      'zh-CN': '“{field}”没有自己的存储列，不能用于此处',
    },
    fix: { en: 'Choose another field', 'zh-CN': '请选择其他字段' },
  },
  'app.field.encrypted': {
    text: {
      en: '“{field}” is encrypted, so it cannot be used here',
      'zh-CN': '“{field}”已加密，不能用于此处',
    },
    fix: { en: 'Choose another field, or switch its encryption off', 'zh-CN': '请选择其他字段，或关闭该字段的加密' },
  },
  'app.field.encrypted-title': {
    text: {
      en: '“{field}” names the records, so it cannot be encrypted',
      'zh-CN': '“{field}”是记录的标题，不能加密',
    },
    fix: { en: 'Let another field be the title, or leave this one unencrypted', 'zh-CN': '请将其他字段设为标题，或不加密此字段' },
  },
  'app.field.cannot-encrypt': {
    text: {
      en: '“{field}” cannot be encrypted: only texts that people type themselves can, outside of sub-forms and linked tables',
      'zh-CN': '“{field}”不能加密：只有由人填写的文本字段可以加密，子表单和外部数据表中的字段不可以',
    },
    fix: { en: 'Switch its encryption off', 'zh-CN': '请关闭该字段的加密' },
  },
  'app.field.personal-rows': {
    text: { en: '“{field}” is a sub-form, so it cannot be marked as personal', 'zh-CN': '“{field}”是子表单，不能标记为个人信息' },
    fix: { en: 'Mark its columns', 'zh-CN': '请标记其中的列' },
  },
  'app.field.table-taken': {
    text: {
      en: 'The rows of “{field}” would lie in the table “{id}”, which is taken',
      'zh-CN': '“{field}”的明细行需要数据表“{id}”，但该名称已被占用',
    },
    fix: { en: 'Give the field another id', 'zh-CN': '请为该字段换一个 id' },
  },
  'app.field.shows-nothing': {
    text: { en: '“{field}” shows “{path}”, which does not exist', 'zh-CN': '“{field}”要显示的“{path}”不存在' },
    fix: { en: 'Choose a linked record and one of its fields', 'zh-CN': '请选择关联字段及其中的一个字段' },
  },
  'app.field.circle': {
    text: { en: '“{field}” reads itself by way of other tables', 'zh-CN': '“{field}”经由其他数据表循环引用了自身' },
    fix: { en: 'Change one of the formulas', 'zh-CN': '请修改其中一个公式' },
  },
  'app.field.unknown': {
    text: { en: 'The table “{entity}” has no field “{id}”', 'zh-CN': '数据表“{entity}”没有字段“{id}”' },
    fix: { en: 'Choose an existing field, or add this one', 'zh-CN': '请选择已有字段，或添加此字段' },
  },
  'app.field.none': {
    text: { en: 'The table “{entity}” has no fields', 'zh-CN': '数据表“{entity}”没有字段' },
    fix: { en: 'Add a field', 'zh-CN': '请添加字段' },
  },
  'app.fields.empty-set': {
    text: { en: 'A set of fields is empty', 'zh-CN': '字段组合为空' },
    fix: { en: 'Name at least one field, or remove the set', 'zh-CN': '请至少指定一个字段，或删除该组合' },
  },
  'app.process.unknown': {
    text: { en: 'There is no process “{id}”', 'zh-CN': '不存在流程“{id}”' },
    fix: { en: 'Choose one of: {known}', 'zh-CN': '请选择：{known}' },
  },
  'app.process.other-entity': {
    text: { en: 'The process “{id}” works on another table', 'zh-CN': '流程“{id}”处理的是另一张数据表' },
    fix: { en: 'Let it work on a new record, or choose a process of “{entity}”', 'zh-CN': '请改为新建记录，或选择“{entity}”的流程' },
  },
  'app.form.unknown': {
    text: { en: 'There is no form “{id}”', 'zh-CN': '不存在表单“{id}”' },
    fix: { en: 'Choose an existing form, or leave it out', 'zh-CN': '请选择已有表单，或留空' },
  },
  'app.form.other-entity': {
    text: { en: 'The form “{id}” belongs to another table', 'zh-CN': '表单“{id}”属于另一张数据表' },
    fix: { en: 'Choose a form of “{entity}”', 'zh-CN': '请选择“{entity}”的表单' },
  },
  'app.report.unknown': {
    text: { en: 'There is no report “{id}”', 'zh-CN': '不存在报表“{id}”' },
    fix: { en: 'Choose an existing report, or remove the tile', 'zh-CN': '请选择已有报表，或移除该图块' },
  },
  'app.role.unknown': {
    text: { en: 'There is no role “{id}”', 'zh-CN': '不存在角色“{id}”' },
    fix: { en: 'Choose an existing role, or add this one', 'zh-CN': '请选择已有角色，或添加此角色' },
  },
  'app.calendar.unknown': {
    text: { en: 'There is no working calendar “{id}”', 'zh-CN': '不存在工作日历“{id}”' },
    fix: { en: 'Choose an existing calendar, or leave it out to count around the clock', 'zh-CN': '请选择已有日历；留空则全天计时' },
  },
  'app.tile.too-wide': {
    text: { en: 'The tile reaches beyond the 12 columns', 'zh-CN': '图块超出 12 栏' },
    fix: { en: 'Make it narrower, or move it to the left', 'zh-CN': '请缩窄或左移' },
  },
  'app.dashboard.publisher': {
    text: {
      en: 'Readers see figures counted with the rights of whoever publishes this, also of records they may not open',
      'zh-CN': '看板按发布者的权限统计，读者会看到包含其无权查看的数据的汇总数字',
    },
    fix: { en: 'Leave it at the reader’s rights unless that is meant', 'zh-CN': '如非有意，请改为按读者权限统计' },
  },
  'app.filter.unknown-field': {
    text: { en: 'The table has no field “{field}”', 'zh-CN': '该表没有字段“{field}”' },
    fix: { en: 'Choose one of its fields, or leave this table unfiltered', 'zh-CN': '请选择该表的字段，或不筛选该表' },
  },
  'app.filter.unsuitable': {
    text: { en: 'The field “{field}” cannot be filtered this way', 'zh-CN': '字段“{field}”不适用于此类筛选' },
    fix: {
      en: 'Choose a date for a period, a text to search in, a number for a range; a choice takes options, people and records',
      'zh-CN': '时间筛选请选日期字段，搜索请选文本字段，范围请选数字字段；选择筛选可用选项、人员与关联记录',
    },
  },
  'app.filter.value': {
    text: { en: 'This default is not one that the filter can have', 'zh-CN': '此默认值不适用于该筛选' },
    fix: { en: 'Set it again', 'zh-CN': '请重新设置' },
  },
  'app.filter.role': {
    text: { en: 'There is no role “{role}”', 'zh-CN': '角色“{role}”不存在' },
    fix: { en: 'Choose an existing role, or remove its default', 'zh-CN': '请选择已有角色，或移除其默认值' },
  },
  'app.check.failed': {
    text: { en: 'This part could not be checked: {reason}', 'zh-CN': '无法检查此部分：{reason}' },
    fix: { en: 'Please report this as a bug of Tangram', 'zh-CN': '请将此作为缺陷反馈' },
  },
} satisfies MessageCatalogue
