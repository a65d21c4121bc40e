/**
 * Breaks things on purpose while people work, and counts what was lost.
 *
 *     pnpm fault kill --runs 50
 *
 * Ends with one line of JSON; exits 1 when anything acknowledged was lost or done twice, or a server could not open its data.
 */
import { kill } from './kill.ts'

const [name = '', ...rest] = process.argv.slice(2)
const option = (flag: string, fallback: number) => {
  const at = rest.indexOf(flag)
  const value = at === -1 ? fallback : Number(rest[at + 1])
  if (Number.isInteger(value) && value > 0) return value
  console.error(`${flag} takes a whole number above 0; found ${rest[at + 1] ?? 'nothing'}.`)
  process.exit(2)
}
if (name !== 'kill') {
  console.error(`Usage: pnpm fault kill [--runs 50] [--seed 1]. Found: ${name || 'nothing'}`)
  process.exit(2)
}

const result = await kill({ runs: option('--runs', 50), seed: option('--seed', 1) })
console.log(JSON.stringify(result))
const isWhole = result.lost === 0 && result.doubled === 0 && result.unopenable === 0 && result.stuck === 0
process.exitCode = isWhole && result.inFlightAtKill >= result.kills ? 0 : 1
