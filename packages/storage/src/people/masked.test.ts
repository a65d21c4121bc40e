import { describe, expect, it } from 'vitest'
import { maskedAddress, withoutLinks } from './masked.ts'

describe('an address that is shown to others', () => {
  it.each([
    ['13800130000', '138****0000'],
    ['+8613800130000', '138****0000'],
    ['+442071234567', '+44****4567'],
    ['lin@example.com', 'l****@example.com'],
    ['12345', '****'],
    ['', '****'],
  ])('%s becomes %s', (address, shown) => expect(maskedAddress(address)).toBe(shown))
})

describe('a text that is shown to others', () => {
  it.each([
    ['请点击 https://desk.example.com/l/abc-DEF_123?x=1#y，谢谢', '请点击 […]，谢谢'],
    ['Rate us: http://127.0.0.1:7070/l/abc (1 to 5) HTTPS://A.B/l/x', 'Rate us: […] (1 to 5) […]'],
    ['No link here', 'No link here'],
  ])('%s becomes %s', (text, shown) => expect(withoutLinks(text)).toBe(shown))
})
