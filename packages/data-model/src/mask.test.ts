import { expect, it } from 'vitest'
import { type Mask, maskText } from './mask.ts'

const cases: readonly [Mask, string, string][] = [
  [{ kind: 'phone' }, '+8613812345678', '138****5678'],
  [{ kind: 'phone' }, '110', '****'],
  [{ kind: 'id' }, '11010519491231002X', '110****002X'],
  [{ kind: 'card' }, '6222021234567890123', '6222****0123'],
  [{ kind: 'mail' }, 'lin.yue@example.com', 'l****@example.com'],
  [{ kind: 'mail' }, 'nobody', '****'],
  [{ kind: 'name' }, '张小三', '张*'],
  [{ kind: 'name' }, '欧阳修', '欧阳*'],
  [{ kind: 'name' }, '张', '*'],
  [{ kind: 'ends' }, 'green', 'g****n'],
  [{ kind: 'ends' }, 'red', '****'],
  [{ kind: 'ends', first: 2, last: 0 }, 'green', 'gr****'],
  [{ kind: 'all' }, 'anything', '****'],
]

it.each(cases)('leaves of %o %s only %s', (mask, value, seen) => {
  expect(maskText(mask, value)).toBe(seen)
})

it('tells neither how long what it leaves out is', () => {
  expect(maskText({ kind: 'ends' }, 'ab--yz')).toBe(maskText({ kind: 'ends' }, 'a-something-long-z'))
})
