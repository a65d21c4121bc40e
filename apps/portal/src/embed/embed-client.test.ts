import { describe, expect, it } from 'vitest'
import { addressAt } from './embed-client.ts'

describe('what an embedded dashboard asks', () => {
  it.each([
    ['/apps/shop/dashboards/sales/run', '/public/embeds/T/run'],
    ['/apps/shop/reports/trend/run', '/public/embeds/T/reports/trend/run'],
    ['/apps/shop/reports/trend/drill', '/public/embeds/T/reports/trend/drill'],
    ['/public/embeds/T', '/public/embeds/T'],
    ['/public/embeds/T/unlock', '/public/embeds/T/unlock'],
    ['/apps/shop/entities/sale/options?search=a', '/public/embeds/T/nothing'],
    ['/apps/shop/reports/trend/export', '/public/embeds/T/nothing'],
    ['/session', '/public/embeds/T/nothing'],
    ['/public/embeds/Tother', '/public/embeds/T/nothing'],
  ])('%s is asked of the link: %s', (path, address) => {
    expect(addressAt('T', path)).toBe(address)
  })
})
