/** Type-checks every package under its own rules (engines see neither DOM nor Node), then the tests and tools together. */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const projects = [...globSync(['{packages,apps,examples}/*/tsconfig.json', 'bench/*/page/tsconfig.json']).sort(), 'tsconfig.json']

function check(project: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('tsc', ['-p', project, '--pretty', 'false'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('exit', (code) => resolve(code === 0 ? '' : `${project}\n${output}`))
  })
}

const queue = [...projects]
const failures: string[] = []
async function worker() {
  for (let project = queue.shift(); project; project = queue.shift()) {
    const failure = await check(project)
    if (failure) failures.push(failure)
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, worker))
if (failures.length > 0) {
  console.error(failures.join('\n'))
  process.exit(1)
}
