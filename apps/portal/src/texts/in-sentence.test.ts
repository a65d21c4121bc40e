import { expect, it } from 'vitest'
import { inSentence } from './in-sentence.ts'

it('lowers the first letter of an English label, and of nothing else', () => {
  expect(inSentence('Complaint', 'en')).toBe('complaint')
  expect(inSentence('SLA breach', 'en')).toBe('SLA breach')
  expect(inSentence('Complaint', 'zh-CN')).toBe('Complaint')
  expect(inSentence('客户投诉', 'en')).toBe('客户投诉')
})
