import { json, reference, text } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import { checkRule } from './check-rule.ts'
import type { RuleDocument } from './document.ts'
import { triggerTypes } from './triggers/index.ts'

const scope: Scope = { typeOf: (path) => ({ status: text(), product: reference('product') })[path.join('.')] }
const actions = [
  {
    type: 'send-message',
    input: {
      to: { valueType: text(), label: { en: 'To', 'zh-CN': '发送到' }, required: true },
      message: { valueType: json, label: { en: 'Message', 'zh-CN': '消息' } },
      invitation: { valueType: json, label: { en: 'Invitation', 'zh-CN': '邀请' }, fills: ['link'] },
      set: { valueType: json, label: { en: 'Fields', 'zh-CN': '字段' }, editor: 'values' },
    },
  },
]
const sound: RuleDocument = {
  id: 'tell',
  label: {},
  entity: 'ticket',
  enabled: true,
  trigger: { type: 'record-updated', config: { fields: ['status'] } },
  when: { '!=': [{ var: 'status' }, { var: '$old.status' }] },
  do: [
    {
      id: 'send',
      action: 'send-message',
      input: { to: 'phone', message: '{{status}} {{$old.status}}', invitation: '{{status}} {{link}}' },
    },
  ],
}
const found = (more: Partial<RuleDocument>) =>
  checkRule({ ...sound, ...more }, { triggers: triggerTypes, actions }, scope).map(({ code, path }) => `${code} ${path}`)
const step = (input: { [name: string]: string | object }) => ({ do: [{ id: 'a', action: 'send-message', input: input as never }] })

describe('checkRule', () => {
  it('finds nothing wrong with a sound rule', () => {
    expect(found({})).toEqual([])
  })

  it.each<[string, Partial<RuleDocument>, string[]]>([
    ['an unknown trigger', { trigger: { type: 'full-moon', config: {} } }, ['rule.trigger.unknown /trigger/type']],
    [
      'bad trigger settings',
      { trigger: { type: 'record-updated', config: { fields: 'status' } } },
      ['config.wrong-type /trigger/config/fields'],
    ],
    [
      'a trigger without its condition',
      { trigger: { type: 'record-matches', config: {} }, when: undefined },
      ['rule.condition.missing /when'],
    ],
    ['a rule that does nothing', { do: [] }, ['rule.steps.none /do']],
    ['an unknown action', { do: [{ id: 'a', action: 'fly', input: {} }] }, ['rule.action.unknown /do/0/action']],
    ['input that is missing', step({}), ['config.missing /do/0/input/to']],
    ['an id that occurs twice', { do: [...sound.do, ...sound.do] }, ['rule.step.twice /do/1/id']],
    ['a placeholder the record does not have', step({ to: 'a', message: '{{sttus}}' }), ['rule.placeholder.unknown /do/0/input/message']],
    [
      'a link in a text that no action puts one into',
      step({ to: 'a', message: '{{link}}' }),
      ['rule.placeholder.unknown /do/0/input/message'],
    ],
    [
      'a placeholder that shows an inner number',
      step({ to: 'a', message: '{{product}}' }),
      ['rule.placeholder.reference /do/0/input/message'],
    ],
    ['an unknown name in a value', step({ to: 'a', set: { status: { var: 'x' } } }), ['expression.name.unknown /do/0/input/set/status']],
  ])('finds %s', (_, more, expected) => {
    expect(found(more)).toEqual(expected)
  })

  it('knows the value before of own fields, not across references', () => {
    expect(found({ when: { var: '$old.product.line' } })).toEqual(['expression.name.unknown /when'])
  })
})

describe.each(triggerTypes.map((trigger) => [trigger.type, trigger] as const))('trigger %s', (type, trigger) => {
  const mistakes = (config: object) => found({ trigger: { type, config: config as never } })

  it('accepts its valid examples and finds fault with the invalid ones', () => {
    expect(trigger.examples.valid.length).toBeGreaterThan(0)
    for (const config of trigger.examples.valid) expect(mistakes(config)).toEqual([])
    for (const config of trigger.examples.invalid) expect(mistakes(config)).not.toEqual([])
  })
})
