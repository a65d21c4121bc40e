import type { MessageCatalogue } from '@tangram/data-model'

/** What a JSON Schema says that a table cannot hold, or holds in another way. */
export const schemaMessages = {
  'schema.not-a-schema': {
    text: { en: 'This is no JSON Schema', 'zh-CN': '这不是 JSON Schema' },
    fix: {
      en: 'A schema is a JSON object, such as {"type":"object","properties":{…}}',
      'zh-CN': '应为 JSON 对象，例如 {"type":"object","properties":{…}}',
    },
  },
  'schema.too-deep': {
    text: { en: 'The schema is nested too deeply', 'zh-CN': '该 JSON Schema 嵌套过深' },
    fix: { en: 'Keep to {most} levels', 'zh-CN': '嵌套不应超过 {most} 层' },
  },
  'schema.too-large': {
    text: { en: 'The schema has more than {most} parts; the rest was not read', 'zh-CN': '该 JSON Schema 超过 {most} 个部分，其余未读取' },
    fix: { en: 'Split it into several tables', 'zh-CN': '请拆成多张表' },
  },
  'schema.not-an-object': {
    text: {
      en: 'A table follows from an object with properties; this is “{type}”',
      'zh-CN': '数据表对应带有 properties 的对象，而这里是“{type}”',
    },
    fix: { en: 'Begin with {"type":"object","properties":{…}}', 'zh-CN': '请以 {"type":"object","properties":{…}} 开头' },
  },
  'schema.no-fields': {
    text: { en: 'The schema has no property that could become a field', 'zh-CN': '没有可以成为字段的属性' },
    fix: { en: 'Add entries to “properties”', 'zh-CN': '请在“properties”中添加属性' },
  },
  'schema.list-of-records': {
    text: {
      en: 'The schema describes a list; one of its entries becomes one record',
      'zh-CN': '该结构描述的是列表，其中每一项成为一条记录',
    },
  },
  'schema.ref-elsewhere': {
    text: { en: '“{ref}” points outside of this schema and is not followed', 'zh-CN': '“{ref}”指向其他文件，不会读取' },
    fix: { en: 'Copy what it points to into “$defs”', 'zh-CN': '请将其内容复制到“$defs”中' },
  },
  'schema.ref-unknown': { text: { en: 'There is nothing at “{ref}”', 'zh-CN': '“{ref}”处没有内容' } },
  'schema.ref-cycle': {
    text: { en: '“{ref}” contains itself; a table cannot', 'zh-CN': '“{ref}”包含自身，数据表无法这样嵌套' },
    fix: { en: 'Make a table of its own and link its records', 'zh-CN': '请建立单独的数据表并使用关联数据' },
  },
  'schema.conflict': {
    text: { en: '“{keyword}” is said twice, differently; the first is kept', 'zh-CN': '“{keyword}”有两个不同的取值，保留第一个' },
  },
  'schema.unsupported': {
    text: { en: '“{keyword}” has no counterpart here and is not kept', 'zh-CN': '“{keyword}”没有对应的设置，未保留' },
  },
  'schema.unsupported-format': {
    text: { en: 'The format “{format}” is not checked; the field is plain text', 'zh-CN': '不检查格式“{format}”，字段为普通文本' },
  },
  'schema.bad-pattern': {
    text: { en: 'The pattern “{pattern}” is not kept: {reason}', 'zh-CN': '未保留格式“{pattern}”：{reason}' },
    fix: { en: 'Write it in RE2: no look-around, no back-references', 'zh-CN': '请改用 RE2 语法：不支持环视和反向引用' },
  },
  'schema.several-types': {
    text: { en: 'Values of several types ({types}) are kept as text', 'zh-CN': '多种类型（{types}）的值按文本保存' },
  },
  'schema.any-value': { text: { en: 'Any value is allowed here; it is kept as text', 'zh-CN': '此处允许任意值，按文本保存' } },
  'schema.nothing': {
    text: { en: 'Only “nothing” is allowed here: there is no field for it', 'zh-CN': '此处不允许任何值，没有对应的字段' },
  },
  'schema.no-type': {
    text: { en: 'There is no field type for this: it is left out', 'zh-CN': '没有对应的字段类型，已略去' },
  },
  'schema.nested-object': {
    text: {
      en: 'The object “{name}” becomes a section of the form; its properties are fields of the table',
      'zh-CN': '对象“{name}”成为表单的一个分组，其属性成为本表的字段',
    },
  },
  'schema.wrapped': {
    text: { en: 'The list “{name}” becomes a sub-form with one column', 'zh-CN': '列表“{name}”成为只有一列的明细表' },
  },
  'schema.no-list-in-rows': {
    text: { en: 'Rows cannot hold rows of their own: “{name}” is left out', 'zh-CN': '明细表中不能再有明细表，已略去“{name}”' },
    fix: { en: 'Make a table of its own and link its records', 'zh-CN': '请建立单独的数据表并使用关联数据' },
  },
  'schema.choices-as-text': {
    text: { en: 'Choices that are no texts are kept as texts', 'zh-CN': '非文本的可选值按文本保存' },
  },
  'schema.choice-id': {
    text: { en: 'The choice “{choice}” is stored as “{id}”', 'zh-CN': '选项“{choice}”保存为“{id}”' },
  },
  'schema.renamed': { text: { en: '“{name}” becomes the field “{id}”', 'zh-CN': '“{name}”成为字段“{id}”' } },
  'schema.bad-default': {
    text: { en: 'The default value {value} does not fit the field and is not kept', 'zh-CN': '默认值 {value} 不符合该字段，未保留' },
  },
  'schema.required-unknown': {
    text: { en: '“{name}” is required, but is no property', 'zh-CN': '“{name}”为必填，但没有这个属性' },
  },
  'schema.unknown-field-type': {
    text: { en: 'There is no field type “{type}”; the other keywords decide', 'zh-CN': '没有字段类型“{type}”，按其他关键字处理' },
  },
  'schema.settings-win': {
    text: {
      en: '“{keyword}” says something else than the settings of the field, which are kept',
      'zh-CN': '“{keyword}”与字段设置不一致，以字段设置为准',
    },
    fix: { en: 'Change “x-config”, or remove “x-field-type”', 'zh-CN': '请修改“x-config”，或删除“x-field-type”' },
  },
} satisfies MessageCatalogue
