/**
 * Applies small faults to a copy of the source one at a time; the suite named beside each must fail.
 *
 *     pnpm sabotage                  all of them
 *     pnpm sabotage lease version    those whose name contains a word
 *     pnpm sabotage --minutes 20     as many as fit; which ones differs from commit to commit
 *
 * Ends with one line `{"mutants":n,"caught":n,"left":n}`, `left` those there was no time for; exits 1 when one was not caught.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Mutant } from './mutant.ts'
import { mutants } from './mutants/index.ts'

const root = path.resolve(import.meta.dirname, '../..')
const { values, positionals: words } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string' } } })
const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes)
if (!(minutes > 0)) {
  console.error(`--minutes takes a number above 0; found ${values.minutes}.`)
  process.exit(2)
}
const chosen = mutants.filter((mutant) => words.length === 0 || words.some((word) => mutant.name.includes(word)))

/** In another order for each commit, so that what there is no time for today has its turn on another day. */
function shuffled(all: readonly Mutant[]): Mutant[] {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  const placeOf = ({ name }: Mutant) => createHash('sha256').update(commit).update(name).digest('hex')
  return all.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** A tree of its own, so that nothing can be left broken in the checkout. */
function copyTree(): string {
  const tree = mkdtempSync(path.join(tmpdir(), 'tangram-sabotage-'))
  for (const entry of ['packages', 'apps', 'examples', 'tooling', 'bench', 'docs/guide'])
    cpSync(path.join(root, entry), path.join(tree, entry), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => path.basename(from) !== 'dist',
    })
  for (const file of ['package.json', 'vitest.config.ts', 'tsconfig.json', 'pnpm-workspace.yaml'])
    cpSync(path.join(root, file), path.join(tree, file))
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'))
  return tree
}

type Outcome = { failed: number; ran: number; output: string }

function runSuite(tree: string, test: string): Promise<Outcome> {
  const report = path.join(tree, 'report.json')
  rmSync(report, { force: true })
  return new Promise((resolve) => {
    const child = spawn('vitest', ['run', '--root', tree, '--reporter=json', `--outputFile=${report}`, test], {
      cwd: tree,
      // A fault that random cases find is found every time.
      env: { ...process.env, SEED: '20261123' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    const limit = setTimeout(() => child.kill('SIGKILL'), 180_000)
    child.on('exit', () => {
      clearTimeout(limit)
      try {
        const result = JSON.parse(readFileSync(report, 'utf8')) as { numFailedTests: number; numTotalTests: number }
        resolve({ failed: result.numFailedTests, ran: result.numTotalTests, output })
      } catch {
        // No report: the suite did not even start or was cut off. Nothing ran, so nothing was caught, and its output is shown.
        resolve({ failed: 0, ran: 0, output })
      }
    })
  })
}

async function tryOut(tree: string, mutant: Mutant): Promise<boolean> {
  const file = path.join(tree, mutant.file)
  const source = readFileSync(file, 'utf8')
  if (source.split(mutant.find).length !== 2) {
    console.log(
      `✗ ${mutant.name}: ${mutant.file} holds the text to replace ${source.split(mutant.find).length - 1} times, expected once. Mend it in tooling/sabotage/mutants/.`,
    )
    return false
  }
  writeFileSync(
    file,
    source.replace(mutant.find, () => mutant.replace),
  )
  const { failed, ran, output } = await runSuite(tree, mutant.test)
  writeFileSync(file, source)
  const caught = failed > 0
  console.log(`${caught ? '✓' : '✗'} ${mutant.name} (${mutant.test}: ${failed} of ${ran} tests failed)`)
  if (ran === 0) console.log(output.slice(-2000))
  return caught
}

const queue = Number.isFinite(minutes) ? shuffled(chosen) : [...chosen]
const end = performance.now() + minutes * 60_000
let caught = 0
let tried = 0
async function worker() {
  const tree = copyTree()
  try {
    while (performance.now() < end) {
      const mutant = queue.shift()
      if (!mutant) return
      tried += 1
      if (await tryOut(tree, mutant)) caught += 1
    }
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}
await Promise.all(Array.from({ length: Math.min(availableParallelism(), queue.length) }, worker))
console.log(JSON.stringify({ mutants: tried, caught, left: queue.length }))
process.exitCode = caught === tried ? 0 : 1
