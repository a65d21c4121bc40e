import { describe, expect, it } from 'vitest'
import { withSharedParameters } from './shared-parameters.ts'

describe('parameters of the same value', () => {
  it('become one where they are cast to the same type', () => {
    expect(withSharedParameters('select $1::uuid, $2::uuid, $3::text, $4::uuid', ['a', 'b', 'a', 'a'])).toEqual({
      text: 'select $1::uuid, $2::uuid, $3::text, $1::uuid',
      parameters: ['a', 'b', 'a'],
    })
  })

  it('stay apart where PostgreSQL takes the type from what stands beside them', () => {
    expect(withSharedParameters('where a = $1 and b = $2', ['1', '1'])).toEqual({ text: 'where a = $1 and b = $2', parameters: ['1', '1'] })
  })

  it('are told apart by array and element', () => {
    const { text, parameters } = withSharedParameters('any($1::uuid[]) or $2::uuid or any($3::uuid[])', ['{a}', '{a}', '{a}'])
    expect([text, parameters]).toEqual(['any($1::uuid[]) or $2::uuid or any($1::uuid[])', ['{a}', '{a}']])
  })

  it('do not stand in quotes', () => {
    const text = `select '$1::text', "shown$2" where $1::text = 'it''s $1' and "a""$1" = $2::text`
    expect(withSharedParameters(text, ['x', 'x'])).toEqual({ text: text.replace('$2::text', '$1::text'), parameters: ['x'] })
  })

  it('which each run fills are one when they are the same', () => {
    const [one, other] = [{ index: 0 }, { index: 0 }]
    const { text, parameters } = withSharedParameters('$1::uuid $2::uuid $3::uuid', [one, other, one])
    expect([text, parameters]).toEqual(['$1::uuid $2::uuid $1::uuid', [one, other]])
  })

  it('may be null', () => {
    expect(withSharedParameters('$1::text $2::text', [null, null]).parameters).toEqual([null])
  })
})
