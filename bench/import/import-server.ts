/** The real server, which also works on its jobs. Says `{ ready }`, and its memory whenever asked. */
import { configFromEnvironment, startServer } from '@tangram/server'

const server = await startServer({ ...configFromEnvironment(['--trial'], process.env), sample: false })
process.send?.({ ready: server.url })
process.on('message', () => process.send?.({ rss: process.memoryUsage.rss() }))
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
