import { fill, type LocalizedText, textIn } from '@tangram/data-model'
import { useLocale } from '@tangram/ui'
import { useMemo } from 'react'

/** What linking tables of the database says. */
const linkedWords = {
  link: { 'zh-CN': '关联已有的表', en: 'Link an existing table' },
  intro: {
    'zh-CN': '选择数据库中已有的表或视图，例如 ERP 的订单表。应用只读取它，不会改动其中的数据，数据也不会复制过来。',
    en: 'Choose a table or view that the database has already, such as the orders of your ERP. The app only reads it: nothing in it is changed and nothing is copied.',
  },
  none: { 'zh-CN': '还没有可以关联的表', en: 'There is nothing to link yet' },
  'none-text': {
    'zh-CN': '请运维人员设置环境变量 TANGRAM_LINKED_SCHEMAS，写出允许关联的数据库架构（例如 erp,sales），授予读取权限后重启服务。',
    en: 'The operator has to name the database schemas that apps may link in the environment variable TANGRAM_LINKED_SCHEMAS (erp,sales), grant reading on them, and restart the server.',
  },
  empty: {
    'zh-CN': '允许的架构（{schemas}）中没有可以读取的表，请运维人员检查授权。',
    en: 'The schemas allowed ({schemas}) have no table that may be read; the operator has to check the grants.',
  },
  search: { 'zh-CN': '查找表', en: 'Find a table' },
  'search-hint': { 'zh-CN': '名称或说明', en: 'Name or description' },
  schema: { 'zh-CN': '架构', en: 'Schema' },
  'all-schemas': { 'zh-CN': '全部架构', en: 'All schemas' },
  tables: { 'zh-CN': '数据库中的表', en: 'Tables of the database' },
  'no-match': { 'zh-CN': '没有符合的表', en: 'No table matches' },
  'more-tables': { 'zh-CN': '另有 {n} 张表，请输入名称查找。', en: '{n} more tables; type a name to find one.' },
  'kind-table': { 'zh-CN': '表', en: 'Table' },
  'kind-view': { 'zh-CN': '视图', en: 'View' },
  'kind-materialized': { 'zh-CN': '物化视图', en: 'Materialized view' },
  'kind-foreign': { 'zh-CN': '外部表', en: 'Foreign table' },
  rows: { 'zh-CN': '约 {n} 行', en: 'about {n} rows' },
  columns: { 'zh-CN': '{n} 列', en: '{n} columns' },
  'one-column': { 'zh-CN': '1 列', en: '1 column' },
  linked: { 'zh-CN': '已关联', en: 'Linked' },
  back: { 'zh-CN': '返回', en: 'Back' },
  name: { 'zh-CN': '在应用中的名称', en: 'Name in this app' },
  'title-field': { 'zh-CN': '用哪一列称呼一条记录', en: 'The column that names a record to people' },
  key: { 'zh-CN': '主键', en: 'Key' },
  'key-declared': { 'zh-CN': '主键：{columns}', en: 'Key: {columns}' },
  'key-choose': { 'zh-CN': '哪些列合起来唯一确定一行', en: 'Which columns together name one row' },
  'key-why': {
    'zh-CN': '数据库没有为它声明主键。请选择合起来不会重复、也不会为空的列：打开记录、翻页和关联都靠它。',
    en: 'The database declares no key for it. Choose columns whose values together never repeat and are never empty: opening a record, paging and relations rely on them.',
  },
  take: { 'zh-CN': '要用的列（{n} / {all}）', en: 'Columns to use ({n} of {all})' },
  'take-all': { 'zh-CN': '全选', en: 'All' },
  'take-none': { 'zh-CN': '全不选', en: 'None' },
  'use-column': { 'zh-CN': '使用列“{column}”', en: 'Use column “{column}”' },
  'label-of': { 'zh-CN': '“{column}”的名称', en: 'Name of “{column}”' },
  'refers-to': { 'zh-CN': '指向 {table}', en: 'refers to {table}' },
  'leads-to': { 'zh-CN': '关联到“{name}”', en: 'leads to “{name}”' },
  skipped: { 'zh-CN': '不能使用的列（{n}）', en: 'Columns that cannot be used ({n})' },
  sample: { 'zh-CN': '前几行', en: 'The first rows' },
  'sample-empty': { 'zh-CN': '表里还没有数据。', en: 'The table has no rows yet.' },
  'sample-of': { 'zh-CN': '“{table}”的前几行', en: 'The first rows of “{table}”' },
  'add-linked': { 'zh-CN': '关联这张表', en: 'Link this table' },
  added: { 'zh-CN': '已关联“{name}”', en: '“{name}” is linked' },
  undo: { 'zh-CN': '撤销', en: 'Undo' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  badge: { 'zh-CN': '关联·只读', en: 'Linked, read-only' },
  source: { 'zh-CN': '来源', en: 'Source' },
  column: { 'zh-CN': '来源列', en: 'Source column' },
  'edit-fields': { 'zh-CN': '字段和关联', en: 'Fields and relations' },
  check: { 'zh-CN': '与数据库核对', en: 'Compare with the database' },
  'edit-title': { 'zh-CN': '“{name}”的字段', en: 'Fields of “{name}”' },
  same: { 'zh-CN': '与数据库一致。', en: 'It is as the database has it.' },
  differs: { 'zh-CN': '与数据库不一致', en: 'The database has changed' },
  'differs-text': {
    'zh-CN': '修正并发布后，列表和报表才能再次读取。',
    en: 'Lists and reports can read it again once this is mended and published.',
  },
  'is-missing': {
    'zh-CN': '列“{column}”已不存在，字段“{field}”无法读取。',
    en: 'The column “{column}” is gone; the field “{field}” cannot be read.',
  },
  'is-changed': {
    'zh-CN': '列“{column}”的类型已变，字段“{field}”应为“{type}”。',
    en: 'The column “{column}” has another type; the field “{field}” should be “{type}”.',
  },
  'is-other': {
    'zh-CN': '列“{column}”的类型已变，字段“{field}”可以照旧。',
    en: 'The column “{column}” has another type; the field “{field}” can stay as it is.',
  },
  'has-options': { 'zh-CN': '“{field}”多了选项：{options}', en: '“{field}” has further choices: {options}' },
  'may-relate': {
    'zh-CN': '“{field}”指向已关联的“{table}”，可以设为关联。',
    en: '“{field}” refers to “{table}”, which is linked here: it can be a relation.',
  },
  'key-gone': { 'zh-CN': '主键列“{column}”已不存在。', en: 'The key column “{column}” is gone.' },
  'key-changed': { 'zh-CN': '主键列“{column}”的类型已变。', en: 'The key column “{column}” has another type.' },
  'fix-key-type': { 'zh-CN': '采用新类型', en: 'Take the new type' },
  'is-new': { 'zh-CN': '可以添加的列（{n}）', en: 'Columns that can be added ({n})' },
  'fix-missing': { 'zh-CN': '移除字段', en: 'Remove the field' },
  'fix-changed': { 'zh-CN': '改为“{type}”', en: 'Make it “{type}”' },
  'fix-options': { 'zh-CN': '添加选项', en: 'Add the choices' },
  'fix-relation': { 'zh-CN': '设为关联', en: 'Make it a relation' },
  'fix-key': { 'zh-CN': '使用声明的主键', en: 'Take the key it declares' },
  'add-column': { 'zh-CN': '添加“{column}”', en: 'Add “{column}”' },
  add: { 'zh-CN': '添加', en: 'Add' },
  'add-columns': { 'zh-CN': '全部添加', en: 'Add all' },
  fields: { 'zh-CN': '字段', en: 'Fields' },
  'fields-text': {
    'zh-CN': '名称、提示文字和选项的名称只影响这个应用，不会改动数据库。',
    en: 'Names, help and the names of choices are those of this app; the database stays as it is.',
  },
  'edit-field': { 'zh-CN': '修改“{name}”', en: 'Edit “{name}”' },
  'option-of': { 'zh-CN': '选项“{value}”的名称', en: 'Name of the choice “{value}”' },
  options: { 'zh-CN': '选项的名称', en: 'Names of the choices' },
  'leads-where': { 'zh-CN': '这一列指向哪张表的记录', en: 'The table whose records this column names' },
  'leads-help': {
    'zh-CN': '列中的值就是那张表的主键值时选择它，之后列表、报表和筛选可以用那张表的字段。',
    en: 'Choose it where the values are keys of that table: lists, reports and filters can then use its fields.',
  },
  'leads-nowhere': { 'zh-CN': '不指向其他表', en: 'None' },
  'remove-field': { 'zh-CN': '移除“{name}”', en: 'Remove “{name}”' },
  'removed-field': { 'zh-CN': '已移除“{name}”', en: '“{name}” is removed' },
  done: { 'zh-CN': '完成', en: 'Done' },
  zone: { 'zh-CN': '时间所属时区', en: 'Time zone of its times' },
  'zone-why': {
    'zh-CN': '这张表的时间没有写明时区，请选择它们按哪个时区记录。',
    en: 'Times in this table come without a zone: choose the one they are written in.',
  },
} satisfies { [key: string]: Required<LocalizedText> }

export type LinkedWord = keyof typeof linkedWords

export function useLinkedWords(): (key: LinkedWord, values?: { [name: string]: string | number }) => string {
  const { locale } = useLocale()
  return useMemo(
    () =>
      (key, values = {}) =>
        fill(textIn(linkedWords[key], locale), values, locale),
    [locale],
  )
}
