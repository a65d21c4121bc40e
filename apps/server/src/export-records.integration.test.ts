import type { Readable } from 'node:stream'
import { defaultPlatform } from '@tangram/app-model'
import type { Locale } from '@tangram/data-model'
import { readCsv } from '@tangram/workbook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportRecords } from './export-records.ts'
import { type Caller, type Desk, openDesk } from './testing/open-desk.ts'

let desk: Desk
let manager: Caller
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  manager = await desk.as('lin_yue')
  const odd = { customer_name: '=HYPERLINK("x")', description: '-1+2\r\nsecond, "line"' }
  for (const values of [odd, { customer_name: "'@already", description: '-12.5' }, { customer_name: '+86' }])
    await manager.post(records, { values: await desk.complaint(values) })
})
afterAll(() => desk.close())

const records = '/api/v1/apps/service_desk/entities/ticket/records'

async function rowsOf(file: Readable): Promise<string[][]> {
  const rows = []
  for await (const row of readCsv(file)) rows.push(row.map(String))
  return rows
}

describe('a csv file of records', () => {
  it.each<Locale>(['en', 'zh-CN'])('is the same whoever writes it, PostgreSQL or the server (%s)', async (locale) => {
    const { storage } = desk.server
    const principal = await storage.people.principalOf(manager.id)
    if (!principal) throw new Error('the manager is there')
    const write = async (records: typeof storage.records) => {
      const services = { storage: { ...storage, records }, now: () => new Date().toISOString(), platform: defaultPlatform }
      const from = { app: 'service_desk', entity: 'ticket' }
      return rowsOf((await exportRecords(services, principal, from, { sort: [{ by: 'number', dir: 'asc' }] }, 'csv', locale)).content)
    }
    const byServer = await write((who) => ({ ...storage.records(who), csv: async () => null }))
    let isByDatabase = false
    const byDatabase = await write((who) => {
      const own = storage.records(who)
      const csv: typeof own.csv = async (...args) => {
        const lines = await own.csv(...args)
        isByDatabase = lines !== null
        return lines
      }
      return { ...own, csv }
    })
    expect(isByDatabase).toBe(true)
    expect(byServer).toHaveLength(84)
    expect(byDatabase).toEqual(byServer)
  })

  it('begins with the mark by which Excel knows UTF-8', async () => {
    const { rawPayload, headers } = await manager.send('GET', `${records}/export?format=csv&select=customer_name&search=HYPERLINK`)
    expect(headers['content-type']).toContain('text/csv')
    expect(rawPayload.toString()).toBe(`\ufeffCustomer name\n"'=HYPERLINK(""x"")"\n`)
  })
})
