import {
  type Diagnostic,
  diagnose,
  type Id,
  type LocalizedText,
  type MessageParams,
  type ValueKind,
  type ValueType,
} from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { pathOf } from '../filter-logic.ts'
import { reportMessages } from '../messages.ts'

/** What a field is needed for, and the kinds of value that will do. */
const needs = {
  group: {
    kinds: ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'reference'],
    needed: { en: 'a field with a single value', 'zh-CN': '单值字段' },
  },
  period: { kinds: ['date', 'timestamp'], needed: { en: 'a date or a time', 'zh-CN': '日期或日期时间' } },
  amount: { kinds: ['integer', 'decimal'], needed: { en: 'a number', 'zh-CN': '数字' } },
  order: { kinds: ['integer', 'decimal', 'date', 'timestamp'], needed: { en: 'a number or a date', 'zh-CN': '数字或日期' } },
  compare: {
    kinds: ['integer', 'decimal', 'date', 'time', 'timestamp', 'text'],
    needed: { en: 'a field with an order', 'zh-CN': '可比较的字段' },
  },
} satisfies { [need: string]: { kinds: ValueKind[]; needed: LocalizedText } }

/** The findings about one report, and the questions its parts have in common. */
export type Review = {
  readonly found: Diagnostic[]
  readonly scope: Pick<Scope, 'typeOf'>
  say(code: keyof typeof reportMessages, path: string, params?: MessageParams, severity?: 'warning'): void
  /** A field that is there and of a kind that will do. */
  field(path: string, need: keyof typeof needs, at: string): ValueType | undefined
  known(path: string, at: string): void
  whole(value: number, min: number, max: number, at: string): void
  /** A name that nothing else in the report has. */
  name(id: Id, at: string): void
  hasName(id: Id): boolean
}

export function review(scope: Pick<Scope, 'typeOf'>): Review {
  const found: Diagnostic[] = []
  const names = new Set<Id>()
  const say: Review['say'] = (code, path, params = {}, severity) => void found.push(diagnose(reportMessages, code, path, params, severity))
  const known = (path: string, at: string): ValueType | undefined => {
    const type = scope.typeOf(pathOf(path))
    if (!type) say('report.field.unknown', at, { field: path })
    return type
  }
  return {
    found,
    scope,
    say,
    known,
    field(path, need, at) {
      const type = known(path, at)
      const { kinds, needed } = needs[need]
      const fits = type && (kinds as ValueKind[]).includes(type.kind) && !(type.kind === 'reference' && type.many)
      if (type && !fits) say('report.field.unsuitable', at, { field: path, needed })
      return type
    },
    whole(value, min, max, at) {
      if (!Number.isInteger(value) || value < min || value > max) say('report.number.out-of-range', at, { found: value, min, max })
    },
    name(id, at) {
      if (names.has(id)) say('report.name.twice', at, { name: id })
      names.add(id)
    },
    hasName: (id) => names.has(id),
  }
}
