import { type Attribute, type Entity, type Id, type LocalizedText, text, type ValueType } from '@tangram/data-model'

/** Tables of the organisation itself that any app may reference; they live in schema `tangram`. */
export const systemEntityList: readonly Entity[] = [
  systemEntity('person', { en: 'Person', 'zh-CN': '成员' }, 'name', {
    name: [{ en: 'Name', 'zh-CN': '姓名' }, text(200), 'text'],
    login: [{ en: 'Login', 'zh-CN': '登录名' }, text(100), 'text'],
    email: [{ en: 'E-mail', 'zh-CN': '电子邮箱' }, text(254), 'email'],
    phone: [{ en: 'Phone', 'zh-CN': '电话' }, text(32), 'phone'],
  }),
  systemEntity('team', { en: 'Team', 'zh-CN': '团队' }, 'name', {
    key: [{ en: 'Key', 'zh-CN': '标识' }, text(40), 'text'],
    name: [{ en: 'Name', 'zh-CN': '名称' }, text(200), 'text'],
  }),
  systemEntity('department', { en: 'Department', 'zh-CN': '部门' }, 'name', {
    name: [{ en: 'Name', 'zh-CN': '名称' }, text(200), 'text'],
  }),
]

type Columns = { [id: Id]: [label: LocalizedText, valueType: ValueType, fieldType: string] }

function systemEntity(id: Id, label: LocalizedText, title: Id, columns: Columns): Entity {
  const attributes: { [id: Id]: Attribute } = {}
  for (const [column, [columnLabel, valueType, fieldType]] of Object.entries(columns)) {
    attributes[column] = { id: column, label: columnLabel, valueType, fieldType, required: column === title, unique: false }
  }
  return { app: 'tangram', id, label, title, attributes, order: Object.keys(attributes), unique: [], indexes: [], system: true }
}
