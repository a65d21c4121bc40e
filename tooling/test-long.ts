/**
 * `pnpm test:long`: every suite with its property tests at full length, then the whole fault drill, then every sabotage. Takes about an
 * hour on two cores. All of it runs even when a part fails; the exit code is 1 then.
 */
import { spawn } from 'node:child_process'

const parts: [name: string, command: string, args: string[]][] = [
  ['suites', 'vitest', ['run']],
  ['fault', 'node', ['tooling/fault/run.ts', 'kill', '--runs', '50', '--seed', String(Date.now() % 100_000)]],
  ['sabotage', 'node', ['tooling/sabotage/run.ts']],
]
const ends: string[] = []
for (const [name, command, args] of parts) {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
  const began = Date.now()
  const code = await new Promise<number | null>((resolve) => {
    spawn(command, args, { stdio: 'inherit', env: { ...process.env, LONG: '1' } }).on('exit', resolve)
  })
  ends.push(`${code === 0 ? '✓' : '✗'} ${name} ${Math.round((Date.now() - began) / 1000)} s`)
  if (code !== 0) process.exitCode = 1
}
console.log(`\n${ends.join(' · ')}`)
