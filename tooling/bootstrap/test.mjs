// `npm test`: all set-up, then the gate, the suites and the browser journeys, one after the other, with the time each took.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run, setup } from './setup.mjs'

const suites = { unit: ['unit', 'dom'], integration: ['integration'], journeys: ['journeys'] }
// The web apps first: a unit test weighs what they load.
const stages = ['build', 'check', 'unit', 'integration', 'journeys']
const reports = mkdtempSync(path.join(tmpdir(), 'tangram-test-'))
const counted = { passed: 0, failed: 0, skipped: 0 }
const took = []

/** The command of a stage; suites also leave their counts behind. */
function commandOf(stage) {
  if (stage === 'check' || stage === 'build') return ['node', [`tooling/${stage}.ts`]]
  const projects = suites[stage].flatMap((project) => ['--project', project])
  return [
    'vitest',
    ['run', ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${path.join(reports, `${stage}.json`)}`],
  ]
}

function count(stage) {
  try {
    const report = JSON.parse(readFileSync(path.join(reports, `${stage}.json`), 'utf8'))
    counted.passed += report.numPassedTests
    counted.failed += report.numFailedTests
    counted.skipped += report.numPendingTests + report.numTodoTests
  } catch {
    // A stage without tests, or one that broke before its first.
  }
}

await setup()
for (const stage of stages) {
  console.log(`\n── ${stage} ${'─'.repeat(60 - stage.length)}`)
  const began = Date.now()
  try {
    await run(...commandOf(stage))
  } catch (error) {
    console.error(`✗ ${stage}: ${error.message}`)
    process.exitCode = 1
  }
  count(stage)
  took.push(`${stage} ${Math.round((Date.now() - began) / 1000)} s`)
  if (process.exitCode) break
}
rmSync(reports, { recursive: true, force: true })
console.log(`\n${process.exitCode ? '✗' : '✓'} ${took.join(' · ')}`)
console.log(`${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`)
