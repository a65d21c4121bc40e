import { expect, it } from 'vitest'
import { type InboxAddress, readInboxAddress, writeInboxAddress } from './inbox-address.ts'

const addresses: [string, InboxAddress][] = [
  ['', { box: 'open', filter: {} }],
  ['?box=done', { box: 'done', filter: {} }],
  [
    '?app=purchase&process=approval&q=M6&late=1',
    { box: 'open', filter: { app: 'purchase', process: 'approval', search: 'M6', overdue: true } },
  ],
]

it.each(addresses)('%s stands for the same filters there and back', (query, address) => {
  expect(readInboxAddress(query)).toEqual(address)
  expect(writeInboxAddress(address)).toBe(query)
})

it('leaves out what it does not understand, and a process without its app', () => {
  expect(readInboxAddress('?box=bin&process=approval&late=yes&x=1')).toEqual({ box: 'open', filter: {} })
})
