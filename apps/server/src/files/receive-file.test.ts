import { expect, it } from 'vitest'
import { fileName } from './receive-file.ts'

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\lin\\照片.png', '照片.png'],
  ['a\u0000b.png', 'ab.png'],
  ['invoice\u202egnp.exe', 'invoicegnp.exe'],
  ['..', 'file'],
  ['', 'file'],
  [undefined, 'file'],
])('keeps of the name %j only %j', (given, kept) => {
  expect(fileName(given)).toBe(kept)
})

it('keeps the end of a long name, where its kind stands', () => {
  const name = fileName(`${'x'.repeat(500)}.png`)
  expect(name).toHaveLength(200)
  expect(name.endsWith('.png')).toBe(true)
})
