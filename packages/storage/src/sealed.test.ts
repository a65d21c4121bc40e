import { describe, expect, it } from 'vitest'
import { createSealer } from './sealed.ts'

const [old, secret] = ['an earlier secret of thirty-two ch', 'the present secret of thirty-two c']
const sealer = createSealer({ secret }, 'test')

describe('a sealed text', () => {
  it('opens for what it belongs to, says nothing of itself, and is never the same twice', () => {
    const sealed = sealer.seal('机密 42', 'lin')
    expect(sealer.open(sealed, 'lin')).toEqual({ text: '机密 42', isFormer: false })
    expect(sealed).toMatch(/^v1\.[\w-]{6}\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
    expect(sealer.seal('机密 42', 'lin')).not.toBe(sealed)
  })

  it('opens for nobody else, for no other purpose and under no other secret', () => {
    const sealed = sealer.seal('x', 'lin')
    expect(sealer.open(sealed, 'chen')).toBeNull()
    expect(createSealer({ secret }, 'another').open(sealed, 'lin')).toBeNull()
    expect(createSealer({ secret: old }, 'test').open(sealed, 'lin')).toBeNull()
  })

  it('opens after the secret changed, and says that it is of the former one', () => {
    const sealed = createSealer({ secret: old }, 'test').seal('x', 'lin')
    const rotated = createSealer({ secret, formerSecrets: [old] }, 'test')
    expect(rotated.open(sealed, 'lin')).toEqual({ text: 'x', isFormer: true })
    expect(rotated.open(rotated.seal('x', 'lin'), 'lin')).toEqual({ text: 'x', isFormer: false })
  })

  it('does not open when any part of it was changed, cut or made up', () => {
    const sealed = sealer.seal('x', 'lin')
    const parts = sealed.split('.')
    const other = sealer.seal('y', 'lin').split('.')
    const swapped = parts.map((_, at) => parts.with(at, other[at] ?? '').join('.')).slice(2)
    const cut = [sealed.slice(0, -3), parts.slice(0, 4).join('.'), '', 'v1', sealed.replace('v1', 'v2'), `${sealed}.`]
    for (const wrong of [...swapped, ...cut.slice(0, 5)]) expect(sealer.open(wrong, 'lin'), wrong).toBeNull()
  })
})
