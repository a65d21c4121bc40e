// `npm start` and `npm run serve`: set up, build what changed, run the server in the foreground.
// `npm run backup`, `npm run restore`, `npm run rotate-keys` and `npm run audit-verify`: set up, run the command.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { env, root, run, setup, step } from './setup.mjs'

const commands = {
  backup: 'backup/main.ts',
  restore: 'backup/main.ts',
  'rotate-keys': 'commands/rotate-keys.ts',
  'audit-verify': 'commands/audit-verify.ts',
}
const command = Object.hasOwn(commands, process.argv[2] ?? '') ? commands[process.argv[2]] : undefined
try {
  await setup()
  if (!command) await run('node', ['tooling/build.ts'])
} catch (error) {
  console.error(`✗ ${error.message}`)
  process.exit(1)
}
if (!command) step('Starting', '正在启动')
// Young objects get 48 MB, not V8's 96: what a file of a million rows leaves behind on its way is gone as soon, in 80 MB less.
const memory = '--max-semi-space-size=16'
const main = path.join(root, 'apps/server/src', command ?? 'main.ts')
const server = spawn('node', [memory, main, ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
