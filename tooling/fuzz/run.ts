/**
 * Puts random inputs through one area until nothing is left to find.
 *
 *     pnpm fuzz expression --cases 100000      closures against PostgreSQL
 *     pnpm fuzz access --tuples 100000         storage's SQL against a naive look at each record and role
 *     pnpm fuzz hostile --cases 1000000        hostile expressions, values and formulas
 *     pnpm fuzz http --requests 100000         requests to every route of a running server
 *     pnpm fuzz expression --seed 42           the same inputs again
 *
 * Ends with one line of JSON, `{"cases":n,"mismatches":n,"seed":n,"seconds":n}`; the first mismatch, made as small as it gets, stands above it.
 * Exits 1 when there was one.
 */
import { type Area, areas } from './areas.ts'

const [name = '', ...rest] = process.argv.slice(2)
const option = (flag: string, fallback: number): number => {
  const at = rest.indexOf(flag)
  const value = at === -1 ? fallback : Number(rest[at + 1])
  if (Number.isSafeInteger(value) && value > 0) return value
  console.error(`${flag} takes a whole number above 0; found ${rest[at + 1] ?? 'nothing'}.`)
  process.exit(2)
}
const area: Area | undefined = Object.hasOwn(areas, name) ? areas[name] : undefined
if (!area) {
  console.error(`Usage: pnpm fuzz <${Object.keys(areas).join('|')}> [--cases n] [--seed n]. Found: ${name || 'nothing'}`)
  process.exit(2)
}

const cases = option('--cases', option(`--${area.unit ?? 'cases'}`, area.cases))
const seed = option('--seed', 1 + Math.floor(Math.random() * 2 ** 30))
const started = performance.now()
const result = await area.run({ cases, seed, onProgress: showProgress })
const seconds = Math.round((performance.now() - started) / 100) / 10
if (result.first !== undefined) console.error(JSON.stringify(result.first, null, 2))
console.log(JSON.stringify({ cases: result.cases, mismatches: result.mismatches, seed, seconds }))
process.exitCode = result.mismatches === 0 && result.cases >= cases ? 0 : 1

/** One line that moves, for people only. */
function showProgress(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(done < cases ? `\r${done} of ${cases}` : '\r\u001b[K')
}
