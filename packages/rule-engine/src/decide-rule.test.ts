import { type RecordValues, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import type { RecordChange } from './change.ts'
import { compileRule, type RuleRegistry } from './compile-rule.ts'
import { decideRule, type RuleGiven } from './decide-rule.ts'
import type { RuleDocument } from './document.ts'
import { triggerTypes } from './triggers/index.ts'

const types: { [name: string]: ValueType } = {
  number: text(),
  status: text(),
  product: reference('product'),
  'product.name': text(),
  resolved_at: timestamp,
}
const scope: Scope = {
  typeOf: (path) => types[path.join('.')],
  optionsOf: ([field]) => (field === 'status' ? [{ id: 'resolved', label: { en: 'Resolved', 'zh-CN': '已解决' } }] : undefined),
}
const actions: RuleRegistry['actions'] = [
  { type: 'send-message', input: {} },
  { type: 'update-record', input: { set: { valueType: { kind: 'json' }, label: {}, editor: 'values' } } },
]

const rule = (more: Partial<RuleDocument> = {}) =>
  compileRule(
    {
      id: 'tell',
      label: {},
      entity: 'ticket',
      enabled: true,
      trigger: { type: 'record-updated', config: {} },
      do: [{ id: 'send', action: 'send-message', input: { to: 'phone' } }],
      ...more,
    },
    { triggers: triggerTypes, actions },
    scope,
  ).rule

const change = (before: RecordValues | null, after: RecordValues, more: Partial<RecordChange> = {}): RecordChange => ({
  id: 'c1',
  kind: before ? 'update' : 'create',
  entity: 'ticket',
  record: 'r1',
  before,
  after,
  cause: null,
  ...more,
})

const given: RuleGiven = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
const runs = (more: Partial<RuleDocument>, about: RecordChange) => decideRule(rule(more), about, given).steps?.length

describe('a rule', () => {
  it('runs on changes of its entity only, and only while it is enabled', () => {
    const about = change({ status: 'new' }, { status: 'resolved' })
    expect(runs({}, about)).toBe(1)
    expect(runs({ entity: 'customer' }, about)).toBe(0)
    expect(runs({ enabled: false }, about)).toBe(0)
  })

  it('runs only when its condition holds after the change', () => {
    const when = { '==': [{ var: 'status' }, 'resolved'] }
    expect(runs({ when }, change({ status: 'new' }, { status: 'resolved' }))).toBe(1)
    expect(runs({ when }, change({ status: 'resolved' }, { status: 'new' }))).toBe(0)
  })

  it('may compare with the value before', () => {
    const when = { '!=': [{ var: '$old.status' }, { var: 'status' }] }
    expect(runs({ when }, change({ status: 'new' }, { status: 'resolved' }))).toBe(1)
    expect(runs({ when }, change({ status: 'new' }, { status: 'new' }))).toBe(0)
  })

  it('gives each step a key that is the same whenever the change is followed', () => {
    const about = change({ status: 'new' }, { status: 'resolved' }, { id: 'c42' })
    const keys = () => decideRule(rule(), about, { ...given, now: new Date().toISOString() }).steps?.map((step) => step.key)
    expect(keys()).toEqual(['tell:c42:send'])
    expect(keys()).toEqual(keys())
  })

  it('never runs on a change it has led to itself, directly or by way of another rule', () => {
    const about = (cause: string | null) => change({ status: 'new' }, { status: 'resolved' }, { cause })
    expect(runs({}, about('rule:tell'))).toBe(0)
    expect(runs({}, about('rule:other<rule:tell'))).toBe(0)
    expect(decideRule(rule(), about('rule:other'), given).steps?.[0]?.cause).toBe('rule:tell<rule:other')
    expect(decideRule(rule(), about('flow:complaint'), given).steps?.[0]?.cause).toBe('rule:tell')
  })
})

describe('the trigger', () => {
  const trigger = (type: string, config = {}) => ({ trigger: { type, config } })

  it('record-created runs on new records', () => {
    expect(runs(trigger('record-created'), change(null, { status: 'new' }))).toBe(1)
    expect(runs(trigger('record-created'), change({}, { status: 'new' }))).toBe(0)
  })

  it('record-updated runs when one of its fields has changed', () => {
    const fields = trigger('record-updated', { fields: ['status'] })
    expect(runs(fields, change({ status: 'new', number: '1' }, { status: 'new', number: '2' }))).toBe(0)
    expect(runs(fields, change({ status: 'new' }, { status: 'resolved' }))).toBe(1)
    expect(runs(trigger('record-updated'), change({ number: '1' }, { number: '2' }))).toBe(1)
    expect(runs(trigger('record-updated'), change(null, { number: '2' }))).toBe(0)
  })

  it('record-matches runs once, when the condition starts to hold', () => {
    const matches = { ...trigger('record-matches'), when: { '==': [{ var: 'status' }, 'resolved'] } }
    expect(runs(matches, change({ status: 'new' }, { status: 'resolved' }))).toBe(1)
    expect(runs(matches, change(null, { status: 'resolved' }))).toBe(1)
    expect(runs(matches, change({ status: 'resolved' }, { status: 'resolved', number: '2' }))).toBe(0)
    expect(runs(matches, change({ status: 'resolved' }, { status: 'resolved' }, { kind: 'remove' }))).toBe(0)
  })
})

describe('the input of a step', () => {
  const input = (value: { [name: string]: never } | object, after: RecordValues, action = 'send-message') =>
    decideRule(rule({ do: [{ id: 'a', action, input: value as never }] }), change({}, after), given).steps?.[0]?.input

  it('has its placeholders filled with labels in each language, and keeps {{link}} for the action', () => {
    const message = { en: '{{number}} is {{status}}: {{link}}', 'zh-CN': '{{number}}{{status}}：{{link}}' }
    expect(input({ message }, { number: 'TS-1', status: 'resolved' })).toEqual({
      message: { en: 'TS-1 is Resolved: {{link}}', 'zh-CN': 'TS-1已解决：{{link}}' },
    })
  })

  it('shows instants in the zone of the organisation and nothing for what is empty', () => {
    expect(input({ text: 'at {{resolved_at}}, {{number}}.' }, { resolved_at: '2026-11-22T08:05:00.000Z', number: null })).toEqual({
      text: 'at 2026-11-22 16:05, .',
    })
  })

  it('has the expressions of a values setting evaluated', () => {
    const set = { status: 'closed', copy: { var: 'number' }, was: { var: '$old.status' }, resolved_at: { var: '$now' } }
    expect(input({ set }, { number: 'TS-1' }, 'update-record')).toEqual({
      set: { status: 'closed', copy: 'TS-1', was: null, resolved_at: '2026-11-22T08:00:00.000Z' },
    })
  })

  it('is asked for across a reference, all at once, and never guessed', () => {
    const asking = rule({
      when: { '==': [{ var: 'product.line' }, 'medical'] },
      trigger: { type: 'record-matches', config: {} },
    })
    const about = change({ product: 'p1' }, { product: 'p2' })
    expect(decideRule(asking, about, given)).toEqual({ need: [{ type: 'value', path: ['product', 'line'], via: 'p2' }] })
    const knowing = (after: string, before: string) => ({
      ...given,
      facts: { 'value:product.line@p2': after, 'value:product.line@p1': before },
    })
    expect(decideRule(asking, about, knowing('medical', 'appliance')).steps).toHaveLength(1)
    expect(decideRule(asking, about, knowing('medical', 'medical')).steps).toEqual([])
    expect(decideRule(asking, about, knowing('appliance', 'appliance')).steps).toEqual([])
    expect(decideRule(asking, change({ product: 'p1' }, { product: null }), given).steps).toEqual([])
  })
})
