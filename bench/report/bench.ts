import { rmSync } from 'node:fs'
import type { JsonValue } from '@tangram/data-model'
import { exactOf } from '@tangram/expression'
import { isOthers, type ReportResult } from '@tangram/report-engine'
import { compileReport, type ReportRow } from '@tangram/report-engine/sql'
import { connect } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import type { Kysely } from 'kysely'
import type { PoolClient } from 'pg'
import { type BenchResult, median } from '../result.ts'
import { measureFiles } from './files.ts'
import { type BenchQuestion, plainTop, questions } from './questions.ts'
import { makeSales, saleSource } from './sales.ts'

const sales = Number(process.env.BENCH_ROWS ?? 1_000_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 15)
const wanted = process.env.BENCH_QUESTIONS?.split(',')
const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }

const stages = ['plan', 'compile', 'database', 'decode', 'shape'] as const
type Stages = { [stage in (typeof stages)[number]]: number }

/**
 * Twenty reports over a million sales with three million lines beside the best SQL written by hand, on one connection, in turns: ours,
 * theirs, theirs, ours. Each has the same answer before it is measured. Plan is from the document to Kysely's tree, compile from there to
 * SQL, decode the JSON of the rows, shape the result.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-report-')
  const db = await connect({ dataDir, poolSize: 4 })
  try {
    await makeSales(db.pool, sales)
    const client = await db.pool.connect()
    try {
      await client.query('set statement_timeout = 0')
      const { ratios, figures } = await measured(client, db.kysely as never)
      const files = await measureFiles(db, dataDir, Math.min(rounds, 5))
      return { ratios: { ...ratios, ...files.ratios }, figures: { ...figures, ...files.figures } }
    } finally {
      client.release()
    }
  } finally {
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measured(client: PoolClient, kysely: Kysely<never>): Promise<BenchResult> {
  const figures: BenchResult['figures'] = {}
  const ratios: { [question: string]: number } = {}
  const compiling: number[] = []
  for (const one of questions.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const wrong = await differenceOf(one, client, kysely)
    if (wrong) throw new Error(`${one.name}: the answers are not the same. ${wrong}`)
    const { ours, raw, split } = await inTurns(one, client, kysely)
    ratios[one.name] = median(ours.map((ms, i) => ms / (raw[i] ?? Number.NaN)))
    compiling.push(...split.map(({ plan, compile }) => plan + compile))
    figures[`${one.name}Ms`] = rounded(median(ours))
    figures[`${one.name}P95Ms`] = rounded(percentile95(ours))
    figures[`${one.name}SqlMs`] = rounded(median(raw))
    figures[`${one.name}SqlP95Ms`] = rounded(percentile95(raw))
    figures[`${one.name}VsSql`] = rounded(ratios[one.name] ?? Number.NaN)
    for (const stage of stages) figures[`${one.name}${capital(stage)}Ms`] = rounded(median(split.map((each) => each[stage])), 3)
    console.log(
      `${one.name.padEnd(16)} ours ${rounded(median(ours))} ms (p95 ${rounded(percentile95(ours))}), SQL ${rounded(median(raw))} ms (p95 ${rounded(percentile95(raw))}), ratio ${rounded(ratios[one.name] ?? 0)}; ` +
        stages.map((stage) => `${stage} ${rounded(median(split.map((each) => each[stage])), 3)}`).join(', '),
    )
  }
  const all = Object.values(ratios)
  const top = questions.find(({ name }) => name === 'topAndOthers')
  const named: BenchResult['ratios'] = { medianVsSql: rounded(median(all)), maxVsSql: rounded(Math.max(...all)) }
  if (ratios.fanOut !== undefined) named.fanoutVsPreaggregated = rounded(ratios.fanOut)
  if (top && ratios.topAndOthers !== undefined) {
    const { ours, raw } = await inTurns({ ...top, sql: plainTop }, client, kysely)
    named.topNVsPlain = rounded(median(ours.map((ms, i) => ms / (raw[i] ?? Number.NaN))))
  }
  figures.compileMs = rounded(median(compiling), 3)
  return { ratios: named, figures }
}

/** Times of both in milliseconds, each the mean of two runs around the other's. */
async function inTurns(
  one: BenchQuestion,
  client: PoolClient,
  kysely: Kysely<never>,
): Promise<{ ours: number[]; raw: number[]; split: Stages[] }> {
  const ours: number[] = []
  const raw: number[] = []
  const split: Stages[] = []
  for (let round = -1; round < rounds; round++) {
    const [a, b, c, d] = [
      await runOurs(one, client, kysely),
      await runRaw(one.sql, client),
      await runRaw(one.sql, client),
      await runOurs(one, client, kysely),
    ]
    if (round < 0) continue
    ours.push((sumOf(a.stages) + sumOf(d.stages)) / 2)
    raw.push((b + c) / 2)
    split.push(a.stages, d.stages)
  }
  return { ours, raw, split }
}

async function runOurs(
  { report }: BenchQuestion,
  client: PoolClient,
  kysely: Kysely<never>,
): Promise<{ stages: Stages; result: ReportResult }> {
  const began = performance.now()
  const { query, resultOf } = compileReport(report, saleSource(), given)
  const planned = performance.now()
  const { sql, parameters } = query.compile(kysely)
  const compiled = performance.now()
  const { rows } = await client.query({ text: sql, values: [...parameters], types: asText as never })
  const read = performance.now()
  const decoded = (rows as { level: string; row: string }[]).map(
    ({ level, row }): ReportRow => ({ level: Number(level), row: JSON.parse(row) as JsonValue[] }),
  )
  const made = performance.now()
  const result = resultOf(decoded)
  const shaped = performance.now()
  const stages = {
    plan: planned - began,
    compile: compiled - planned,
    database: read - compiled,
    decode: made - read,
    shape: shaped - made,
  }
  return { stages, result }
}

async function runRaw(sql: string, client: PoolClient): Promise<number> {
  const began = performance.now()
  await client.query({ text: sql, rowMode: 'array' })
  return performance.now() - began
}

const asText = { getTypeParser: () => (value: string) => value }

/** The first place where the two answers are not the same. */
async function differenceOf(one: BenchQuestion, client: PoolClient, kysely: Kysely<never>): Promise<string | undefined> {
  const { result } = await runOurs(one, client, kysely)
  const { rows: truth } = await client.query({ text: one.sql, rowMode: 'array', types: asText as never })
  const totals = (result.totals ?? []).flatMap(({ rows }) => rows)
  const found = [...result.rows, ...totals].map((row) => row.map(shownAs).join(' | '))
  const wanted = (truth as (string | null)[][])
    .slice(0, result.truncated ? found.length : truth.length)
    .map((row) => row.map(plain).join(' | '))
  const [a, b] = totals.length ? [[...found].sort(), [...wanted].sort()] : [found, wanted]
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find((i) => a[i] !== b[i])
  return at === undefined ? undefined : `Row ${at}: found ${a[at]}, by SQL ${b[at]}`
}

const shownAs = (value: JsonValue) => (isOthers(value) ? 'Others' : plain(value === null ? null : String(value)))

/** Twelve digits after the point: how many more a division keeps depends on how its operands are written. */
const plain = (value: string | null) =>
  value !== null && /^-?\d+\.\d+$/.test(value) ? exactOf(value).roundedTo(12).toText() : String(value)

const sumOf = (split: Stages) => Object.values(split).reduce((a, b) => a + b, 0)
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits))

function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN
}
