import { describe, expect, it } from 'vitest'
import { type ListAddress, readListAddress, writeListAddress } from './list-address.ts'

const address: ListAddress = {
  search: '空调 & 漏水',
  conditions: [
    { field: 'status', is: 'is', value: 'new' },
    { field: 'customer_name', is: 'contains', value: 'a.b=c' },
    { field: 'assignee', is: 'empty' },
  ],
  sort: [
    { by: 'created_at', dir: 'desc' },
    { by: 'number', dir: 'asc' },
  ],
}

describe('the address of a list', () => {
  it('holds search, conditions and sort, whatever letters are in them', () => {
    expect(readListAddress(writeListAddress(address))).toEqual(address)
  })

  it('is empty for a list as its author made it', () => {
    expect(writeListAddress({ search: '', conditions: [], sort: null })).toBe('')
  })

  it('leaves out what it does not understand', () => {
    expect(readListAddress('f=status.drop.x&f=&f=status')).toEqual({ search: '', conditions: [], sort: null })
  })
})
