import { expect, it } from 'vitest'
import { localeOf } from './locale.ts'

it.each([
  ['en-GB,en;q=0.9', 'en'],
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['fr,en;q=0.3', 'en'],
  ['en;q=0.2,zh;q=0.9', 'zh-CN'],
  ['en;q=0', 'zh-CN'],
  ['fr', 'zh-CN'],
  ['', 'zh-CN'],
])('reads %j as %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})
