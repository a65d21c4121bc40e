import { describe, expect, it } from 'vitest'
import { datesIn } from './dates-in.ts'
import { hoursIn, hoursText } from './hours-text.ts'

describe('pasted dates', () => {
  it.each([
    ['2026-10-01~2026-10-07 国庆节', { from: '2026-10-01', to: '2026-10-07', name: '国庆节' }],
    ['春节：2月15日至2月23日', { from: '2026-02-15', to: '2026-02-23', name: '春节' }],
    ['2026年1月1日（周四） 元旦', { from: '2026-01-01', name: '元旦' }],
    ['10/1, National Day', { from: '2026-10-01', name: 'National Day' }],
    ['2027/01/01\tNew Year', { from: '2027-01-01', name: 'New Year' }],
    ['5-1', { from: '2026-05-01', name: '' }],
  ])('are read from “%s”', (text, date) => expect(datesIn(text, 2026)).toEqual({ found: [date], unread: [] }))

  it('leave what is no date to be read by a person', () => {
    expect(datesIn('放假安排\n2月30日\n10月7日至10月1日\n\n10月1日', 2026)).toEqual({
      found: [{ from: '2026-10-01', name: '' }],
      unread: ['放假安排', '2月30日', '10月7日至10月1日'],
    })
  })
})

describe('hours in words', () => {
  it.each([
    [
      '9-12, 13:30~18',
      [
        ['09:00', '12:00'],
        ['13:30', '18:00'],
      ],
    ],
    ['9点到18点', [['09:00', '18:00']]],
    ['00:00–24:00', [['00:00', '24:00']]],
    ['', []],
  ])('“%s” are read', (text, hours) => expect(hoursIn(text)).toEqual(hours.map(([from, to]) => ({ from, to }))))

  it.each(['18-9', 'nine to five', '9', '9-25', '9-24:30'])('“%s” are none', (text) => expect(hoursIn(text)).toBeUndefined())

  it('are written as they are read', () => {
    const hours = [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '18:00' },
    ]
    expect(hoursIn(hoursText(hours))).toEqual(hours)
  })
})
