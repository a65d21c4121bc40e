/**
 * Breaks things on purpose while people work, and counts what was lost.
 *
 *     pnpm fault kill --runs 50
 *     pnpm fault flow --kills 200
 *
 * Ends with one line of JSON; exits 1 when anything acknowledged was lost or done twice, a server could not open its data, a server that
 * was paused beyond its lease was not fenced off, or the drill could not go on.
 */
import { flowDrill } from './flow.ts'
import { kill } from './kill.ts'

const [name = '', ...rest] = process.argv.slice(2)
const option = (flag: string, fallback: number) => {
  const at = rest.indexOf(flag)
  const value = at === -1 ? fallback : Number(rest[at + 1])
  if (Number.isInteger(value) && value > 0) return value
  console.error(`${flag} takes a whole number above 0; found ${rest[at + 1] ?? 'nothing'}.`)
  process.exit(2)
}

const drills: { [name: string]: () => Promise<{ result: object; isWhole: boolean }> } = {
  async kill() {
    const result = await kill({ runs: option('--runs', 50), seed: option('--seed', 1) })
    const isWhole = result.lost === 0 && result.doubled === 0 && result.unopenable === 0 && result.stuck === 0
    return { result, isWhole: isWhole && result.inFlightAtKill >= result.kills }
  },
  async flow() {
    const result = await flowDrill({ kills: option('--kills', 200), seed: option('--seed', 1) })
    const isWhole = result.lost === 0 && result.doubled === 0 && result.strayKeys === 0 && result.stuck === 0
    // Who was never paused with something in its hands, or was not refused, has shown nothing of the fence.
    const isFenced = result.pausedBeyondLease > 0 && result.takenOver > 0 && result.fencedOff > 0
    return { result, isWhole: isWhole && isFenced && result.steps >= result.kills * 50 }
  },
}

const drill = Object.hasOwn(drills, name) ? drills[name] : undefined
if (!drill) {
  console.error(`Usage: pnpm fault kill [--runs 50] [--seed 1] | pnpm fault flow [--kills 200] [--seed 1]. Found: ${name || 'nothing'}`)
  process.exit(2)
}
try {
  const { result, isWhole } = await drill()
  console.log(JSON.stringify(result))
  process.exitCode = isWhole ? 0 : 1
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
