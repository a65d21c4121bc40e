import type { MessageCatalogue } from '@tangram/data-model'

/** What the author of an app reads about tables that the database has already. */
export const linkedMessages = {
  'app.linked.no-key': {
    text: { en: 'Nothing says which columns name a row of “{entity}”', 'zh-CN': '未指定“{entity}”中由哪些列确定一行' },
    fix: { en: 'Choose the columns whose values together occur once', 'zh-CN': '请选择取值组合唯一的列' },
  },
  'app.linked.no-column': {
    text: { en: 'The table {table} has no column “{column}”', 'zh-CN': '表 {table} 没有列“{column}”' },
    fix: { en: 'Choose an existing column, or remove the field', 'zh-CN': '请选择已有的列，或删除该字段' },
  },
  'app.linked.type': {
    text: { en: '“{field}” cannot show the column “{column}” of type {type}', 'zh-CN': '“{field}”无法显示 {type} 类型的列“{column}”' },
    fix: { en: 'Choose another kind of field', 'zh-CN': '请改用其他字段类型' },
  },
  'app.linked.read-only': {
    text: { en: '“{entity}” is a linked table, which is only read', 'zh-CN': '“{entity}”是关联的已有表，只能读取' },
    fix: { en: 'Remove this', 'zh-CN': '请移除此项' },
  },
  'app.linked.unsuitable': {
    text: {
      en: 'Forms, processes, rules and agreements work on tables of the app; “{entity}” is a linked table, which is only read',
      'zh-CN': '表单、流程、规则和服务承诺只能用于应用自有的表；“{entity}”是关联的已有表，只能读取',
    },
    fix: { en: 'Choose a table of the app, which may refer to the linked one', 'zh-CN': '请选择应用自有的表，它可以引用关联的表' },
  },
  'app.linked.not-linked': {
    text: { en: '“{field}” names a column, but its table is one of the app', 'zh-CN': '“{field}”指定了来源列，但所属表是应用自有的表' },
    fix: { en: 'Remove the column', 'zh-CN': '请移除来源列' },
  },
  'app.linked.forbidden': {
    text: { en: 'The schema “{schema}” may not be linked', 'zh-CN': '不允许关联模式“{schema}”中的表' },
    fix: { en: 'Ask an operator to add it to TANGRAM_LINKED_SCHEMAS', 'zh-CN': '请联系运维人员将其加入 TANGRAM_LINKED_SCHEMAS' },
  },
  'app.linked.gone': {
    text: {
      en: 'The database has no table or view {table}, or it may not be read',
      'zh-CN': '数据库中没有表或视图 {table}，或没有读取权限',
    },
    fix: { en: 'Link another table, or ask for the right to read this one', 'zh-CN': '请关联其他表，或申请读取权限' },
  },
  'app.linked.column-gone': {
    text: { en: 'The table {table} has no column “{column}” any more', 'zh-CN': '表 {table} 已没有列“{column}”' },
    fix: { en: 'Remove the field, or choose another column', 'zh-CN': '请删除该字段，或选择其他列' },
  },
  'app.linked.column-changed': {
    text: {
      en: 'The column “{column}” of {table} was {was} when it was linked and is {is} now',
      'zh-CN': '表 {table} 的列“{column}”关联时类型为 {was}，现为 {is}',
    },
    fix: { en: 'Refresh the linked table', 'zh-CN': '请刷新关联的表' },
  },
} satisfies MessageCatalogue
