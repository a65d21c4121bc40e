/** Run by its test in a process of its own, whose memory is bounded: reads an export to its end and says how many rows it had. */
import type { Readable } from 'node:stream'
import { connect } from '../database.ts'
import { openStorage, system } from './desk.ts'

const [, , databaseUrl = '', way = ''] = process.argv
const db = await connect({ databaseUrl })
const storage = await openStorage(db)
let rows = 0
if (way === 'pages') {
  const { pages } = await storage.reports(system).rows('desk', 'by_id')
  for await (const page of pages) rows += page.rows.length
} else if (way === 'records') {
  for await (const _ of storage.records(system).export('desk', 'ticket')) rows++
} else if (way === 'records behind a mark') {
  const behind = await storage.reports(system).behind('desk', 'by_id', { cell: {} })
  for await (const _ of behind.records(['number', 'subject', 'team'])) rows++
} else {
  const select = ['number', 'subject', 'team', 'status']
  const lines =
    way === 'report csv'
      ? (await storage.reports(system).csv('desk', 'by_id', { locale: 'en' })).lines
      : way === 'csv behind a mark'
        ? await (await storage.reports(system).behind('desk', 'by_id', { cell: {} })).csv(select, { locale: 'en' })
        : await storage.records(system).csv('desk', 'ticket', { select }, { locale: 'en' })
  rows = await linesIn(lines as Readable)
}
await storage.close()
await db.close()
process.stdout.write(JSON.stringify(rows))

async function linesIn(lines: Readable): Promise<number> {
  let count = 0
  for await (const chunk of lines) for (const byte of chunk as Buffer) if (byte === 10) count++
  return count
}
