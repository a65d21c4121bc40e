import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Logic } from '../logic.ts'
import { operators as catalogue } from '../operators/index.ts'
import { sampleScope } from '../testing/arbitrary-logic.ts'
import { given } from '../testing/case-files.ts'
import { compileCondition, compileSql } from './compile-sql.ts'
import { sqlOperators } from './operators.ts'

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
const scope = { ...sampleScope, columnOf: (path: readonly string[]) => sql.ref(path.join('.')), given }
const where = (logic: Logic) => {
  const { sql: text, parameters } = compileCondition(logic, scope).compile(compiler)
  return [text, ...parameters]
}

describe('SQL', () => {
  it('is refused for what only closures have, with the reason', () => {
    expect(() => compileSql({ matches: [{ var: 'name' }, '^a'] }, scope)).toThrowError(
      expect.objectContaining({ code: 'expression.not-translatable', details: [expect.objectContaining({ code: 'expression.database' })] }),
    )
  })

  it('exists for every operator of the catalogue that closures do not keep to themselves', () => {
    expect(Object.keys(sqlOperators).sort()).toEqual(catalogue.flatMap(({ op, closuresOnly }) => (closuresOnly ? [] : [op])).sort())
  })

  it('leaves comparisons with written values to the index', () => {
    expect(where({ '==': [{ var: 'name' }, 'x'] })).toEqual(['("name" = $1::text)', 'x'])
    expect(where({ '>': [{ var: 'total' }, 2] })).toEqual(['("total" > $1::bigint)', 2])
    expect(where({ in: [{ var: 'name' }, ['a', 'b']] })).toEqual(['("name" = any($1::text[]))', ['a', 'b']])
    expect(where({ in: [{ var: 'team' }, { var: '$user.teams' }] })).toEqual(['("team" = any($1::uuid[]))', given.user?.teams])
  })

  it('is total where null must not count as false', () => {
    expect(where({ '!': [{ '==': [{ var: 'name' }, 'x'] }] })).toEqual(['(not (coalesce("name" = $1::text, false)))', 'x'])
  })

  it('carries every written value as a parameter', () => {
    const hostile = "'); drop table x; --"
    const [text, ...parameters] = where({ or: [{ contains: [{ var: 'name' }, hostile] }, { '==': [{ cat: [hostile] }, hostile] }] })
    expect(text).not.toContain('drop')
    expect(parameters).toEqual([hostile, hostile, hostile])
  })

  it('is refused to what the checker refuses', () => {
    expect(() => compileSql({ '<': [{ var: 'price' }, { var: 'cost' }] }, scope)).toThrowError(
      expect.objectContaining({ code: 'expression.not-translatable' }),
    )
    expect(() => compileSql({ var: 'pg_sleep' }, scope)).toThrowError(expect.objectContaining({ code: 'expression.not-translatable' }))
  })

  it('does not grow faster than the expression', () => {
    let logic: Logic = { var: 'name' }
    for (let level = 0; level < 25; level++) logic = { if: [{ '<=': [logic, { var: 'note' }] }, 'a', 'b'] }
    const { sql: text } = compileSql(logic, scope).compile(compiler)
    expect(text.length).toBeLessThan(10_000)
  })
  it.each<[string, (inner: Logic) => Logic]>([
    ['left', (inner) => ({ left: ['abc', { len: [inner] }] })],
    ['mid', (inner) => ({ mid: ['abc', { len: [inner] }, { len: ['a'] }] })],
    ['contains', (inner) => ({ cat: [{ contains: [{ cat: [inner] }, 'x'] }] })],
    ['ends_with', (inner) => ({ cat: [{ ends_with: [{ cat: [inner] }, 'x'] }] })],
  ])('takes no longer than the expression is long, with %s within itself', (_op, around) => {
    let logic: Logic = { var: 'name' }
    for (let level = 0; level < 19; level++) logic = around(logic)
    const begin = performance.now()
    const { sql: text } = compileSql(logic, scope).compile(compiler)
    expect(performance.now() - begin).toBeLessThan(500)
    expect(text.length).toBeLessThan(10_000)
  })
})
