/** The whole gate: style, types, arrows between packages, unused code, generated reference. Every check runs; any failure fails. */
import { spawn } from 'node:child_process'

const checks: [name: string, command: string, args: string[]][] = [
  ['style', 'biome', ['ci', '--colors=off', '--max-diagnostics=40', '.']],
  ['types', 'node', ['tooling/typecheck.ts']],
  ['arrows', 'depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'packages', 'apps', 'examples']],
  ['unused', 'knip', ['--no-progress']],
  ['reference', 'node', ['tooling/reference.ts', '--check']],
]

function run(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('exit', (code) => resolve({ code, output }))
  })
}

let failed = 0
for (const [name, command, args] of checks) {
  const began = Date.now()
  const { code, output } = await run(command, args)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  if (code === 0) continue
  failed += 1
  console.log(output)
}
process.exitCode = failed === 0 ? 0 : 1
