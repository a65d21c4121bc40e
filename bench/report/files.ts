import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Database, Storage } from '@tangram/storage'
import { to } from 'pg-copy-streams'
import { type BenchResult, median } from '../result.ts'
import { allSales, eachSale, openShop, saleColumns, system } from './shop.ts'

const megabyte = 1024 * 1024

/** Files of every sale beside COPY of the same by hand, the memory they take, and how long a remembered answer takes. */
export async function measureFiles(db: Database, fileDir: string, rounds: number): Promise<BenchResult> {
  const { storage, close } = await openShop(db, fileDir)
  try {
    const report = async () => (await storage.reports(system).csv('shop', 'each_sale', { locale: 'en' })).lines
    const records = async () => (await storage.records(system).csv('shop', 'sale', { select: saleColumns }, { locale: 'en' })) as Readable
    const figures: BenchResult['figures'] = {}
    figures.csvPeakMbAboveIdle = await peakAboveIdle(async () => void (await bytesOf(await report())))
    figures.rowsPeakMbAboveIdle = await peakAboveIdle(async () => {
      const { pages } = await storage.reports(system).rows('shop', 'each_sale')
      for await (const { rows } of pages) if (rows.length === 0) throw new Error('an empty page')
    })
    const ofReport = await beside(db, report, eachSale, rounds)
    const ofRecords = await beside(db, records, allSales, rounds)
    Object.assign(figures, { csvMs: ofReport.ours, copyMs: ofReport.theirs, recordsCsvMs: ofRecords.ours, recordsCopyMs: ofRecords.theirs })
    figures.cacheHitMs = await cacheHitMs(storage)
    return { ratios: { csvVsCopy: ofReport.ratio, recordsCsvVsCopy: ofRecords.ratio }, figures }
  } finally {
    await close()
  }
}

/** Medians of both in milliseconds, in turns, and the median of their ratio. */
async function beside(db: Database, ours: () => Promise<Readable>, query: string, rounds: number) {
  const client = await db.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    const copy = async () => client.query(to(`copy (${query}) to stdout (format csv)`))
    if ((await digestOf(await ours())) !== (await digestOf(await copy()))) throw new Error(`not the same file: ${query}`)
    const times: { ours: number; theirs: number }[] = []
    for (let round = -1; round < rounds; round++) {
      const [a, b, c, d] = [await timeOf(ours), await timeOf(copy), await timeOf(copy), await timeOf(ours)]
      if (round >= 0) times.push({ ours: (a + d) / 2, theirs: (b + c) / 2 })
    }
    const figure = (of: (time: (typeof times)[number]) => number, digits: number) => Number(median(times.map(of)).toFixed(digits))
    return {
      ours: figure((time) => time.ours, 0),
      theirs: figure((time) => time.theirs, 0),
      ratio: figure((time) => time.ours / time.theirs, 3),
    }
  } finally {
    client.release()
  }
}

async function digestOf(lines: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of lines) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function timeOf(open: () => Promise<Readable>): Promise<number> {
  const began = performance.now()
  await bytesOf(await open())
  return performance.now() - began
}

async function bytesOf(lines: Readable): Promise<number> {
  let bytes = 0
  for await (const chunk of lines) bytes += (chunk as Buffer).length
  return bytes
}

/** Resident memory of this process while the work runs, above what it had before, in MB. */
async function peakAboveIdle(work: () => Promise<void>): Promise<number> {
  const idle = process.memoryUsage.rss()
  let peak = idle
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  await work()
  clearInterval(watching)
  return Number(((peak - idle) / megabyte).toFixed(1))
}

/** Milliseconds of a run that is remembered, the median of many. */
async function cacheHitMs(storage: Storage): Promise<number> {
  const times: number[] = []
  await storage.reports(system).run('shop', 'monthly')
  for (let i = 0; i < 2_000; i++) {
    const began = performance.now()
    await storage.reports(system).run('shop', 'monthly')
    times.push(performance.now() - began)
  }
  return Number(median(times).toFixed(4))
}
