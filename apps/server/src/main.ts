import { AppError } from '@tangram/data-model'
import { configFromEnvironment } from './config.ts'
import { startServer } from './start-server.ts'

const say = (line: string): void => console.info(line)

/** Runs until SIGTERM or SIGINT, also one that comes while it starts; a second one is an order, not a request. */
async function main(): Promise<void> {
  const told = Promise.withResolvers<void>()
  let isStopping = false
  const stop = (): void => {
    if (isStopping) process.exit(1)
    isStopping = true
    told.resolve()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  const config = configFromEnvironment(process.argv.slice(2), process.env, (line) => say(`· ${line}`))
  const server = await startServer(config)
  if (server.setupUrl)
    say(`First start: make the administrator here, once, within a day · 首次启动，请在一天内创建管理员：\n  ${server.setupUrl}`)
  say(`Tangram is ready · 七巧已就绪：${server.publicUrl}`)
  process.send?.({ ready: server.url })
  await told.promise
  await server.close()
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof AppError) {
      for (const locale of ['en', 'zh-CN'] as const) console.error(`${error.messageIn(locale)}\n${error.fixIn(locale) ?? ''}\n`)
    } else console.error(error)
    process.exit(1)
  },
)
