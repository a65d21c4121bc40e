import type { MessageCatalogue } from '@tangram/data-model'
import { cycleMessages } from './messages.ts'

/** What the author of a form or entity reads. In a file of its own, which a page that only shows forms does not load. */
export const formMessages = {
  'form.field.unknown-type': {
    text: { en: 'There is no field type “{type}”', 'zh-CN': '不存在字段类型“{type}”' },
    fix: { en: 'Use one of: {known}', 'zh-CN': '请使用以下之一：{known}' },
  },
  'form.setting.min-above-max': {
    text: { en: 'The lowest ({min}) is above the highest ({max})', 'zh-CN': '最小值（{min}）大于最大值（{max}）' },
    fix: { en: 'Exchange the two', 'zh-CN': '请调换两者' },
  },
  'form.element.unknown-field': {
    text: { en: 'The table has no field “{field}”', 'zh-CN': '数据表没有字段“{field}”' },
    fix: { en: 'Remove the element, or add the field', 'zh-CN': '请删除该元素，或添加此字段' },
  },
  'form.element.field-twice': {
    text: { en: 'The field “{field}” is on this form twice', 'zh-CN': '字段“{field}”在此表单中出现了两次' },
    fix: { en: 'Remove one of the two', 'zh-CN': '请删除其中一个' },
  },
  'form.element.not-placed': {
    text: { en: 'The element “{element}” is nowhere in the order', 'zh-CN': '元素“{element}”未出现在排列顺序中' },
    fix: { en: 'Put it into the order, or remove it', 'zh-CN': '请将其加入顺序，或删除' },
  },
  'form.element.placed-twice': {
    text: { en: 'The element “{element}” is placed twice', 'zh-CN': '元素“{element}”被放置了两次' },
    fix: { en: 'Keep it in one place', 'zh-CN': '请只保留一处' },
  },
  'form.element.unknown': {
    text: { en: 'The order names “{element}”, which does not exist', 'zh-CN': '排列顺序中的“{element}”不存在' },
    fix: { en: 'Remove it from the order', 'zh-CN': '请从顺序中删除' },
  },
  'form.element.bad-span': {
    text: { en: 'The width must be 1 to 12 columns', 'zh-CN': '宽度必须为 1 到 12 栏' },
    fix: { en: 'Choose a width between 1 and 12', 'zh-CN': '请选择 1 到 12 之间的宽度' },
  },
  'form.element.only-tabs': {
    text: { en: '“{element}” lies among tabs but is no tab', 'zh-CN': '“{element}”放在标签页组中，但它不是标签页' },
    fix: { en: 'Put it into one of the tabs', 'zh-CN': '请将其放入某个标签页' },
  },
  'form.element.only-steps': {
    text: { en: '“{element}” lies among steps but is no step', 'zh-CN': '“{element}”放在步骤组中，但它不是步骤' },
    fix: { en: 'Put it into one of the steps', 'zh-CN': '请将其放入某个步骤' },
  },
  'form.element.needs-tabs': {
    text: { en: 'The tab “{element}” does not lie among tabs', 'zh-CN': '标签页“{element}”不在标签页组中' },
    fix: { en: 'Put it into a group of tabs', 'zh-CN': '请将其放入标签页组' },
  },
  'form.element.needs-steps': {
    text: { en: 'The step “{element}” does not lie among steps', 'zh-CN': '步骤“{element}”不在步骤组中' },
    fix: { en: 'Put it into a group of steps', 'zh-CN': '请将其放入步骤组' },
  },
  'form.element.no-container': {
    text: { en: '“{element}” lies in an element that cannot hold others', 'zh-CN': '“{element}”所在的元素不能容纳其他元素' },
    fix: { en: 'Move it to the form or into a section', 'zh-CN': '请将其移到表单或分组中' },
  },
  'form.button.does-nothing': {
    text: { en: 'The button does nothing yet', 'zh-CN': '按钮尚未设置动作' },
    fix: { en: 'Give it an address to open, or fields to fill in', 'zh-CN': '请设置要打开的网址，或要填入的字段' },
  },
  'form.button.bad-address': {
    text: { en: 'The address must begin with https://, mailto: or tel:', 'zh-CN': '网址必须以 https://、mailto: 或 tel: 开头' },
    fix: { en: 'Write the whole address', 'zh-CN': '请填写完整网址' },
  },
  ...cycleMessages,
  'form.required-but-computed': {
    text: {
      en: 'The field “{field}” is filled in by the system; nobody can be asked for it',
      'zh-CN': '字段“{field}”由系统填写，无法设为必填',
    },
    fix: { en: 'Take away “required”', 'zh-CN': '请取消必填' },
  },
  'form.column.none': {
    text: { en: 'The sub-form has no columns', 'zh-CN': '明细表没有列' },
    fix: { en: 'Add a column', 'zh-CN': '请添加列' },
  },
  'form.column.reserved': {
    text: { en: 'The id of the column “{column}” is taken by the system', 'zh-CN': '列“{column}”的 id 为系统保留或无效' },
    fix: { en: 'Give it another id', 'zh-CN': '请换一个 id' },
  },
  'form.column.nested': {
    text: { en: 'The column “{column}” is a sub-form: rows hold no rows', 'zh-CN': '列“{column}”是明细表：明细表中不能再有明细表' },
    fix: { en: 'Choose another type', 'zh-CN': '请选择其他类型' },
  },
  'form.column.serial': {
    text: { en: 'The column “{column}” is a serial number; only records are numbered', 'zh-CN': '列“{column}”是流水号，只有记录可以编号' },
    fix: { en: 'Choose another type', 'zh-CN': '请选择其他类型' },
  },
  'form.column.unique': {
    text: { en: 'The column “{column}” cannot be unique', 'zh-CN': '列“{column}”不能设为不可重复' },
    fix: { en: 'Take away “unique”', 'zh-CN': '请取消“不可重复”' },
  },
  'form.public.no-fields': {
    text: { en: 'The public form has no field to fill in', 'zh-CN': '公开表单没有可填写的字段' },
    fix: { en: 'Add a field, or close the form to the public', 'zh-CN': '请添加字段，或关闭公开访问' },
  },
  'form.public.lacks-required': {
    text: {
      en: 'The table requires “{field}”, which is not on this form and has no default value: nobody can submit it',
      'zh-CN': '数据表要求填写“{field}”，但此表单没有该字段且无默认值，任何人都无法提交',
    },
    fix: { en: 'Put the field on the form, or give it a default value', 'zh-CN': '请将该字段放入表单，或设置默认值' },
  },
  'form.formula.wrong-type': {
    text: {
      en: 'The formula gives {found}, but the field “{field}” holds {expected}',
      'zh-CN': '公式结果为{found}，而字段“{field}”需要{expected}',
    },
    fix: { en: 'Change the formula, or the type of the field', 'zh-CN': '请修改公式或字段类型' },
  },
} satisfies MessageCatalogue
