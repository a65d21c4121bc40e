/**
 * The one way to measure: `pnpm bench NAME`. Sets up what it needs, interleaves the contestants in one run, and ends with one line
 * of JSON `{"name","ratios","figures"}`. A ratio is ours ÷ the limit measured beside it; machines differ, ratios travel.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BenchResult } from './result.ts'

const name = process.argv[2] ?? ''
const file = path.join(import.meta.dirname, name, 'bench.ts')
if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(file)) {
  console.error(`Usage: pnpm bench <name>; there is bench/<name>/bench.ts for each. Found: ${name || 'nothing'}`)
  process.exit(2)
}
const { bench } = (await import(pathToFileURL(file).href)) as { bench(): Promise<BenchResult> }
const result = await bench()
console.log(JSON.stringify({ name, ...result }))
