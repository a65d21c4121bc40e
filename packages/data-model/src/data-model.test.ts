import { describe, expect, it } from 'vitest'
import {
  AppError,
  columnTypeOf,
  date,
  decimal,
  diagnose,
  emptyCollection,
  failures,
  fill,
  type Id,
  inOrder,
  integer,
  invariant,
  isId,
  isJsonObject,
  itemOf,
  list,
  pointer,
  reference,
  reservedFieldIds,
  text,
  textIn,
  time,
  timestamp,
  type ValueType,
  withDefaults,
} from './index.ts'

describe('an id', () => {
  it.each(['a', 'ticket_2', `a${'b'.repeat(39)}`])('%s', (id) => expect(isId(id)).toBe(true))
  it.each(['', 'A', '2a', '_a', 'a-b', 'a b', 'a"', '客户', `a${'b'.repeat(40)}`, 'a\n', null, 7])('%j is none', (id) =>
    expect(isId(id)).toBe(false),
  )

  it('may not be a column that every record has', () => {
    expect(reservedFieldIds.has('created_at')).toBe(true)
    expect(reservedFieldIds.has('title')).toBe(false)
  })
})

describe('a collection', () => {
  const things = { order: ['b', 'gone', 'a'], items: { a: 1, b: 2 } as { [id: Id]: number } }

  it('gives its things in order and passes over ids without one', () => {
    expect(inOrder(things)).toEqual([2, 1])
    expect(inOrder(undefined)).toEqual([])
    expect(inOrder(emptyCollection())).toEqual([])
  })

  it('has only what it was given', () => {
    expect(itemOf(things, 'a')).toBe(1)
    expect(itemOf(things, 'constructor')).toBeUndefined()
    expect(inOrder({ order: ['toString'], items: {} })).toEqual([])
  })
})

describe('a text in two languages', () => {
  it('is read in the wanted language, else in the other, else as the fallback', () => {
    expect(textIn({ en: 'Rating', 'zh-CN': '评分' }, 'zh-CN')).toBe('评分')
    expect(textIn({ en: 'Rating' }, 'zh-CN')).toBe('Rating')
    expect(textIn({ en: '', 'zh-CN': '评分' }, 'en')).toBe('评分')
    expect(textIn(undefined, 'en', 'rating')).toBe('rating')
  })

  it('has its placeholders filled, each in its own language', () => {
    expect(fill('{what} of {who}', { what: { en: 'Rating', 'zh-CN': '评分' }, who: ['a', 'b'] }, 'en')).toBe('Rating of a, b')
    expect(fill('{who}', { who: ['a', 'b'] }, 'zh-CN')).toBe('a、b')
    expect(fill('{constructor}', {}, 'en')).toBe('{constructor}')
  })
})

describe('the column of a value type', () => {
  it.each<[ValueType, string]>([
    [text(), 'text'],
    [integer({ min: 1, max: 5 }), 'smallint'],
    [integer({ min: 1 }), 'bigint'],
    [integer({ min: 0, max: 32768 }), 'bigint'],
    [decimal(18, 2), 'numeric(18,2)'],
    [timestamp, 'timestamptz(3)'],
    [list(text()), 'text[]'],
    [reference('team'), 'uuid'],
    [reference('team', true), 'uuid[]'],
    [{ kind: 'range', of: timestamp }, 'tstzrange'],
    [{ kind: 'range', of: date }, 'daterange'],
    [{ kind: 'range', of: time }, 'jsonb'],
  ])('%j is %s', (type, column) => expect(columnTypeOf(type)).toBe(column))
})

describe('settings', () => {
  it('take their defaults and lose what the schema does not know', () => {
    const schema = {
      max: { valueType: integer(), label: { en: 'Highest' }, default: 5 },
      unit: { valueType: text(), label: { en: 'Unit' } },
    }
    expect(withDefaults(schema, { unit: 'kg', extra: 1 })).toEqual({ max: 5, unit: 'kg' })
    expect(withDefaults(schema, { max: 0 })).toEqual({ max: 0 })
  })
})

describe('what goes wrong', () => {
  const catalogue = {
    'thing.missing': {
      status: 404,
      text: { en: 'No {thing}.', 'zh-CN': '没有{thing}。' },
      fix: { en: 'Make a {thing}.', 'zh-CN': '请创建{thing}。' },
    },
  }

  it('is told to authors with a path, in both languages', () => {
    expect(diagnose(catalogue, 'thing.missing', pointer('a/b', 0, 'c~d'), { thing: 'x' })).toEqual({
      code: 'thing.missing',
      path: '/a~1b/0/c~0d',
      severity: 'error',
      message: { en: 'No x.', 'zh-CN': '没有x。' },
      fix: { en: 'Make a x.', 'zh-CN': '请创建x。' },
    })
  })

  it('is thrown to users with a status and words in their language', () => {
    const error = failures(catalogue)('thing.missing', { thing: 'x' }, { path: '/a' })
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'thing.missing', status: 404, path: '/a' })
    expect(error.messageIn('zh-CN')).toBe('没有x。')
    expect(error.fixIn('en')).toBe('Make a x.')
  })

  it('is loud when it is our fault', () => {
    expect(() => invariant(false, 'broken')).toThrowError('broken')
    expect(() => invariant(true, 'fine')).not.toThrow()
  })
})

it('takes for an object neither a list nor nothing', () => {
  expect([{}, { a: 1 }].every(isJsonObject)).toBe(true)
  expect([[], null, undefined, 'text', 1].some(isJsonObject)).toBe(false)
})
