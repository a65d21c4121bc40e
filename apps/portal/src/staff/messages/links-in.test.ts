import { describe, expect, it } from 'vitest'
import { linksIn } from './links-in.ts'

describe('linksIn', () => {
  it('leaves a text without an address whole', () => {
    expect(linksIn('你好')).toEqual([{ at: 0, text: '你好' }])
  })

  it('finds an address that a full-width full stop ends', () => {
    expect(linksIn('请点击 http://127.0.0.1:3000/l/abc。谢谢')).toEqual([
      { at: 0, text: '请点击 ' },
      { at: 4, text: 'http://127.0.0.1:3000/l/abc', href: 'http://127.0.0.1:3000/l/abc' },
      { at: 31, text: '。谢谢' },
    ])
  })

  it('keeps the full stop of an English sentence out of the address', () => {
    expect(linksIn('See https://a.example/l/x.').map((part) => part.href)).toEqual([undefined, 'https://a.example/l/x', undefined])
  })

  it('makes no link of a script address', () => {
    expect(linksIn('javascript:alert(1)').some((part) => part.href)).toBe(false)
  })
})
