/**
 * Puts load on a server of this machine and holds it to its figures.
 *
 *     pnpm load http                  three minutes of each load
 *     pnpm load http --seconds 20     shorter, while working on it
 *
 * Ends with one line of JSON; exits 1 when a figure was not held.
 */
import { loadHttp } from './http.ts'

const [name = '', flag, value] = process.argv.slice(2)
const seconds = flag === undefined ? 180 : Number(value)
if (name !== 'http' || (flag !== undefined && flag !== '--seconds') || !(Number.isInteger(seconds) && seconds >= 5 && seconds <= 600)) {
  console.error(`Usage: pnpm load http [--seconds 180]; 5 to 600. Found: ${process.argv.slice(2).join(' ') || 'nothing'}`)
  process.exit(2)
}
const result = await loadHttp(seconds)
console.log(JSON.stringify({ name, ...result }))
process.exitCode = result.missed.length === 0 ? 0 : 1
