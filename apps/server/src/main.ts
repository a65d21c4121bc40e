import { AppError } from '@tangram/data-model'
import { configFromEnvironment } from './config.ts'
import { startServer } from './start-server.ts'

const say = (line: string): void => console.info(line)

try {
  const config = configFromEnvironment(process.argv.slice(2), process.env, (line) => say(`· ${line}`))
  const server = await startServer(config)
  if (server.setupUrl) say(`First start: make the administrator here, once, within a day · 首次启动，请创建管理员：\n  ${server.setupUrl}`)
  say(`Tangram is ready · 七巧已就绪：${server.publicUrl}`)
  if (process.send) process.send({ ready: server.url })

  let isStopping = false
  const stop = (): void => {
    // A second signal is an order, not a request.
    if (isStopping) process.exit(1)
    isStopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  if (error instanceof AppError) {
    console.error(`${error.messageIn('en')}\n${error.fixIn('en') ?? ''}\n\n${error.messageIn('zh-CN')}\n${error.fixIn('zh-CN') ?? ''}`)
  } else console.error(error)
  process.exit(1)
}
