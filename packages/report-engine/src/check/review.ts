import {
  type Diagnostic,
  diagnose,
  type Id,
  isEncrypted,
  type LocalizedText,
  type MessageParams,
  type ValueKind,
  type ValueType,
} from '@tangram/data-model'
import { pathOf } from '../filter-logic.ts'
import { reportMessages } from '../messages.ts'
import { followed, type ReportScope } from '../report-scope.ts'

/** What a field is needed for, and the kinds of value that will do. */
const needs = {
  group: {
    kinds: ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'reference'],
    needed: { en: 'a field with a single value', 'zh-CN': '单值字段' },
  },
  period: { kinds: ['date', 'timestamp'], needed: { en: 'a date or a time', 'zh-CN': '日期或日期时间' } },
  hour: { kinds: ['timestamp'], needed: { en: 'a date with a time', 'zh-CN': '日期时间' } },
  amount: { kinds: ['integer', 'decimal'], needed: { en: 'a number', 'zh-CN': '数字' } },
  order: { kinds: ['integer', 'decimal', 'date', 'timestamp'], needed: { en: 'a number or a date', 'zh-CN': '数字或日期' } },
  compare: {
    kinds: ['integer', 'decimal', 'date', 'time', 'timestamp', 'text'],
    needed: { en: 'a field with an order', 'zh-CN': '可比较的字段' },
  },
} satisfies { [need: string]: { kinds: ValueKind[]; needed: LocalizedText } }

export type Need = keyof typeof needs

/** The findings about one report, and the questions its parts have in common. */
export type Review = {
  readonly found: Diagnostic[]
  readonly scope: ReportScope
  say(code: keyof typeof reportMessages, path: string, params?: MessageParams, severity?: 'warning'): void
  /** A field that is there and of a kind that will do. */
  field(path: string, need: Need, at: string): ValueType | undefined
  /** A value of a formula where such a field could stand. */
  fits(type: ValueType | undefined, need: Need, name: string, at: string): void
  known(path: string, at: string): ValueType | undefined
  kindOf(path: string): ValueKind | undefined
  /** The rows a path ends in; the record for one that is unknown. */
  grainOf(path: string): readonly string[]
  whole(value: number, min: number, max: number, at: string): void
  /** A name that nothing else in the report has. */
  name(id: Id, at: string): void
  hasName(id: Id): boolean
  /** The same findings about paths that begin somewhere else. */
  within(scope: ReportScope): Review
}

export function review(scope: ReportScope, found: Diagnostic[] = [], names = new Set<Id>()): Review {
  const say: Review['say'] = (code, path, params = {}, severity) => void found.push(diagnose(reportMessages, code, path, params, severity))
  const known: Review['known'] = (path, at) => {
    const type = followed(scope, pathOf(path))?.type
    if (!type) say('report.field.unknown', at, { field: path })
    if (isEncrypted(type)) say('report.field.encrypted', at, { field: path })
    return type
  }
  const fits: Review['fits'] = (type, need, name, at) => {
    const { kinds, needed } = needs[need]
    const isFit = type && (kinds as ValueKind[]).includes(type.kind) && !(type.kind === 'reference' && type.many)
    if (type && !isFit) say('report.field.unsuitable', at, { field: name, needed })
  }
  return {
    found,
    scope,
    say,
    known,
    fits,
    field(path, need, at) {
      const type = known(path, at)
      fits(type, need, path, at)
      return type
    },
    kindOf: (path) => followed(scope, pathOf(path))?.type.kind,
    grainOf: (path) => followed(scope, pathOf(path))?.grain ?? [],
    whole(value, min, max, at) {
      if (!Number.isInteger(value) || value < min || value > max) say('report.number.out-of-range', at, { found: value, min, max })
    },
    name(id, at) {
      if (names.has(id)) say('report.name.twice', at, { name: id })
      names.add(id)
    },
    hasName: (id) => names.has(id),
    within: (other) => review(other, found, names),
  }
}

/** Whether one of two grains lies on the way to the other, so that they are rows of one chain. */
export function isOneChain(one: readonly string[], other: readonly string[]): boolean {
  const shorter = one.length < other.length ? one : other
  return shorter.every((step, i) => one[i] === step && other[i] === step)
}
