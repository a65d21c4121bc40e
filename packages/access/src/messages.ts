import type { MessageCatalogue } from '@tangram/data-model'

/** What `checkAccess` says. */
export const accessMessages = {
  'access.grant.unknown-entity': {
    text: { en: 'The role grants rights on “{entity}”, which does not exist.', 'zh-CN': '该角色授予了对“{entity}”的权限，但它不存在。' },
    fix: { en: 'Remove the grant, or restore the entity.', 'zh-CN': '请移除该授权，或恢复该实体。' },
  },
  'access.grant.not-a-condition': {
    text: {
      en: 'A row condition must be true or false; this one gives {found}.',
      'zh-CN': '行条件的结果必须是真或假，这里得到的是 {found}。',
    },
    fix: { en: 'Compare the value with something.', 'zh-CN': '请把该值与某个值进行比较。' },
  },
  'access.grant.read-only': {
    text: {
      en: '{entity} is a linked table: a role may only read it and export from it.',
      'zh-CN': '{entity}是关联的已有表：角色只能查看和导出。',
    },
    fix: { en: 'Remove this right.', 'zh-CN': '请移除此权限。' },
  },
  'access.field.unknown': {
    text: {
      en: 'The role has a rule on the field “{field}”, which {entity} does not have.',
      'zh-CN': '该角色对字段“{field}”设置了规则，但{entity}没有这个字段。',
    },
    fix: { en: 'Remove the rule.', 'zh-CN': '请移除该规则。' },
  },
  'access.field.unknown-rule': {
    text: {
      en: 'The rule on the field “{field}” is “{found}”; it can be “hidden”, “masked” or “read”.',
      'zh-CN': '字段“{field}”的规则是“{found}”；只能是“hidden”（隐藏）、“masked”（脱敏）或“read”（只读）。',
    },
  },
  'access.field.no-mask': {
    text: {
      en: 'The field “{field}” holds no text, so it cannot be masked. Hide it instead; until then it is hidden.',
      'zh-CN': '字段“{field}”不是文本，无法脱敏。请改为隐藏；在此之前它对该角色隐藏。',
    },
  },
  'access.dashboard.unknown': {
    text: {
      en: 'The role sees the dashboard “{dashboard}”, which does not exist.',
      'zh-CN': '该角色可见仪表盘“{dashboard}”，但它不存在。',
    },
    fix: { en: 'Remove it from the role.', 'zh-CN': '请从角色中移除它。' },
  },
} satisfies MessageCatalogue
