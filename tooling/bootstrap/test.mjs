// `npm test`: all set-up, then the gate, the suites and the browser journeys, one after the other, with the time each took.
import { env, run, setup } from './setup.mjs'

const stages = [
  ['check', ['node', ['tooling/check.ts']]],
  ['unit', ['vitest', ['run', '--project', 'unit', '--project', 'dom']]],
  ['integration', ['vitest', ['run', '--project', 'integration']]],
  ['build', ['node', ['tooling/build.ts']]],
  ['journeys', ['vitest', ['run', '--project', 'journeys']]],
]

await setup()
env.TANGRAM_TEST = '1'
const took = []
for (const [name, [command, args]] of stages) {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
  const began = Date.now()
  try {
    await run(command, args)
  } catch (error) {
    console.error(`✗ ${name}: ${error.message}`)
    process.exit(1)
  }
  took.push(`${name} ${Math.round((Date.now() - began) / 1000)} s`)
}
console.log(`\n✓ ${took.join(' · ')}`)
