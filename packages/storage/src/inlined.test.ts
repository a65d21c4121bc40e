import { describe, expect, it } from 'vitest'
import { inlined } from './inlined.ts'

describe('parameters written into a statement', () => {
  it('stand where they are asked for, and nowhere else', () => {
    const text = `select $1, "a$1", 'it''s $2', "b""$1" from t where x = $2 and y = $10`
    const parameters = ['one', null, ...Array.from({ length: 7 }, () => 'x'), 'ten']
    expect(inlined({ text, parameters })).toBe(`select 'one', "a$1", 'it''s $2', "b""$1" from t where x = null and y = 'ten'`)
  })

  it('never end the literal they stand in', () => {
    for (const hostile of [`'; drop table t; --`, `\\'; drop table t; --`, `$2`, `$&`, `''`]) {
      const [, quoted] = /^select (.*)$/s.exec(inlined({ text: 'select $1', parameters: [hostile, 'second'] })) ?? []
      expect(quoted).toMatch(/^ ?E?'([^'\\]|''|\\\\)*'$/)
    }
  })

  it('are refused when no statement can hold them', () => {
    expect(() => inlined({ text: 'select $1', parameters: ['a\0b'] })).toThrow('storage.query.invalid')
  })
})
